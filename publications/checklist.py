"""What guidance asks a report to contain, and where in the report it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import AnnualReportPage, Asked, ReportChapterPage
from .reports import by_report


@dataclass(frozen=True)
class Point:
    """One thing that is asked for: the chapters that say they have it, and whether the file does."""

    asked: Asked
    chapters: list[ReportChapterPage]
    in_file: bool

    @property
    def is_met(self) -> bool:
        return bool(self.chapters) or self.in_file


def points(report: AnnualReportPage, chapters: Iterable[ReportChapterPage]) -> list[Point]:
    """Every point in its order."""
    found = list(chapters)
    return [
        Point(asked, [each for each in found if asked.value in each.contains], asked.value in report.in_file)
        for asked in Asked
    ]


def for_staff(reports: list[AnnualReportPage]) -> dict[int, list[Point]]:
    """The points of each report by its id, its chapters as they are written now, drafts included. One query."""
    pages = ReportChapterPage.objects.select_related("latest_revision")
    chapters = by_report(pages, reports)
    for found in chapters.values():
        for chapter in found:
            _as_written(chapter)
    return {report.pk: points(report, chapters[report.pk]) for report in reports}


def _as_written(chapter: ReportChapterPage) -> None:
    """Let the chapter say what its latest draft does of its name and of what it contains."""
    written = chapter.latest_revision.content if chapter.latest_revision else {}
    chapter.title = written.get("title") or chapter.title
    if "contains" in written:
        chapter.contains = ReportChapterPage._meta.get_field("contains").to_python(written["contains"])
