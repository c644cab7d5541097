"""What the addresses of annual reports answer: the list, the newest, one report, and all of it on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from portal.overlay import Overlay
from portal.routes import below
from portal.screens import screen

from . import checklist, reports
from .models import AnnualReportIndexPage, AnnualReportPage, ReportChapterPage


def listing(request: HttpRequest, page: AnnualReportIndexPage) -> HttpResponse:
    """Every report of the site, the latest first."""
    return _listing(request, page)


def _listing(request: HttpRequest, page: AnnualReportIndexPage, status: int = 200) -> HttpResponse:
    overlay = Overlay.of(request)
    screenful = screen(reports.listed(overlay).select_related("document"), request)
    rows = reports.rows(overlay, screenful)
    lacking = any(row.is_only_named or row.report.lacks_file for row in rows)
    context = {**page.get_context(request), "page_obj": screenful, "rows": rows, "lacking": lacking}
    return TemplateResponse(request, "publications/annual_report_index_page.html", context, status=status)


def latest(request: HttpRequest, page: AnnualReportIndexPage) -> HttpResponse:
    """To the newest report, by an address that always leads to the newest; where there is none, the list says so, with 404."""
    found = reports.newest(Overlay.of(request))
    return redirect(found.url) if found else _listing(request, page, status=404)


def report(request: HttpRequest, page: AnnualReportPage) -> HttpResponse:
    """A report: its years, what stands before its chapters, the way to these, its file, and what it answers."""
    chapters = _chapters(request, page).defer("body")
    context = {**page.get_context(request), **_said(request, page, list(chapters))}
    return TemplateResponse(request, "publications/annual_report_page.html", context)


def whole_report(request: HttpRequest, page: AnnualReportPage) -> HttpResponse:
    """All of it on one page, to print or to keep. As many queries as the report itself."""
    context = below(request, page, **_said(request, page, list(_chapters(request, page))))
    response = TemplateResponse(request, "publications/whole.html", context)
    response.headers["X-Robots-Tag"] = "noindex"  # its chapters are found by themselves
    return response


def _said(request: HttpRequest, page: AnnualReportPage, chapters: list[ReportChapterPage]) -> dict[str, Any]:
    """What a report's page and the whole of it say beside its text."""
    overlay, found = Overlay.of(request), checklist.points(page, chapters)
    return {
        "is_of_site": overlay.own.holds(page),
        "chapters": chapters,
        "points": [point for point in found if point.is_met],
    }


def _chapters(request: HttpRequest, page: AnnualReportPage) -> Any:
    """Those that readers can open; in a preview all of them, as if they were published."""
    if getattr(request, "is_preview", False):
        return ReportChapterPage.objects.child_of(page).order_by("path")
    return reports.chapters(Overlay.of(request), page)
