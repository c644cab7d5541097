"""One version of a procedure as a reader meets it: which one, how it stands, and its sections with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from portal import generation
from portal.models import Term
from portal.moments import today
from portal.overlay import Overlay
from portal.terms import used_in

from .manual import Chapter, Manual, manual
from .models import ProcedurePage, Version
from .state import State
from .text import sections_of


@dataclass(frozen=True)
class NumberedSection:
    """A section to be read: its number in the manual, or in the document alone."""

    number: str
    anchor: str
    heading: str
    content: Any


@dataclass
class Reading:
    """A version on the page. `at` is the reader's moment; `current` what is in force then, whatever is being read."""

    page: ProcedurePage
    overlay: Overlay
    at: datetime | None
    version: Version | None
    current: Version | None
    coming: list[Version]
    asked: date | None = None  # the day whose version was asked for
    draft: bool = False

    @classmethod
    def of(cls, page: ProcedurePage, overlay: Overlay, at: datetime | None, wanted: Q | None = None) -> Reading:
        """The procedure now: what is in force and what is announced; `version` the one that is wanted. One query, with files."""
        day = today(at)
        begun = Version.objects.filter(page=page).begun_by(day).values("pk")[:1]
        rows = page.versions.filter(Q(pk__in=begun) | Q(starts__gt=day) | (wanted or Q(pk=None)))
        rows = rows.annotate(is_wanted=wanted or Q(pk=None)).select_related("document").order_by("starts", "ordinal")
        versions = list(rows)
        current = next((each for each in reversed(versions) if each.starts <= day), None)
        coming = [each for each in versions if each.starts > day]
        if wanted is None:
            version = current or next(iter(coming), None)
        else:
            version = next((each for each in versions if each.is_wanted), None)
        return cls(page, overlay, at, version, current, coming)

    @property
    def day(self) -> date:
        """The reader's London day."""
        return today(self.at)

    @cached_property
    def manual(self) -> Manual:
        """The manual as the site shows it now."""
        return manual(self.overlay, self.at)

    @cached_property
    def state(self) -> State:
        """How the procedure as a whole stands."""
        return self.page.state(self.current is not None, self.day)

    @cached_property
    def version_state(self) -> State | None:
        """How the version being read stands; that of a withdrawn procedure counts no more."""
        if self.version is None or self.draft:
            return None
        if self.version.starts > self.day:
            return State.COMING
        gone = self.state in (State.WITHDRAWN, State.SUPERSEDED)
        return self.state if gone or self.is_current else State.SUPERSEDED

    @property
    def is_current(self) -> bool:
        """Is it the version in force that is being read?"""
        return self.version is not None and self.version == self.current

    @property
    def next_version(self) -> Version | None:
        """The next version that is announced."""
        return self.coming[0] if self.coming else None

    @cached_property
    def chapter(self) -> Chapter | None:
        """The chapter of the manual that the procedure is today."""
        return self.manual.chapter(self.page.pk) if self.page.part_id else None

    @property
    def chapter_number(self) -> str:
        """Its number in the manual: of the version in force as it is today, of any other as it was when that was published."""
        if self.version is None:
            return ""
        return self.chapter.number if self.is_current and self.chapter else self.version.chapter

    @cached_property
    def sections(self) -> list[NumberedSection]:
        """The sections of the version, numbered after their chapter."""
        if self.version is None:
            return []
        anchors = {entry["key"]: entry["anchor"] for entry in self.version.outline}
        blocks = [block for block in self.version.body if block.block_type == "section"]
        before = f"{self.chapter_number}." if self.chapter_number else ""
        return [
            NumberedSection(f"{before}{place}", anchors[block.id], block.value["heading"], block.value["content"])
            for place, block in enumerate(blocks, 1)
        ]

    @property
    def lead(self) -> list[Any]:
        """What stands before the first section."""
        return [block for block in self.version.body if block.block_type != "section"] if self.version else []

    @property
    def gone(self) -> list[dict[str, Any]]:
        """Sections that older issues had and this one has not: the anchor, the heading, and the last issue with it."""
        if self.version is None:
            return []
        here = {section.anchor for section in self.sections}
        anchors = self.version.anchors.items()
        return [{"anchor": anchor, **entry} for anchor, entry in anchors if anchor not in here]

    @cached_property
    def terms(self) -> list[Term]:
        """The terms of the glossary that the version uses, remembered: it never changes."""
        version = self.version
        if version is None or not len(version.body):
            return []
        return _terms(version) if self.draft else generation.remembered(f"terms:{version.pk}", lambda: _terms(version))

    @cached_property
    def neighbours(self) -> tuple[Chapter | None, Chapter | None]:
        """The chapters before and after, for the reader of the version in force."""
        return self.manual.around(self.chapter) if self.chapter and self.is_current else (None, None)


def _terms(version: Version) -> list[Term]:
    words = (words for section in sections_of(version) for words in (section.heading, *section.paragraphs))
    return used_in(" ".join(words))
