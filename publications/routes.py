"""The addresses below `/annual-reports/`, each report and `/newsletters/`: answered by `views` and `newsletter_views`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path, re_path

from portal.routes import Routes

if TYPE_CHECKING:
    from .models import AnnualReportIndexPage, AnnualReportPage, NewsletterIndexPage


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


class NewsletterIndexRoutes(Routes):
    """Of the newsletters: all issues, and those of a year."""

    @path("")
    def archive(self: NewsletterIndexPage, request: HttpRequest) -> HttpResponse:
        from . import newsletter_views

        return newsletter_views.archive(request, self)

    @re_path(r"^([0-9]{4})/$")
    def of_year(self: NewsletterIndexPage, request: HttpRequest, number: str) -> HttpResponse:
        from . import newsletter_views

        return newsletter_views.year(request, self, int(number))
