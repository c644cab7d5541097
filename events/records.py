"""Events as open data: each event of the site being read, with its sessions and the times at which they take place.

What is to come, a year of what is over, and what is offered without a date. Nothing changes by the minute: programs reckon
from the moments what is over.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal import generation
from portal.moments import moment, today
from portal.open_data import collection, known, lasting_id
from portal.overlay import Overlay

from .listing import LONG, hosts_of, when_asked
from .models import EventPage, Session
from .taken_out import KEPT, MOST, taken_out
from .words import series

ABOUT = "/events/open-data/"


def events(overlay: Overlay, at: datetime | None = None) -> dict[str, Any]:
    """All records on one page, remembered until the day ends or someone publishes. Seven queries."""
    return generation.remembered(f"events.json:{overlay.site.pk}:{today(at)}", lambda: _load(overlay, at))


def _load(overlay: Overlay, at: datetime | None) -> dict[str, Any]:
    pages = overlay.pages(EventPage).order_by()
    chosen = [page.pk for page in taken_out(pages, at)]
    chosen += list(when_asked(pages).values_list("pk", flat=True)[: MOST - len(chosen)])
    found = EventPage.objects.filter(pk__in=chosen).defer(*LONG)
    by_id = found.prefetch_related("sessions", "hosts").in_bulk()
    records = [record(overlay, by_id[pk], moment(at) - KEPT) for pk in chosen if pk in by_id]
    return collection(overlay, records, ABOUT, most=MOST)


def record(overlay: Overlay, page: EventPage, since: datetime) -> dict[str, Any]:
    """One event; of its times those that were not over at `since`."""
    sessions = [_session(overlay, page, session, since) for session in page.sessions.all()]
    return known(
        id=str(lasting_id(overlay, "events", page.pk)),
        name=page.title,
        description=page.summary,
        kind=page.kind,
        attendance=page.mode,
        audiences=list(page.readers),
        status="cancelled" if page.cancelled_on else "scheduled",
        cancelled_on=page.cancelled_on and page.cancelled_on.isoformat(),
        cancelled_why=page.cancelled_why,
        place=page.place,
        dates_note=page.dates_note,
        hosts=hosts_of(page, overlay),
        organiser=page.organiser,
        cost=page.cost,
        capacity=page.capacity,
        booking_url=page.booking_url,
        page=f"{overlay.site.root_url}{overlay.path_of(page)}",
        calendar=f"{overlay.site.root_url}{overlay.path_of(page)}event.ics" if sessions else None,
        modified=page.last_published_at and page.last_published_at.isoformat(),
        sessions=sessions,
    )


def _session(overlay: Overlay, page: EventPage, session: Session, since: datetime) -> dict[str, Any]:
    return known(
        id=f"{session.key}-{page.pk}",
        name=session.name,
        place=session.place,
        status="cancelled" if page.cancelled_on or session.cancelled_on else "scheduled",
        recurrence=series(session),
        occurrences=[
            known(
                precision=each.precision,
                day=each.day.isoformat(),
                last_day=each.last_day.isoformat(),
                starts=each.starts and each.starts.isoformat(),
                ends=each.ends and each.ends.isoformat(),
            )
            for each in session.instances
            if each.over_at > since
        ],
    )
