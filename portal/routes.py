"""Pages with addresses below them: what their previews go by, and days in an address."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from wagtail.contrib.routable_page.models import RoutablePageMixin


class DayConverter:
    """A day in an address, `2025-07-01`; what is no day of the calendar is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")


class Routes(RoutablePageMixin):
    """A page with addresses below it, whose preview goes by the site it is previewed for."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        self.read_as(request, mode_name)
        return super().serve_preview(request, mode_name)
