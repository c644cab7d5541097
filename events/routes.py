"""The addresses below `/events/` and of each event. What they answer is `views`; files with an ending are in `urls`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from wagtail.contrib.routable_page.models import path

from portal.routes import Routes

if TYPE_CHECKING:
    from .models import EventIndexPage, EventPage


class MonthConverter:
    """A month in an address, `2026-11`, as the year and the month."""

    regex = r"\d{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> tuple[int, int]:
        year, month = value.split("-")
        if int(year) == 0:
            raise ValueError("The calendar knows no year 0.")
        return int(year), int(month)

    def to_url(self, value: tuple[int, int]) -> str:
        return f"{value[0]:04}-{value[1]:02}"


register_converter(MonthConverter, "month")


class EventRoutes(Routes):
    """Of one event."""

    @path("")
    def whole(self: EventPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.event(request, self)


class IndexRoutes(Routes):
    """Of all events."""

    @path("")
    def upcoming(self: EventIndexPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.upcoming(request, self)

    @path("past/")
    def past(self: EventIndexPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.past(request, self)

    @path("<month:month>/")
    def month(self: EventIndexPage, request: HttpRequest, month: tuple[int, int]) -> HttpResponse:
        from . import views

        return views.month(request, self, *month)
