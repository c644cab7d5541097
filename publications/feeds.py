"""New annual reports as an Atom feed."""

from __future__ import annotations

from datetime import datetime, time

from django.http import QueryDict

from portal.feeds import LENGTH, Entry, SiteFeed, owner_of
from portal.moments import moment
from portal.overlay import Overlay

from .models import AnnualReportPage
from .reports import listed


class ReportsFeed(SiteFeed):
    """The reports published last: on the day they say, or else when they came on this site."""

    slug, name, home = "annual-reports", "annual reports", "/annual-reports/"
    says = "Each new annual report: what the partnership did in the year, and what that changed."

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Entry]:
        found = [_entry(overlay, report) for report in listed(overlay).defer("body")[:LENGTH]]
        return sorted(found, key=lambda entry: entry.published, reverse=True)


def _entry(overlay: Overlay, report: AnnualReportPage) -> Entry:
    here_since = report.first_published_at or moment(datetime.combine(report.ends, time()))
    day = report.published_on
    published = moment(datetime.combine(day, time())) if day else here_since
    return Entry(
        key=f"annual-report/{report.pk}",
        owner=owner_of(overlay, report),
        title=report.title,
        path=overlay.path_of(report),
        summary=report.summary or f"The report for {report.years}.",
        published=published,
        updated=max(published, here_since),
    )
