"""What follows from publishing an event: the rows that lists read, and whether calendars have to be told of a change.

The number of the change (SEQUENCE, RFC 5545 3.8.7.4) is raised when the title, a day, a time, a place or a cancellation is
another, and not for other words. Rows stay when a page is taken down: whoever lists them asks which pages a site shows.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.signals import page_published

from portal import generation
from portal.moments import moment

from .models import EventPage, Occurrence, Session

TOLD = ("name", "precision", "day", "begins", "last_day", "ends", "place", "repeats", "until")


def connect() -> None:
    """Listen for publications, whichever way they come; called once when the portal is ready."""
    page_published.connect(_published, sender=EventPage, dispatch_uid="events-occurrences")


def _published(instance: EventPage, **kwargs: Any) -> None:
    rewrite(instance.pk)


@transaction.atomic
def rewrite(pk: int, at: datetime | None = None) -> None:
    """Write the occurrences of the page with this id anew, and count the change if calendars care for it.

    Nothing where the page is not live yet: one scheduled to go live later is written then.
    """
    page = EventPage.objects.select_for_update().get(pk=pk)
    if not page.live:
        return
    sessions = list(page.sessions.all())
    Occurrence.objects.filter(page=page).delete()
    Occurrence.objects.bulk_create(_rows(page, sessions), batch_size=500)
    now_told = digest(page, sessions)
    if now_told != page.told:
        raised = page.sequence + 1 if page.told else page.sequence
        EventPage.objects.filter(pk=pk).update(told=now_told, sequence=raised, changed_at=moment(at))
    generation.start_new()  # once for all the rows, which are watched by nobody


def digest(page: EventPage, sessions: list[Session]) -> str:
    """What calendars are told of an event, in a few letters."""
    said: list[Any] = [page.title, page.place, bool(page.cancelled_on)]
    for session in sorted(sessions, key=lambda each: each.key):
        left_out = sorted(session.except_on.split())
        words = [str(getattr(session, name) or "") for name in TOLD]
        said.append([str(session.key), bool(session.cancelled_on), left_out, *words])
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _rows(page: EventPage, sessions: list[Session]) -> list[Occurrence]:
    return [
        Occurrence(
            page=page,
            session=session.key,
            name=session.name,
            place=session.place,
            precision=each.precision,
            day=each.day,
            last_day=each.last_day,
            starts=each.starts,
            ends=each.ends,
            over_at=each.over_at,
            cancelled=bool(page.cancelled_on or session.cancelled_on),
        )
        for session in sessions
        for each in session.instances
    ]
