"""The addresses below `/annual-reports/` and below each report. What they answer is `views`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from portal.routes import Routes

if TYPE_CHECKING:
    from .models import AnnualReportIndexPage, AnnualReportPage


class ReportRoutes(Routes):
    """Of one annual report; its chapters are pages of their own."""

    @path("")
    def contents(self: AnnualReportPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.report(request, self)

    @path("whole/")
    def whole(self: AnnualReportPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.whole_report(request, self)


class ReportIndexRoutes(Routes):
    """Of all annual reports."""

    @path("")
    def listed(self: AnnualReportIndexPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.listing(request, self)

    @path("latest/")
    def latest(self: AnnualReportIndexPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.latest(request, self)
