"""What the portal knows of words: the glossary's, and those of titles and summaries, by which a spelling mistake is seen."""

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from portal import generation

from .asked import LITTLE_WORDS, Unit, folded, stem

NEAR, NEAR_IF_SHORT = 0.74, 0.8
"""How alike a word must be to be taken for the one meant: `bruzing` and bruising are 0.8. A short one is often another word."""

SHORTEST = 4


class Entry(NamedTuple):
    """A term of the glossary, as searches use it."""

    term: str
    short: str
    also_called: str
    meaning: str
    slug: str


_EVERY_WORD = """SELECT 1, term, short, also_called, meaning, slug FROM portal_term
UNION ALL SELECT DISTINCT 0, title, within, '', '', '' FROM portal_passage
UNION ALL SELECT 0, summary, '', '', '', '' FROM portal_basepage WHERE live"""


@dataclass(frozen=True)
class Known:
    """The glossary, and the words of all titles and summaries in one line, the most frequent first.

    One for all sites: a word is suggested only where a search for it finds something. A line, because what is remembered is
    unpacked for every search: thousands of words would take longer than the search.
    """

    ways: dict[tuple[str, ...], list[str]]  # by the words of each name in the glossary, all names of the same
    meanings: dict[str, Entry]  # by each name as one string
    line: str

    @classmethod
    def now(cls) -> "Known":
        """Remembered until someone publishes. One query."""
        return generation.remembered("known-words", cls._load)

    @classmethod
    def _load(cls) -> "Known":
        with connection.cursor() as cursor:
            cursor.execute(_EVERY_WORD)
            rows = cursor.fetchall()
        ways, meanings = {}, {}
        for entry in (Entry(*row) for is_entry, *row in rows if is_entry):
            names = [folded(name) for name in (entry.term, entry.short, *entry.also_called.split(","))]
            said = [" ".join(name) for name in names if name]
            ways.update((tuple(name), said) for name in names if name)
            meanings.update((name, entry) for name in said)
        counted = Counter(folded(" ".join(f"{row[1]} {row[2]}" for row in rows)))
        words = (word for word, _ in counted.most_common() if word.isalpha() and len(word) >= SHORTEST)
        return cls(ways, meanings, f" {' '.join(words)} ")

    def meant(self, unit: Unit) -> Unit:
        """The unit itself, or the known word that it seems to be a misspelling of."""
        word = unit[0]
        if len(unit) > 1 or len(word) < SHORTEST or not word.isalpha() or f" {stem(word)}" in self.line:
            return unit
        near = re.findall(rf"(?<= ){word[0]}[^ ]*|(?<= )[^ ]*{word[-3:]}(?= )", self.line)
        near = [each for each in near if abs(len(each) - len(word)) <= 2 and each not in LITTLE_WORDS]
        cutoff = NEAR if len(word) > 5 else NEAR_IF_SHORT
        return tuple(difflib.get_close_matches(word, near, n=1, cutoff=cutoff)) or unit

    def explained(self, units: list[Unit]) -> list[Entry]:
        """The terms of the glossary that are looked for, with what they mean."""
        found = (self.meanings.get(way) for unit in units for way in unit)
        return list(dict.fromkeys(entry for entry in found if entry and entry.meaning))
