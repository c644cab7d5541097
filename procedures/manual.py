"""The manual as a site shows it on a day: its parts, chapters and sections with their numbers.

Numbers follow the order of parts, chapters and sections, and stand in no address. A partnership's own chapter takes the place of
the shared one at its path; the numbers of shared chapters are the same on every site as long as own ones come last in a part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import F, OuterRef, Q, Subquery
from wagtail.models import Site
from wagtail.query import PageQuerySet

from portal import generation
from portal.moments import today
from portal.overlay import Overlay

from .models import Part, ProcedurePage, Version


@dataclass(frozen=True)
class Numbered:
    """A section of a chapter with its number, 2.3.1."""

    number: str
    anchor: str
    heading: str


@dataclass
class Chapter:
    """A chapter of the manual with its number, 2.3; `version` is the id of the version in force."""

    page: int
    number: str
    title: str
    summary: str
    slug: str
    version: int
    sections: list[Numbered] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"/procedures/{self.slug}/"


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
        return {chapter.url: chapter for chapter in self.chapters}

    def chapter(self, page: int) -> Chapter | None:
        """The chapter that this page is, by its id."""
        return next((chapter for chapter in self.chapters if chapter.page == page), None)

    def around(self, chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
        """The chapters before and after this one."""
        place = self.chapters.index(chapter)
        return (
            self.chapters[place - 1] if place else None,
            self.chapters[place + 1] if place + 1 < len(self.chapters) else None,
        )


def with_version(pages: PageQuerySet, day: date) -> PageQuerySet:
    """Those procedures with the id of their version in force on that day as `in_force`; None before the first."""
    begun = Version.objects.filter(page=OuterRef("pk")).begun_by(day).values("pk")[:1]
    return pages.annotate(in_force=Subquery(begun))


def counting(pages: PageQuerySet, day: date) -> PageQuerySet:
    """Those procedures that count on that day: one version has begun, and they are not withdrawn."""
    kept = pages.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))
    return with_version(kept, day).filter(in_force__isnull=False)


def manual(overlay: Overlay, at: datetime | None = None) -> Manual:
    """The manual on this site and London day. Three queries, remembered until the day ends or someone publishes."""
    day = today(at)
    return generation.remembered(f"manual:{overlay.site.pk}:{day}", lambda: _load(overlay, day))


def _load(overlay: Overlay, day: date) -> Manual:
    pages = counting(overlay.pages(ProcedurePage), day).filter(part__isnull=False)
    ordered = pages.order_by(F("part__order"), "part__title", "order", "title").defer("body")
    rows = list(ordered.values_list("pk", "title", "summary", "slug", "part", "in_force"))
    outlines = dict(Version.objects.filter(pk__in=[row[-1] for row in rows]).values_list("pk", "outline"))
    named = {part.pk: part.title for part in Part.objects.all()}
    parts: dict[int, PartOfManual] = {}
    for pk, title, summary, slug, part_id, version in rows:
        part = parts.setdefault(part_id, PartOfManual(len(parts) + 1, named[part_id]))
        number = f"{part.number}.{len(part.chapters) + 1}"
        chapter = Chapter(pk, number, title, summary, slug, version)
        for place, entry in enumerate(outlines[version], 1):
            chapter.sections.append(Numbered(f"{number}.{place}", entry["anchor"], entry["heading"]))
        part.chapters.append(chapter)
    return Manual(list(parts.values()))


def number_of(page: ProcedurePage, at: datetime | None = None) -> str:
    """The number that the page has, or would have, as a chapter of its own site's manual; empty where it is none."""
    if page.part_id is None:
        return ""
    site: Site | None = page.get_site()
    chapter = manual(Overlay.at(site), at).chapter(page.pk) if site else None
    return chapter.number if chapter else ""
