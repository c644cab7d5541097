"""The words looked for, marked in a title or in an extract; everything else escaped."""

import re
from collections.abc import Iterable
from itertools import islice

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .asked import Unit, stem

EXTRACT = 240
LOOKED_AT = 60  # places in a text at which an extract may begin


class Marker:
    """Finds the words of a search, and what shares a stem with them, in any text."""

    def __init__(self, units: Iterable[Unit]) -> None:
        ways = {way for unit in units for way in unit}
        patterns = sorted(map(_pattern, ways), key=len, reverse=True)
        self.pattern = re.compile(rf"\b(?:{'|'.join(patterns)})" if patterns else r"(?!)", re.IGNORECASE)

    def mark(self, text: str) -> SafeString:
        """The text with the words marked."""
        parts, at = [], 0
        for match in self.pattern.finditer(text):
            parts += [escape(text[at : match.start()]), format_html("<mark>{}</mark>", match.group())]
            at = match.end()
        return mark_safe("".join([*parts, escape(text[at:])]))

    def extract(self, text: str) -> SafeString:
        """The stretch of the text that holds most of the words; its beginning, if it holds none."""
        found = islice(self.pattern.finditer(text), LOOKED_AT)
        places = [(match.start(), match.group().lower()) for match in found]
        first = max(places, key=lambda place: (self._held(places, place[0]), -place[0]), default=(0, ""))[0]
        start = max(0, text.rfind(" ", 0, max(0, first - EXTRACT // 4)) + 1)
        if first < EXTRACT // 2:
            start = 0
        end = text.rfind(" ", 0, start + EXTRACT) if len(text) > start + EXTRACT else len(text)
        end = end if end > first else start + EXTRACT
        return format_html("{}{}{}", "… " if start else "", self.mark(text[start:end]), " …" if end < len(text) else "")

    @staticmethod
    def _held(places: list[tuple[int, str]], start: int) -> int:
        return len({word for at, word in places if start <= at < start + EXTRACT * 3 // 4})


def _pattern(way: str) -> str:
    """Any form of a word, or of the last word of a phrase."""
    *before, last = way.split()
    known = stem(last)
    ending = (
        rf"{re.escape(known[:-1])}(?:y|i)\w*" if known.endswith("y") and len(known) > 3 else rf"{re.escape(known)}\w*"
    )
    return r"\W+".join([*map(re.escape, before), ending])
