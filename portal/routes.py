"""Pages with addresses below them: what their previews go by, and days in an address."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from wagtail.contrib.routable_page.models import RoutablePageMixin

if TYPE_CHECKING:
    from .models import BasePage


class DayConverter:
    """A day in an address, `2025-07-01`; what is no day of the calendar is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")


def below(request: HttpRequest, page: BasePage, **more: Any) -> dict[str, Any]:
    """The context of an address below the page, which is then part of the way there."""
    context = page.get_context(request)
    return {**context, "trail": [*context["trail"], page], **more}


class Routes(RoutablePageMixin):
    """A page with addresses below it, whose preview goes by the site it is previewed for."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        self.read_as(request, mode_name)
        return super().serve_preview(request, mode_name)
