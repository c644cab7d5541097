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

from portal.overlay import Overlay
from portal.shelf import Duty, Kept

from .models import AnnualReportPage
from .reports import own, rows

TWELVE_MONTHS = relativedelta(months=12)


def due_after(report: AnnualReportPage) -> date:
    """The last London day on which the report that follows this one is in time."""
    return (report.published_on or report.ends) + TWELVE_MONTHS


def keeps(overlay: Overlay, at: datetime | None = None) -> Iterator[Kept]:
    """Where the site's partnership meets the duty to report. Two queries. For the hook of `portal.shelf`."""
    report = own(overlay).select_related("document").first()
    if report is None:
        return
    [row] = rows(overlay, [report])
    owes = not overlay.partnership.is_shared
    yield Kept(
        Duty.ANNUAL_REPORT,
        title=report.title,
        path=overlay.path_of(report),
        here=not row.is_only_named,
        dated=f"{report.published_on:%-d %B %Y}" if report.published_on else report.years,
        due=due_after(report) if owes else None,
        note="" if report.published_on else "The day on which it was published is not known.",
    )
