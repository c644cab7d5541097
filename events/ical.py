"""Events as iCalendar (RFC 5545), for any program that keeps a calendar.

A session that comes again is one entry with its rule and the days left out, not one for each of its times: so it keeps its
identity (UID) whatever day it is moved to, whoever imports it once gets a series that can be moved or deleted as one, and the
calendar stays small. Times are London's by name, so that 18:00 is 18:00 on both sides of a clock change; a day without times
is a day. What is known by its month alone is in no calendar: a calendar has no word for it.

There is no METHOD, so DTSTAMP is the moment of the last revision (3.8.7.2) and the same events make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from portal.feeds import owner_of
from portal.moments import LONDON, today
from portal.overlay import Overlay

from .models import EventPage, Precision, Session
from .recurrence import days_typed, instances, rule

TYPE = "text/calendar; charset=utf-8"
CANCELLED_FOR = timedelta(days=90)
TZID = "Europe/London"
PRODUCT = "-//Safeguarding partnerships//Portal events//EN"
ASK_AGAIN = timedelta(hours=12)


def calendar(overlay: Overlay, name: str, pages: Iterable[EventPage], at: datetime | None = None) -> bytes:
    """A calendar of these events as the site's readers see them on this London day; their sessions are asked of each."""
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    for title in ("name", "x-wr-calname"):
        whole.add(title, name)
    whole.add("x-wr-timezone", TZID)
    whole.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT12H")
    entries = [entry(overlay, page, each) for page in pages for each in page.sessions.all() if is_in(page, each, at)]
    if any(isinstance(each.decoded("dtstart"), datetime) for each in entries):
        whole.add_component(london())
    for each in entries:
        whole.add_component(each)
    return whole.to_ical()


def is_in(page: EventPage, session: Session, at: datetime | None = None) -> bool:
    """Does a calendar hold the session on this London day? A cancellation is told for 90 days."""
    if session.precision != Precision.DAY or not instances(session):
        return False
    cancelled = min(filter(None, (page.cancelled_on, session.cancelled_on)), default=None)
    return cancelled is None or today(at) <= cancelled + CANCELLED_FOR


def uid(overlay: Overlay, page: EventPage, session: Session) -> str:
    """The same on every site that shows the event. The id of the page is in it: a copy of the page has the same keys."""
    return f"{session.key}-{page.pk}@{owner_of(overlay, page)}"


def entry(overlay: Overlay, page: EventPage, session: Session) -> Event:
    """One session, with all its times."""
    event = Event()
    changed = (page.last_published_at or page.changed_at or datetime.combine(session.day, time(), UTC)).astimezone(UTC)
    event.add("uid", uid(overlay, page, session))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", page.sequence)
    event.add("summary", f"{page.title}: {session.name}" if session.name else page.title)
    _add_times(event, session)
    cancelled = page.cancelled_on or session.cancelled_on
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    address = f"{overlay.site.root_url}{overlay.path_of(page)}"
    told = [page.summary, f"Cancelled. {page.cancelled_why}".strip() if cancelled else "", address]
    event.add("description", "\n\n".join(filter(None, told)))
    event.add("url", address)
    event.add("categories", [str(page.get_kind_display())])
    place = session.place or page.place
    if place:
        event.add("location", place)
    if page.is_milestone or not session.begins:
        event.add("transp", "TRANSPARENT")  # nobody is busy all day
    return event


def _add_times(event: Event, session: Session) -> None:
    last = max(session.last_day or session.day, session.day)
    if session.begins:
        event.add("dtstart", datetime.combine(session.day, session.begins, LONDON))
        if session.ends:
            event.add("dtend", datetime.combine(last, session.ends, LONDON))
    else:
        event.add("dtstart", session.day)
        event.add("dtend", last + timedelta(days=1))  # the day after, as the standard has it
    if session.repeats and session.until:
        event.add("rrule", {**rule(session), "UNTIL": _until(session, session.until)})
        left_out = [_as_begun(session, day) for day in sorted(set(days_typed(session.except_on)))]
        if left_out:
            event.add("exdate", left_out)


def _until(session: Session, last: date) -> Any:
    """A moment in UTC where the times are London's, else a day (3.3.10)."""
    return datetime.combine(last, time(23, 59, 59), LONDON).astimezone(UTC) if session.begins else last


def _as_begun(session: Session, day: date) -> Any:
    return datetime.combine(day, session.begins, LONDON) if session.begins else day


def london() -> Timezone:
    """The rule of London's clocks since 1996, which has no end: one part for the summer, one for the winter.

    Written out, because icalendar (7.3) has the clocks go forward at 02:00 instead of 01:00.
    """
    zone = Timezone()
    zone.add("tzid", TZID)
    for part, name, began, month, before, after in (
        (TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), 3, 0, 1),
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), 10, 1, 0),
    ):
        part.add("tzname", name)
        part.add("dtstart", began)
        part.add("rrule", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
