"""What is found in a file."""

from dataclasses import dataclass, field

MOST_WORDS = 5_000_000
"""Characters kept of one document: some 2,000 full pages."""


class Locked(Exception):
    """The file cannot be opened without a password."""


class Unreadable(Exception):
    """The file cannot be read; the message says why, in words for whoever uploaded it."""


@dataclass
class Unit:
    """A page, a slide or a sheet; a file without any is one."""

    number: int
    label: str  # “page 37”, “slide 4”, “sheet Costs”; nothing where the file has no such parts
    text: str  # paragraphs in lines of their own


@dataclass
class Found:
    """What a document holds, and what it says of itself."""

    units: list[Unit] = field(default_factory=list)
    pages: int | None = None
    title: str = ""
    tagged: bool | None = None  # has it the structure that screen readers need? Known of PDFs only

    @property
    def has_words(self) -> bool:
        return any(unit.text for unit in self.units)

    def kept(self) -> list[Unit]:
        """The units that hold words, from the first until there are too many."""
        room, kept = MOST_WORDS, []
        for unit in self.units:
            if unit.text and room > 0:
                kept.append(Unit(unit.number, unit.label, unit.text[:room]))
                room -= len(unit.text)
        return kept
