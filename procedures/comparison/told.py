"""What a comparison tells: sections with their paragraphs, what became of each, and the counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from .likeness import Segment

AROUND = 1  # unchanged paragraphs shown before and after a change
WORTH_FOLDING = 3  # unchanged paragraphs that are folded away rather than shown


class Became(StrEnum):
    """What became of a paragraph. One that moved stands in two places: `moved` where it is, `left` where it was."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    LEFT = "left"


TOLD = (Became.CHANGED, Became.ADDED, Became.REMOVED, Became.MOVED)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and what became of it.

    `place` is the section or page it moved from or to, or the page it was removed from where that is another one than it
    is told under; empty for the same section. `move` numbers the moves: the two places of one move share the number.
    `word_by_word` is false where a paragraph is too long for that: it is then told as a whole, before and after.
    """

    became: Became
    segments: tuple[Segment, ...]
    place: str = ""
    move: int = 0
    word_by_word: bool = True

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(segment.text for segment in self.segments)

    @property
    def edited(self) -> bool:
        """Whether words of it changed, moved or not."""
        return len({segment.kind for segment in self.segments}) > 1 or self.became == Became.CHANGED


@dataclass(frozen=True)
class Run:
    """Paragraphs one after another that are shown, or folded away because nothing near them changed."""

    folded: bool
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True)
class ComparedSection:
    """A section of either version or both. `was` and `was_number` tell what it was called where that changed.

    `moved` tells that it comes before or after others than it did; `place` and `was_place` count from 1.
    """

    heading: str
    number: str
    paragraphs: Sequence[Paragraph]
    new: bool = False
    removed: bool = False
    moved: bool = False
    was: str | None = None
    was_number: str = ""
    place: str = ""
    was_place: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()

    @property
    def counts(self) -> Counter[Became]:
        return Counter(paragraph.became for paragraph in self.paragraphs)

    @property
    def changed(self) -> bool:
        """Whether there is anything to tell of it but another number."""
        return bool(
            self.new or self.removed or self.moved or self.was is not None or self.counts.keys() - {Became.SAME}
        )

    @property
    def labels(self) -> list[str]:
        """What happened to it, in a few words each: “renamed”, “moved from 3 to 5”."""
        if self.new or self.removed:
            return ["new" if self.new else "removed"]
        labels = []
        if self.counts.keys() - {Became.SAME}:
            labels.append("changed")
        if self.was is not None:
            labels.append("renamed")
        if self.moved:
            labels.append(f"moved from {self.was_place} to {self.place}")
        elif self.was_number:
            labels.append(f"was {self.was_number}, now {self.number or 'without number'}")
        return labels

    @property
    def runs(self) -> list[Run]:
        """The paragraphs, with those far from any change folded."""
        near: set[int] = set()
        for n, paragraph in enumerate(self.paragraphs):
            if paragraph.became != Became.SAME:
                near.update(range(n - AROUND, n + AROUND + 1))
        runs = []
        for far, places in groupby(range(len(self.paragraphs)), lambda n: n not in near):
            run = [self.paragraphs[n] for n in places]
            runs.append(Run(far and len(run) >= WORTH_FOLDING, run))
        return runs


@dataclass(frozen=True)
class Comparison:
    """Two versions compared. `sections` are in the order of the newer one, each removed one after what it followed.

    `unit` is what they are called. `left_out` are running heads and page numbers of documents, which are not compared.
    """

    sections: Sequence[ComparedSection]
    left_out: Sequence[str] = ()
    unit: str = "section"

    @property
    def changed(self) -> list[ComparedSection]:
        return [section for section in self.sections if section.changed]

    @property
    def unchanged(self) -> list[ComparedSection]:
        return [section for section in self.sections if not section.changed]

    @property
    def counts(self) -> Counter[Became]:
        """How many paragraphs, in all sections; a move is counted once."""
        return sum((section.counts for section in self.sections), Counter())

    @property
    def summary(self) -> str:
        """The counts in words, a sentence on the sections and one on the paragraphs; empty where nothing changed."""
        whole = Counter("added" if each.new else "removed" if each.removed else "changed" for each in self.changed)
        sections = [_count(whole[what], self.unit, what) for what in ("changed", "added", "removed") if whole[what]]
        paragraphs = [_count(self.counts[what], "paragraph", what) for what in TOLD if self.counts[what]]
        return " ".join(f"{_listed(each)}." for each in (sections, paragraphs) if each)

    @property
    def unmarked(self) -> bool:
        """Whether some paragraph was too long to be compared word by word."""
        return any(not each.word_by_word for section in self.sections for each in section.paragraphs)


def _count(number: int, noun: str, what: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'} {what}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
