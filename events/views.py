"""What the addresses of events answer: the lists, a month, one event, and both as calendars."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.http import conditional_page

from portal.moments import today
from portal.open_data import openly
from portal.overlay import Overlay
from portal.routes import below

from . import calendars, ical, listing
from .asked import Asked
from .models import EventIndexPage, EventPage
from .month import month as month_of
from .recurrence import KNOWN_YEARS
from .shown import shown


def _answer(request: HttpRequest, template: str, context: dict[str, Any], hidden: bool = False) -> HttpResponse:
    """The page; `hidden` from search engines, which find the events themselves."""
    response = TemplateResponse(request, template, {**context, "hidden": hidden})
    if hidden:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def upcoming(request: HttpRequest, page: EventIndexPage) -> HttpResponse:
    """What is to come, the next one first; then what is offered without a date. `dates=ask` is all of the latter."""
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    asked = Asked.of(request.GET, overlay)
    pages = asked.pages(overlay)
    number = request.GET.get("page")
    context = {"asked": asked, "this_month": today(at), "here": "/events/"}
    if request.GET.get("dates") == "ask":
        found = listing.offered(overlay, pages, number)
        listing.with_hosts(found.rows)
        context = below(request, page, **context, listed=found)
        return _answer(request, "events/offered.html", context, hidden=True)
    found = listing.upcoming(overlay, pages, number, at)
    offered, more = listing.some_offered(overlay, pages) if found.page_obj.number == 1 else ([], False)
    listing.with_hosts(found.rows, offered)
    context = {**page.get_context(request), **context, "listed": found, "offered": offered, "more_offered": more}
    return _answer(request, "events/event_index_page.html", context, hidden=bool(request.GET))


def past(request: HttpRequest, page: EventIndexPage) -> HttpResponse:
    """What is over, the last one first."""
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    asked = Asked.of(request.GET, overlay)
    found = listing.past(overlay, asked.pages(overlay), request.GET.get("page"), at)
    listing.with_hosts(found.rows)
    context = below(request, page, asked=asked, listed=found, this_month=today(at), here="/events/past/")
    return _answer(request, "events/past.html", context, hidden=bool(request.GET))


def month(request: HttpRequest, page: EventIndexPage, year: int, number: int) -> HttpResponse:
    """A month as a calendar. Raises Http404 for a year of another age."""
    if year not in KNOWN_YEARS:
        raise Http404("There are no events in that year.")
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    asked = Asked.of(request.GET, overlay)
    found = month_of(overlay, listing.visible(overlay, asked.pages(overlay)), year, number, at)
    here = f"/events/{year:04}-{number:02}/"
    context = below(request, page, asked=asked, month=found, this_month=today(at), here=here)
    return _answer(request, "events/month.html", context, hidden=found.is_empty or bool(request.GET))


def event(request: HttpRequest, page: EventPage) -> HttpResponse:
    """One event. In a preview, as its draft says it."""
    overlay = Overlay.of(request)
    context = {**page.get_context(request), "event": shown(page, overlay, request.at)}  # type: ignore[attr-defined]
    return _answer(request, "events/event_page.html", context)


@openly
@conditional_page
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """`event.ics`: one event for calendars, whenever it is. Raises Http404 for one that has no day."""
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    found = overlay.find(f"events/{slug}").page
    page = found.specific if found and overlay.open(found) else None
    if not isinstance(page, EventPage):
        raise Http404(f"There is no event “{slug}” on this site.")
    if not any(ical.is_in(page, session, at) for session in page.sessions.all()):
        raise Http404(f"“{page.title}” has no day that a calendar could hold.")
    return _calendar(ical.calendar(overlay, page.title, [page], at), page.slug)


@openly
@conditional_page
def calendar(request: HttpRequest) -> HttpResponse:
    """`calendar.ics`: the site's events for calendars; `audience`, `kind` and `group` narrow it. 304 for who has it already."""
    overlay = Overlay.of(request)
    content = calendars.whole(overlay, request.GET, request.at)  # type: ignore[attr-defined]
    return _calendar(content, f"{slugify(overlay.partnership.short_name)}-events")


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=ical.TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
