"""One version of a procedure as a reader meets it: which one, how it stands, and its sections with their numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q

from portal.overlay import Overlay

from .manual import Chapter, Manual
from .models import ProcedurePage, Version
from .state import State, state_of, state_of_version


@dataclass(frozen=True)
class NumberedSection:
    """A section to be read: its number in the manual, or in the document alone."""

    number: str
    anchor: str
    heading: str
    content: Any


@dataclass
class Reading:
    """A version on the page. `day` is the reader's own London day; `current` what is in force on it, whatever is being read."""

    page: ProcedurePage
    day: date
    version: Version | None
    current: Version | None
    coming: list[Version]
    manual: Manual
    asked: date | None = None  # the day whose version was asked for
    draft: bool = field(default=False)

    @classmethod
    def of(cls, page: ProcedurePage, overlay: Overlay, day: date, manual: Manual) -> Reading:
        """The procedure today: what is in force, and what is announced. One query, with the files."""
        begun = Version.objects.filter(page=page).begun_by(day).values("pk")[:1]
        wanted = page.versions.filter(Q(pk__in=list(begun.values_list("pk", flat=True))) | Q(starts__gt=day))
        versions = list(wanted.select_related("document").order_by("starts", "ordinal"))
        current = next((each for each in versions if each.starts <= day), None)
        coming = [each for each in versions if each.starts > day]
        return cls(page, day, current or next(iter(coming), None), current, coming, manual)

    @cached_property
    def state(self) -> State:
        """How the procedure as a whole stands."""
        return state_of(self.page, self.current is not None, self.day)

    @cached_property
    def version_state(self) -> State | None:
        """How the version being read stands; that of a withdrawn procedure counts no more."""
        if self.version is None or self.draft:
            return None
        if self.state in (State.WITHDRAWN, State.SUPERSEDED):
            return self.state
        state = state_of_version(self.version, self.current.pk if self.current else None, self.day)
        return self.state if state == State.IN_FORCE else state

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
        return self.manual.chapter(self.page.pk)

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
            NumberedSection(
                f"{before}{place}", anchors.get(block.id, ""), block.value["heading"], block.value["content"]
            )
            for place, block in enumerate(blocks, 1)
        ]

    @property
    def lead(self) -> list[Any]:
        """What stands before the first section."""
        return [block for block in self.version.body if block.block_type != "section"] if self.version else []

    @property
    def gone(self) -> list[dict[str, str]]:
        """Sections that older issues had and this one has not: the anchor, the heading, and the last issue with it."""
        if self.version is None:
            return []
        here = {section.anchor for section in self.sections}
        anchors = self.version.anchors.items()
        return [{"anchor": anchor, **entry} for anchor, entry in anchors if anchor not in here]

    @cached_property
    def neighbours(self) -> tuple[Chapter | None, Chapter | None]:
        """The chapters before and after, for the reader of the version in force."""
        return self.manual.around(self.chapter) if self.chapter and self.is_current else (None, None)
