"""The admin of annual reports: all of one's own in one list, with what is missing, and a warning before one is due."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from . import checklist
from .models import AnnualReportPage


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


def _file(report: AnnualReportPage) -> str:
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
