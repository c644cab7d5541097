"""When a partnership's next annual report is due.

The rule: a partnership publishes a report of its work at least once in every twelve months (Children Act 2004, section 16G;
Working Together to Safeguard Children 2023, chapter 2). So the next one is due twelve months after the day on which the
newest was published; the day itself is still in time. Where that day is not known, the twelve months are counted from the
last day the newest one reports on, which is earlier: the warning then comes too early rather than too late. A report that
SET publishes is no partnership's own, and SET owes none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef

from portal import generation
from portal.overlay import Overlay
from portal.shelf import Duty, Kept

from .models import AnnualReportPage, ReportChapterPage
from .reports import LATEST_FIRST

TWELVE_MONTHS = relativedelta(months=12)
UNKNOWN_DAY = "We do not know on which day this report was published, so we count from the end of its year."


def due_after(report: AnnualReportPage) -> date:
    """The last London day on which the report that follows this one is in time."""
    return (report.published_on or report.ends) + TWELVE_MONTHS


def keeps(overlay: Overlay, at: datetime | None = None) -> Iterator[Kept]:
    """Where the site's partnership meets the duty to report: by its own newest report. For the hook of `portal.shelf`.

    One query for all sites, remembered until someone publishes.
    """
    own = (each for each in generation.remembered("annual-reports:shelf", _load) if overlay.own.holds(each[0]))
    report, here = next((each for each in own if overlay.meets(each[0])), (None, False))
    if report is None:
        return
    owes = not overlay.partnership.is_shared
    yield Kept(
        Duty.ANNUAL_REPORT,
        title=report.title,
        path=overlay.path_of(report),
        here=here,
        dated=f"{report.published_on:%-d %B %Y}" if report.published_on else report.years,
        due=due_after(report) if owes else None,
        note="" if report.published_on or not owes else UNKNOWN_DAY,
    )


def _load() -> list[tuple[AnnualReportPage, bool]]:
    """Every site's live reports, the latest first, and whether there is something to read: a text, chapters or a file."""
    chapters = ReportChapterPage.objects.live().filter(path__startswith=OuterRef("path"))
    reports = AnnualReportPage.objects.live().annotate(in_chapters=Exists(chapters)).order_by(*LATEST_FIRST)
    return [(each, bool(each.document_id or each.in_chapters or len(each.body))) for each in reports]
