"""Words that must not be published (EW1): what a draft may say and its author forgot, and links that say nothing.

The old site published a colleague's remark (“Suggestion: …”) in a review, and “Coming Soon!” to children of eight.
"""

import re
from collections.abc import Iterable, Iterator

from django.db import models

from portal.blocks.text import lines
from portal.words import Objection, Passage

from .anchors import anchors

WAITS_FOR = (
    r"more|further|details?|information|dates?|page|section|resources?|links?|content|video|podcast|leaflet|film"
)

UNFIT = [
    (re.compile(pattern), advice)
    for pattern, advice in (
        (
            r"\bSuggestion\s?:(?=\s)",
            "is a remark to a colleague. Do what it suggests or leave it out, and use a comment for the next one.",
        ),
        (
            r"(?i:\bT\.?B\.?[CA]\b\.?)",
            "is not known yet. Leave it out until it is, and write what is missing under “To be confirmed”.",
        ),
        (
            rf"(?i:^\W*coming soon\b|(?<=[.!?:;(\[–-])\s*coming soon\b|\b(?:{WAITS_FOR})\b[^.!?]{{0,30}}\bcoming soon\b)",
            "tells readers nothing. Leave it out, and publish it when it is there.",
        ),
        (r"(?i:\blorem ipsum\b)", "is filling text. Put the real words here, or leave the block out."),
        (
            r"(?i:\[\s*(?:insert|to be inserted|to follow)\b[^\]]*\]?)",
            "is a gap that somebody was to fill. Fill it, or take the sentence out.",
        ),
        (r"(?i:\bXX\s?[/.-]\s?XX\b)", "is a date or a number that was to be filled in. Write it, or leave it out."),
    )
]
OPENS, CLOSES = "“‘\"'", "”’\"'"

SAYS_NOTHING = re.compile(
    r"\bclick(?:ing)? (?:here|(?:on )?th(?:e|is) (?:link|picture|image|button))\b|^click$", re.IGNORECASE
)


def in_quotes(text: str, start: int, end: int) -> bool:
    """Do these words stand in quotation marks, as words that are spoken of?"""
    if text[start - 1 : start] in OPENS and start and text[end : end + 1] in CLOSES and text[end : end + 1]:
        return True
    opened = text.rfind("“", 0, start) > text.rfind("”", 0, start)
    return opened and "”" in text[end:]


def found_in(text: str) -> Iterator[tuple[str, str]]:
    """What is unfit in a paragraph of plain words, each with what to do about it."""
    for pattern, advice in UNFIT:
        for match in pattern.finditer(text):
            words = match[0].strip() if "[" in match[0] else match[0].lstrip(" .!?:;(–-").rstrip(" .")
            if not in_quotes(text, match.start(), match.end()):
                yield words, advice
                break


def links_without_words(source: str) -> Iterator[tuple[str, str]]:
    """The links of a rich text that only say that they are links."""
    for _, words in anchors(source):
        if SAYS_NOTHING.search(words):
            yield words, "does not say where the link leads. Name what opens: “Read the leaflet on water safety”."


def objections(obj: models.Model, passages: Iterable[Passage]) -> Iterator[Objection]:
    """What speaks against publishing these words, for the editor."""
    for passage in passages:
        for text in lines(passage.text) if passage.is_rich else passage.text.splitlines():
            for words, advice in found_in(text):
                yield passage, f"“{words}” {advice}"
        for words, advice in links_without_words(passage.text) if passage.is_rich else ():
            yield passage, f"“{words}” {advice}"
