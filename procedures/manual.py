"""The manual as a site shows it on a day: its parts, chapters and sections with their numbers.

Numbers follow the order of parts, chapters and sections, and stand in no address. A partnership's own chapter takes the place of
the shared one at its path; the numbers of shared chapters are the same on every site as long as own ones come last in a part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from wagtail.models import Site

from portal.overlay import Overlay

from .catalogue import Entry, catalogue
from .models import ProcedurePage


@dataclass(frozen=True)
class Numbered:
    """A section of a chapter with its number, 2.3.1."""

    number: str
    anchor: str
    heading: str


@dataclass(frozen=True)
class Chapter:
    """A chapter of the manual with its number, 2.3."""

    number: str
    entry: Entry

    @cached_property
    def sections(self) -> list[Numbered]:
        return [
            Numbered(f"{self.number}.{place}", each["anchor"], each["heading"])
            for place, each in enumerate(self.entry.outline, 1)
        ]


@dataclass
class PartOfManual:
    number: int
    title: str
    chapters: list[Chapter] = field(default_factory=list)


@dataclass
class Manual:
    """What the site shows of the manual on one day."""

    parts: list[PartOfManual]

    @cached_property
    def chapters(self) -> list[Chapter]:
        """All chapters in order."""
        return [chapter for part in self.parts for chapter in part.chapters]

    @cached_property
    def by_url(self) -> dict[str, Chapter]:
        return {chapter.entry.url: chapter for chapter in self.chapters}

    def chapter(self, page: int) -> Chapter | None:
        """The chapter that this page is, by its id."""
        return next((chapter for chapter in self.chapters if chapter.entry.page == page), None)

    def around(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """The chapters before and after this one."""
        place = self.chapters.index(chapter)
        before, after = self.chapters[:place], self.chapters[place + 1 :]
        return before[-1] if before else None, after[0] if after else None


def manual(overlay: Overlay, at: datetime | None = None) -> Manual:
    """The manual on this site and London day: the chapters that have begun. No query beyond the catalogue's."""
    begun = [entry for entry in catalogue(overlay, at) if entry.part and entry.version]
    parts: dict[str, PartOfManual] = {}
    for entry in sorted(begun, key=lambda each: (each.part, each.order, each.title)):
        _, title, slug = entry.part or (0, "", "")
        part = parts.setdefault(slug, PartOfManual(len(parts) + 1, title))
        part.chapters.append(Chapter(f"{part.number}.{len(part.chapters) + 1}", entry))
    return Manual(list(parts.values()))


def number_of(page: ProcedurePage, at: datetime | None = None) -> str:
    """The number that the page has as a chapter of its own site's manual; empty where it is none, or not yet."""
    site: Site | None = page.get_site() if page.part_id else None
    chapter = manual(Overlay.at(site), at).chapter(page.pk) if site else None
    return chapter.number if chapter else ""
