"""`/events.json`, and the page that says what is in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import open_data
from portal.open_data import LICENCE, openly, wrapper_fields
from portal.overlay import Overlay

from .records import events
from .taken_out import KEPT, MOST

FIELDS = {
    "id": "The event’s identifier: the same on every site, as long as it is kept.",
    "name, description": "Its title, and what it is in a sentence or two.",
    "kind": "training, workshop, conference, campaign, meeting or milestone (a date to know).",
    "attendance": "in-person, online, both or any-time.",
    "audiences": "Whom it is for. Empty: everyone.",
    "status, cancelled_on, cancelled_why": "scheduled or cancelled; the day it was cancelled, and why.",
    "place, dates_note": "Where it is, or what it is held on; what is known of the days where there is no exact one.",
    "hosts, organiser": "The partnerships that host it, the owner first, and the team that runs it.",
    "cost, capacity, booking_url": "As the page says it.",
    "page, calendar": "The address of its page, and of its entry for calendars.",
    "modified": "When it was last published, in UTC.",
    "sessions": "Each with an id, a name, a place, a status, how it comes again in words, and its occurrences.",
    "occurrences": "Days are London’s, moments UTC. precision says whether the day, the month or only the year is known; "
    "where no times are known there are no moments.",
}
FILE = wrapper_fields("events") | {"most": "How many events the file holds at most."}


@openly
def as_json(request: HttpRequest) -> HttpResponse:
    """`/events.json`: all records of the site on one page."""
    return open_data.as_json(events(Overlay.of(request), request.at))  # type: ignore[attr-defined]


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What there is, what its fields mean, and under which licence: for people."""
    context = {"file": FILE, "fields": FIELDS, "licence": LICENCE, "most": MOST, "kept": KEPT}
    return render(request, "events/open_data.html", context)
