"""New annual reports, and new issues of the newsletter, as Atom feeds."""

from __future__ import annotations

from django.http import QueryDict

from portal.feeds import LENGTH, Entry, SiteFeed, owner_of
from portal.moments import midnight
from portal.overlay import Overlay

from . import newsletters
from .models import AnnualReportPage, NewsletterPage
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
    here_since = report.first_published_at or midnight(report.ends)
    day = report.published_on
    published = midnight(day) if day else here_since
    return Entry(
        key=f"annual-report/{report.pk}",
        owner=owner_of(overlay, report),
        title=report.title,
        path=overlay.path_of(report),
        summary=report.summary or f"The report for {report.years}.",
        published=published,
        updated=max(published, here_since),
    )


class NewslettersFeed(SiteFeed):
    """The issues that came last on this site. One that is corrected later is not told again."""

    slug, name, home = "newsletters", "newsletters", "/newsletters/"
    says = "Each new issue of the newsletter, as a page to read."

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Entry]:
        found = newsletters.listed(overlay).exclude(first_published_at=None).defer("body", "said")
        return [_issue(overlay, issue) for issue in found.order_by("-first_published_at", "-pk")[:LENGTH]]


def _issue(overlay: Overlay, issue: NewsletterPage) -> Entry:
    return Entry(
        key=f"newsletter/{issue.pk}",
        owner=owner_of(overlay, issue),
        title=issue.title,
        path=overlay.path_of(issue),
        summary=issue.summary or f"The issue of {issue.issue}.",
        published=issue.first_published_at,
        updated=issue.first_published_at,
    )
