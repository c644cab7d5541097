"""The admin of annual reports and newsletters: all of one's own in one list, with what is missing and how they stand."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.desk import DESK
from portal.trees import Trees

from . import checklist
from .models import AnnualReportPage, NewsletterPage


class ReportList(IndexView):
    """Every report that the person may edit, whichever site it is on."""

    default_ordering = "-last_year"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the reports of the whole screen lack, in one query."""
        context = super().get_context_data(**kwargs)
        shown = list(context["object_list"])
        found = checklist.for_staff(shown)
        for report in shown:
            report.points = found[report.pk]
        return context


def _file(report: AnnualReportPage | NewsletterPage) -> str:
    if report.document_id:
        return "Yes"
    return "Not uploaded yet" if report.file_wanted else "None"


def _missing(report: AnnualReportPage) -> str:
    """As short as a column: “2 of 11: money, data”."""
    missing = [point.asked.value for point in report.points if not point.is_met]
    return f"{len(missing)} of {len(report.points)}: {', '.join(missing)}" if missing else "Nothing"


class ReportListing(PageListingViewSet):
    model = AnnualReportPage
    icon = "doc-full-inverse"
    menu_label = "Annual reports"
    name = "annual_report_list"
    menu_order = 10
    index_view_class = ReportList
    columns = [
        PageTitleColumn("title", label="Title", sort_key="title", classname="title", width="30%"),
        Column("years", label="Years", accessor="years", sort_key="last_year"),
        Column("published_on", label="Published on"),
        Column("file", label="File", accessor=_file),
        Column("chapters", label="Chapters", accessor=lambda report: report.numchild),
        Column("missing", label="Asked for and missing", accessor=_missing),
        PageStatusColumn("status", label="Page", sort_key="live", width="12%"),
    ]


class ReportsMenu(SnippetViewSetGroup):
    items = (ReportListing,)
    menu_icon = "doc-full-inverse"
    menu_label = "Annual reports"
    menu_name = "annual-reports"
    menu_order = 330


class NewsletterList(IndexView):
    """Every issue that the person may edit, whichever site it is on."""

    default_ordering = "-year"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose each issue is, in a few queries for all of them."""
        context = super().get_context_data(**kwargs)
        trees = Trees.now()
        for issue in context["object_list"]:
            tree = trees.owner(issue)
            issue.whose = tree.partnership.short_name if tree else "SET"
        return context


def _state(issue: NewsletterPage) -> str:
    """How far it has come: a draft, a page that readers can open, or sent."""
    if issue.sent_at:
        return f"Sent on {timezone.localtime(issue.sent_at):%-d %B %Y}"
    return "Published, not sent" if issue.live else "Draft"


class NewsletterListing(PageListingViewSet):
    model = NewsletterPage
    icon = "mail"
    menu_label = "Newsletters"
    menu_name = "newsletters"
    menu_hook = DESK
    menu_order = 10
    name = "newsletter_list"
    index_view_class = NewsletterList
    columns = [
        PageTitleColumn("title", label="Title", sort_key="title", classname="title", width="35%"),
        Column("whose", label="Partnership"),
        Column("issue", label="Issue", accessor="issue", sort_key="year"),
        Column("state", label="State", accessor=_state, sort_key="sent_at"),
        Column("file", label="File", accessor=_file),
        PageStatusColumn("status", label="Page", sort_key="live", width="12%"),
    ]
