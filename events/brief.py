"""An event in a few words, as a newsletter tells of it: cancelled or not, when, where."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from portal.moments import moment

from .words import when

if TYPE_CHECKING:
    from .models import EventPage


def in_brief(page: EventPage, at: datetime | None = None) -> list[str]:
    """The next time that is not called off, and how many more there are; of what is over the last one."""
    now = moment(at)
    told = [] if not page.cancelled_on else [f"Cancelled. {page.cancelled_why}".strip()]
    held = [session for session in page.sessions.all() if page.cancelled_on or not session.cancelled_on]
    times = sorted(
        ((each, session) for session in held for each in session.instances),
        key=lambda pair: (pair[0].day, pair[0].over_at),
    )
    coming = [pair for pair in times if pair[0].over_at > now]
    shown, session = next(iter(coming), None) or (times[-1] if times else (None, None))
    if shown is None:
        told += filter(
            None, ["Cancelled." if len(page.sessions.all()) and not page.cancelled_on else "", page.dates_note]
        )
    else:
        more = len(coming) - 1
        others = f" and {more} more date{'s' if more > 1 else ''}" if more > 0 else ""
        told.append(f"{when(shown)}{others}" if coming else f"Past: {when(shown)}")
    place = (session and session.place) or page.place
    how = str(page.get_mode_display()) if page.mode else ""
    if place and how and how.lower() != place.lower():
        told.append(f"{place} ({how[:1].lower()}{how[1:]})")
    elif place or how:
        told.append(place or how)
    return told
