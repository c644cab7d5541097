"""A review, or several together, as readers get them: learning by profession, recommendations in words, what to read with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from wagtail.documents import get_document_model

from portal.moments import today
from portal.overlay import Overlay

from .catalogue import AREA, THEME, area_word, columns, connected
from .models import RELEASED, SETTLED, ActionState, LearningPoint, Profession, Recommendation, ReviewPage, Theme

LEARNING = "learning"


@dataclass(frozen=True)
class Action:
    """A recommendation with how it stands on a London day."""

    row: Recommendation
    day: date

    @property
    def is_overdue(self) -> bool:
        return self.row.due is not None and self.row.due < self.day and self.row.state not in SETTLED

    @property
    def when(self) -> str:
        """When it is due, or was done, in words; empty where nobody has said."""
        if self.row.state == ActionState.DONE:
            return f"Done on {self.row.done_on:%-d %B %Y}" if self.row.done_on else ""
        if self.row.due is None or self.row.state == ActionState.REFUSED:
            return ""
        day = f"{self.row.due:%-d %B %Y}"
        return f"Overdue: was due on {day}" if self.is_overdue else f"Due on {day}"

    @property
    def whose(self) -> str:
        """For whom it is, as the review names them; empty where it does not."""
        return ", ".join(filter(None, [self.row.agency.name if self.row.agency else "", self.row.for_whom]))


def by_profession(points: Iterable[LearningPoint]) -> list[tuple[Profession, list[LearningPoint]]]:
    """Learning points under those they are for, in the order of the professions."""
    found: dict[str, list[LearningPoint]] = {}
    for point in points:
        found.setdefault(point.profession, []).append(point)
    return [(profession, found[profession]) for profession in Profession if profession in found]


@dataclass
class Reading:
    """One review on one site at a moment. `draft`: it is read as the editor has it, which need not be saved yet.

    What it says costs four queries, and one where it has files.
    """

    page: ReviewPage
    overlay: Overlay
    at: datetime | None = None
    draft: bool = False

    @property
    def kind(self) -> str:
        return self.page.called or str(self.page.get_kind_display())

    @property
    def is_released(self) -> bool:
        """Have readers been given the review, or a summary of it?"""
        return self.page.decision in RELEASED

    @cached_property
    def _said(self) -> dict[str, list[dict[str, Any]]]:
        """Its partnerships, themes and learning points, from one query."""
        found: dict[str, list[dict[str, Any]]] = {AREA: [], THEME: [], LEARNING: []}
        points = columns(LearningPoint.objects, LEARNING, "page", "profession", "text", "sort_order")
        for row in connected(points.filter(page=self.page.pk).order_by(), reviewpage=self.page.pk):
            found[row["what"]].append(row)
        return found

    @cached_property
    def areas(self) -> list[str]:
        """The partnerships it is about."""
        own = [self.overlay.partnership.short_name] if self.overlay.is_own(self.page) else []
        if self.draft:
            named = sorted(each.short_name for each in self.page.partnerships.all())
        else:
            named = [row["title"] for row in self._said[AREA]]
        return list(dict.fromkeys([*own, *named]))

    @property
    def list_word(self) -> str:
        """The word by which the list shows the reviews of the same partnership."""
        return area_word(self.areas[0]) if len(self.areas) == 1 else ""

    @cached_property
    def themes(self) -> list[Theme]:
        if self.draft:
            return sorted(self.page.themes.all(), key=lambda theme: (theme.order, theme.title))
        return [Theme(slug=row["word"], title=row["title"]) for row in self._said[THEME]]

    @cached_property
    def points(self) -> list[LearningPoint]:
        if self.draft:
            return list(self.page.learning.all())
        return [LearningPoint(profession=row["word"], text=row["title"]) for row in self._said[LEARNING]]

    @property
    def learning(self) -> list[tuple[Profession, list[LearningPoint]]]:
        return by_profession(self.points)

    @cached_property
    def actions(self) -> list[Action]:
        rows = self.page.recommendations.select_related("agency", "evidence_file")
        return [Action(row, today(self.at)) for row in rows]

    @cached_property
    def _files(self) -> dict[int, Any]:
        wanted = {self.page.report_id, self.page.briefing_file_id} - {None}
        return get_document_model().objects.in_bulk(wanted) if wanted and self.is_released else {}

    @property
    def report(self) -> Any:
        """Its report, if readers may open it."""
        return self._files.get(self.page.report_id or 0)

    @property
    def briefing_file(self) -> Any:
        """A briefing made elsewhere, if readers may open it."""
        return self._files.get(self.page.briefing_file_id or 0)

    @cached_property
    def related(self) -> list[tuple[str, str]]:
        """What to read with it, as title and address: what readers of this site meet."""
        targets: list[Any] = [row.target for row in self.page.related.select_related("target")]
        return [
            (target.title, address)
            for target in targets
            if target.live and self.overlay.meets(target) and (address := self.overlay.address(target))
        ]
