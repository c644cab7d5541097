"""An event as search engines read it in its page: schema.org, a node for each time that is to come."""

from __future__ import annotations

from typing import Any

from portal.moments import LONDON
from portal.overlay import Overlay

from .models import EventPage, Mode, Precision, Session
from .recurrence import Instance
from .shown import Shown

MOST = 10
HOW = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.ANY_TIME: "OnlineEventAttendanceMode",
    Mode.BOTH: "MixedEventAttendanceMode",
}
Node = dict[str, Any]


def nodes(event: Shown) -> list[Node]:
    """The times to come whose day is known, the next one first. Nothing of a date to know, which nobody attends."""
    if event.page.is_milestone:
        return []
    times = [
        (each, session)
        for session in event.all_sessions
        for each in session.instances
        if each.over_at > event.at and each.precision == Precision.DAY
    ]
    times.sort(key=lambda pair: (pair[0].day, pair[0].over_at))
    return [_node(event, each, session) for each, session in times[:MOST]]


def _node(event: Shown, each: Instance, session: Session) -> Node:
    page, overlay = event.page, event.overlay
    cancelled = page.cancelled_on or session.cancelled_on
    address = f"{overlay.site.root_url}{overlay.path_of(page)}"
    node: Node = {
        "@type": "Event",
        "name": page.title,
        "description": page.summary,
        "url": address,
        "startDate": each.starts.astimezone(LONDON).isoformat() if each.starts else each.day.isoformat(),
        "endDate": each.ends.astimezone(LONDON).isoformat() if each.ends else _end(each),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{HOW[Mode(page.mode)]}" if page.mode else "",
        "location": _location(page, session, overlay, address),
        "organizer": {"@type": "Organization", "name": page.organiser or next(iter(event.hosts), "")},
    }
    return {name: value for name, value in node.items() if value}


def _end(each: Instance) -> str:
    return each.last_day.isoformat() if each.last_day != each.day else ""


def _location(page: EventPage, session: Session, overlay: Overlay, address: str) -> Any:
    """A place, an address online, or both. Where none is stated, the area."""
    place = session.place or page.place
    online = {"@type": "VirtualLocation", "url": page.booking_url or address}
    here = {"@type": "Place", "name": place or overlay.partnership.area, "address": place or overlay.partnership.area}
    if page.mode in (Mode.ONLINE, Mode.ANY_TIME):
        return online
    return [here, online] if page.mode == Mode.BOTH else here
