"""The admin of annual reports: all of one's own in one list, with what is missing, and a warning before one is due."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import page_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.models import Partnership
from portal.moments import today
from portal.overlay import Overlay
from portal.shelf import SOON, Duty, Kept, State

from . import checklist
from .due import keeps
from .models import AnnualReportPage
from .reports import LATEST_FIRST


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


class ReportDue(Component):
    """On the first page of the admin, for those who write a partnership's pages: its next report, from sixty days before."""

    name = "annual_report_due"
    template_name = "publications/admin/due.html"
    order = 205

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        at = getattr(self.request, "at", None)
        day = today(at)
        found = []
        for partnership in self._partnerships():
            kept = next(keeps(Overlay.at(partnership.site), at), Kept(Duty.ANNUAL_REPORT))
            state = kept.state(day)
            if state in (State.MISSING, State.OVERDUE) or (kept.due and kept.due <= day + SOON):
                found.append(
                    {"partnership": partnership, "kept": kept, "state": state, "drafts": self._drafts(partnership)}
                )
        return {"found": found, "source": Duty.ANNUAL_REPORT.source}

    @staticmethod
    def _drafts(partnership: Partnership) -> list[AnnualReportPage]:
        """What is being written there: the newest three."""
        drafts = AnnualReportPage.objects.descendant_of(partnership.site.root_page).filter(live=False)
        return list(drafts.only("title", "draft_title").order_by(*LATEST_FIRST)[:3])

    def _partnerships(self) -> list[Partnership]:
        """Those whose pages this person may change: not SET, which owes no report."""
        mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        owing = Partnership.objects.filter(
            site__is_default_site=False, site__root_page__in=mine.order_by().values("pk")
        )
        return list(owing.select_related("site__root_page").order_by("short_name"))
