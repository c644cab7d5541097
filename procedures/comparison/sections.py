"""A section of a version, and which section of another version it is."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from .alignment import Pair, by_turn
from .likeness import Text, best_pairs

ALIKE = 0.5  # share of words in common at which two sections with other names are the same one
NUMBERING = re.compile(r"^\d+(\.\d+)*\.?\s+")


@dataclass(frozen=True)
class Section:
    """A section of a chapter, or a page of a document, as plain paragraphs.

    `key` is what stays the same when a section is renamed or renumbered; a page has none.
    """

    key: str
    heading: str
    paragraphs: Sequence[str]
    number: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


def paired(old: Sequence[Section], new: Sequence[Section]) -> list[Pair]:
    """Which sections are the same: by key, then by heading, then by their words. In the order of the new version."""
    left_old, left_new = set(range(len(old))), set(range(len(new)))
    pairs: list[Pair] = []

    def take(found: Sequence[Pair]) -> None:
        pairs.extend(found)
        left_old.difference_update(a for a, _ in found)
        left_new.difference_update(b for _, b in found)

    ways: tuple[Callable[[Section], Hashable], ...] = (
        lambda each: each.key or None,
        _name,
        lambda each: each.paragraphs,
    )
    for way in ways:
        named_old = [(way(old[a]), a) for a in sorted(left_old)]
        named_new = [(way(new[b]), b) for b in sorted(left_new)]
        take(by_turn([each for each in named_old if each[0] is not None], named_new))
    texts_old = {a: Text(" ".join(old[a].paragraphs)) for a in sorted(left_old)}
    texts_new = {b: Text(" ".join(new[b].paragraphs)) for b in sorted(left_new)}
    take(best_pairs(texts_old, texts_new, near=(), at_home=ALIKE, elsewhere=ALIKE))
    return sorted(pairs, key=lambda pair: pair[1])


def _name(section: Section) -> str | None:
    return NUMBERING.sub("", " ".join(section.heading.split())).casefold() or None
