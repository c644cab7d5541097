"""Which of what the database found comes first."""

import math
from functools import lru_cache

from .asked import Unit, folded, stem
from .index import Candidate, Fit

Worth = tuple[int, bool, float]
Stems = tuple[str, ...]

IN_TITLE, IN_OTHER_NAMES, IN_WHOLE = 6.0, 4.0, 3.0
THE_VERY_TITLE, AS_TYPED = 12.0, 4.0


class Ranking:
    """Puts passages in order: how many of the words they hold, then where they hold them, then how often."""

    def __init__(self, units: list[Unit]) -> None:
        self.ways = [[tuple(map(stem, way.split())) for way in unit] for unit in units]
        self.typed = tuple(stem(word) for unit in units for word in unit[0].split())

    def worth(self, candidate: Candidate) -> Worth:
        """The greater, the sooner it is shown. What came without its text is worth less than what the database put before it."""
        title, other, whole = map(_stems, (candidate.title, candidate.also_called, candidate.within))
        points = sum(
            max(
                IN_TITLE * self._holds(title, unit),
                IN_OTHER_NAMES * self._holds(other, unit),
                IN_WHOLE * self._holds(whole, unit),
            )
            for unit in self.ways
        )
        if title == self.typed or whole == self.typed:
            points += THE_VERY_TITLE
        elif _runs(title, self.typed):
            points += AS_TYPED
        return -_step(candidate.fit), candidate.text is not None, points + self._in_text(candidate.text or "")

    @staticmethod
    def _holds(words: Stems, unit: list[Stems]) -> float:
        """Does a title hold this thing? A short title that does is more about it than a long one."""
        if not any(_runs(words, way) for way in unit):
            return 0
        return 0.7 + 0.3 / max(1, len(words) - 1)

    def _in_text(self, text: str) -> float:
        """How much of the text is about the words: each counts, and counts less the more often it was counted."""
        if not text:
            return 0
        text = f" {text.lower()}"
        often = [max(text.count(f" {' '.join(way)}") for way in unit) for unit in self.ways]
        return sum(math.log2(1 + count) for count in often) / (1 + len(text) / 8000) + sum(map(bool, often))


@lru_cache(maxsize=5000)
def _stems(text: str) -> Stems:
    """The stems of a title's words; the same titles are found again and again."""
    return tuple(map(stem, folded(text)))


def _step(fit: int) -> int:
    """All words in the titles or anywhere are one step: where they stand is weighed after that."""
    return max(fit, Fit.ALL)


def _runs(words: Stems, way: Stems) -> bool:
    """Do these words stand one after another among those?"""
    size = len(way)
    if size == 1:
        return way[0] in words
    return any(words[at : at + size] == way for at in range(len(words) - size + 1))
