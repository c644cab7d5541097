"""Seeing telephone numbers in running text, however they are spaced, and nothing else: no year, date, sum or reference.

What is certainly something else is taken out first: addresses, money, dates, times, ranges of years. Then every run of digits is
searched for the stretch that is most like a number: one that is known, else one that can be rung, else one that only looks it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

import phonenumbers

from ..numbers import UNITED_KINGDOM


@dataclass(frozen=True)
class Sighting:
    """A number as it stands in a text, and the digits it comes to: `01702215007`, `+353…` abroad, without a 0 if it has none."""

    written: str
    number: str

    @property
    def is_valid(self) -> bool:
        """Can it be rung from the United Kingdom as it stands?"""
        return self.number.startswith(("0", "+")) and can_be_rung(self.number)


TAG_BETWEEN = re.compile(r"</?(?:p|li|ul|ol|h\d|div|blockquote|tr|td|hr)\b[^>]*>", re.I)
TAG_APART = re.compile(r"<(?:br|embed|img)\b[^>]*>", re.I)
TAG_INSIDE = re.compile(r"<[^>]*>")
WORDS_IN_TAG = re.compile(r"""<[^>]*?\balt=(["'])(.*?)\1""", re.I)
LINK = re.compile(r"""\bhref=(["'])\s*(?:tel|sms|callto):(?P<number>[^"',;?]*)""", re.I)
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
LETTER_O = re.compile(r"(?<=\d)o+(?=\d)|\bo(?=\d{3})", re.I)
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")

ELSE = [
    re.compile(pattern, re.I)
    for pattern in (
        r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*",
        r"\b(?:ISBN|ISSN|URN|UPRN|UKPRN|DOI)(?:-1[03])?\b\W{0,3}[\dX][\dX -]*",
        r"[£$€] ?(?!0\d)\d[\d,.]*|\d[\d,.]* ?(?:%|per cent\b)",
        r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)",
        r"(?<![\d.])\d{1,2}([./-])\d{1,2}\1(?:(?:19|20)\d\d|\d\d)(?![./-]?\d)",  # a date
        r"(?<![\d.])(?:19|20)\d\d([./-])\d{1,2}\1\d{1,2}(?![./-]?\d)",
        r"(?<![\d.:])(?:[01]?\d|2[0-3])[.:][0-5]\d(?![.:]?\d)",  # a time
        r"(?<!\d)(?<!\d[ -])(?:[01]\d|2[0-4])[0-5][05] ?(?:-|to|until) ?(?:[01]\d|2[0-4])[0-5][05](?! ?\d)",
        r"(?<!\d)(?<!\d[ -])(?:19|20)\d\d ?[-/] ?(?:19|20)?\d\d(?!\d)",  # years
    )
]
RUN = re.compile(r"(?<![\d_])\+?\(?\+?\d(?:[ ().\-/]{0,3}\d)*")
NAMED = re.compile(r"[^\W\d_](?<!tel)(?<!phone)(?<!fax)(?<!mob)(?<!call)(?<!ring)(?<!text)$", re.I)
"""Letters that make the digits glued to them a name, such as that of a file."""

YEAR = re.compile(r"(?:19|20)\d\d")

CALLED = re.compile(
    r"\b(?:call|ring|phone|telephone|dial|text)(?:s|ed|ing)?\b(?: (?!\d)[\w’']+){0,3}?[ :“\"]{1,3}"
    r"(?P<number>\d{3}|\d{5}|\d{3} ?\d{3})"
    r"(?= ?(?:$|\n|[.,;:!?)(”\"]|(?:or|and|if|for|when|to|in|at|with|from|any|now|free|straight|ext|extension|option)\b))",
    re.I,
)
"""A short number where the text says to call it."""

ALONE = {"999", "112"}
"""The emergency numbers, which anybody may write: they are everywhere and for ever the same."""


def sightings(text: str, is_rich: bool, known: Collection[str]) -> list[Sighting]:
    """The telephone numbers in a text or in the links of a rich text, once each. `known` are the numbers of contacts."""
    found: dict[str, Sighting] = {}
    for seen in (*in_text(plain(text, is_rich), known), *in_links(text, is_rich, known)):
        found.setdefault(seen.number, seen)
    return list(found.values())


def plain(text: str, is_rich: bool) -> str:
    """The words as they are seen, so that a number is in one piece whatever the markup and the kind of spaces."""
    if is_rich:
        text = "\n".join([text, *(found[2] for found in WORDS_IN_TAG.finditer(text))])
        text = TAG_INSIDE.sub("", TAG_APART.sub(" ", TAG_BETWEEN.sub("\n", text)))
        text = unescape(text)
    text = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(DASHES)
    text = LETTER_O.sub(lambda typed: "0" * len(typed[0]), text)
    return re.sub(r"[^\S\n]+", " ", text)


def in_text(text: str, known: Collection[str]) -> Iterator[Sighting]:
    for called in CALLED.finditer(text):
        number = called["number"].replace(" ", "")
        if number in known and number not in ALONE:
            yield Sighting(called["number"], number)
    for other in ELSE:
        text = other.sub("\n", text)
    for run in RUN.finditer(text):
        named = NAMED.search(text, max(run.start() - 6, 0), run.start())
        for seen in in_run(run[0], known):
            if not (named and seen.written.isdigit() and run[0].startswith(seen.written)):
                yield seen


def in_links(text: str, is_rich: bool, known: Collection[str]) -> Iterator[Sighting]:
    """What the links of a rich text dial, whatever they say."""
    for link in LINK.finditer(text) if is_rich else ():
        written = unquote(unescape(link["number"])).strip()
        number = dialled(re.findall(r"\d+", written), written.startswith("+"))
        if (number in known or len(number) > 6) and number not in ALONE:
            yield Sighting(written, number)


def in_run(run: str, known: Collection[str]) -> Iterator[Sighting]:
    """The numbers in a run of digits, spaces and signs, from left to right, each as long as it is likely."""
    groups = list(re.finditer(r"\d+", run))
    first = 0
    while first < len(groups):
        abroad = run[: groups[first].start()].endswith(("+", "+("))
        best: tuple[int, int, Sighting] | None = None
        for last in range(len(groups), first, -1):
            digits = [group[0] for group in groups[first:last]]
            written = run[groups[first].start() : groups[last - 1].end()]
            rank = likeness(digits, abroad, known)
            if rank > (best[0] if best else 0) and not (rank == LOOKS and "/" in written):
                opening = "+" if abroad else "(" if ")" in written and "(" not in written else ""
                best = rank, last, Sighting(opening + written, dialled(digits, abroad))
        if best:
            yield best[2]
        first = best[1] if best else first + 1


KNOWN, RINGS, LOOKS = 3, 2, 1


def likeness(digits: list[str], abroad: bool, known: Collection[str]) -> int:
    """How much these groups of digits are like a telephone number; 0 if they are something else."""
    number = dialled(digits, abroad)
    if len(number) > 6 and (number in known or "0" + number in known):
        return KNOWN
    if abroad or number.startswith("+"):
        return RINGS if can_be_rung(number) else LOOKS if abroad and 7 <= len(number) <= 16 else 0
    begins = len(digits[0]) >= 3 or (digits[0] == "0" and len(digits) > 1 and len(digits[1]) >= 3)
    if number.startswith("0"):
        if not begins or not 8 <= len(number) <= 13:
            return 0
        if can_be_rung(number):
            return RINGS
        near = len(number) == 8 and any(len(each) == 8 and each[:5] == number[:5] for each in known)
        looks = len(digits[0]) >= 3 and number[1] != "0" and (len(number) > 8 or near)
        return LOOKS if looks else 0
    return RINGS if lost_its_zero(digits) else 0


def lost_its_zero(digits: list[str]) -> bool:
    """Would these groups be a number if a 0 stood before them? Not years in a row, nor a figure in groups of three."""
    length = sum(map(len, digits))
    figure = len(digits[0]) <= 3 and all(len(group) == 3 for group in digits[1:])
    years = sum(bool(YEAR.fullmatch(group)) for group in digits) > 1
    spaced = len(digits) > 1 and 2 <= len(digits[0]) <= 5
    return 9 <= length <= 10 and spaced and not figure and not years and can_be_rung("0" + "".join(digits))


def dialled(digits: list[str], abroad: bool) -> str:
    """The groups as one number dialled in the United Kingdom: without its country's code, and with that of another."""
    number = "".join(digits)
    if re.match(r"00[1-9]", number) and len(number) >= 11:
        number, abroad = number[2:], True
    if number.startswith("44") and (abroad or len(number) == 12):
        return "0" + number[2:].lstrip("0")
    return f"+{number}" if abroad else number


def can_be_rung(number: str) -> bool:
    """Is it a number of the United Kingdom, or with its code one of another country?"""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return False
    written_as_dialled = number.startswith("0") or parsed.country_code != UNITED_KINGDOM
    return written_as_dialled and phonenumbers.is_valid_number(parsed)
