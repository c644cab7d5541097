"""The annual reports of a site, the latest first, and the chapters of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.query import PageQuerySet

from portal.overlay import Overlay

from .models import AnnualReportPage, ReportChapterPage

LATEST_FIRST = ("-last_year", "-first_year", "title")


@dataclass(frozen=True)
class Row:
    """A report in a list, with its chapters that can be read."""

    report: AnnualReportPage
    is_own: bool
    chapters: list[ReportChapterPage] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        return bool(self.chapters) or bool(len(self.report.body))

    @property
    def is_only_named(self) -> bool:
        """Is there neither text nor file to read?"""
        return not self.has_text and not self.report.document_id


def listed(overlay: Overlay) -> PageQuerySet:
    """Every report that readers of this site can open."""
    return overlay.pages(AnnualReportPage).order_by(*LATEST_FIRST)


def own(overlay: Overlay) -> PageQuerySet:
    """Those of the site's partnership itself; on SET's site the shared ones."""
    return listed(overlay).filter(path__startswith=overlay.own.path)


def rows(overlay: Overlay, reports: Iterable[AnnualReportPage]) -> list[Row]:
    """Those reports with their chapters, without the chapters' words. One query for them all."""
    found = list(reports)
    chapters = by_report(overlay.pages(ReportChapterPage), found)
    return [Row(report, overlay.is_own(report), chapters[report.pk]) for report in found]


def chapters(overlay: Overlay, report: AnnualReportPage) -> PageQuerySet:
    """Those of a report that readers can open, in their order."""
    inside = overlay.pages(ReportChapterPage).filter(path__startswith=report.path, depth=report.depth + 1)
    return inside.order_by("path")


def by_report(pages: PageQuerySet, reports: list[AnnualReportPage]) -> dict[int, list[ReportChapterPage]]:
    """Those of these chapters that belong to the reports, by the report's id, without their words. One query."""
    reports_at = {report.path: report.pk for report in reports}
    below = Q(pk__in=[])
    for path in reports_at:
        below |= Q(path__startswith=path)
    found: dict[int, list[ReportChapterPage]] = defaultdict(list)
    for chapter in pages.filter(below).defer("body").order_by("path") if reports else ():
        found[reports_at[chapter.path[: -chapter.steplen]]].append(chapter)
    return found


def neighbours(
    overlay: Overlay, report: AnnualReportPage, chapter: ReportChapterPage
) -> tuple[ReportChapterPage | None, ReportChapterPage | None, int]:
    """The chapter before it, the one after it, and its number; of a draft, as if it were published. One query."""
    others = [each for each in chapters(overlay, report).defer("body") if each.pk != chapter.pk]
    before = [each for each in others if each.path < chapter.path]
    after = [each for each in others if each.path > chapter.path]
    return before[-1] if before else None, after[0] if after else None, len(before) + 1


def newest(overlay: Overlay) -> AnnualReportPage | None:
    """The partnership's own newest report; the newest shared one where it has none."""
    return own(overlay).first() or listed(overlay).first()
