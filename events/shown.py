"""One event as its page shows it: when it takes place, what is left to come, who hosts it, how to book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from portal.audiences import Audience
from portal.feeds import host_of
from portal.moments import moment
from portal.overlay import Overlay

from .listing import hosts_of
from .models import EventPage, Mode, Precision, Session
from .recurrence import Instance
from .words import days, series, times, when

FEW = 6  # dates of a session that are listed; the others open on demand


@dataclass
class Time:
    """One time, in words."""

    words: str
    is_over: bool


@dataclass
class ShownSession:
    """A session with its times: those to come first, and all of them where none is."""

    session: Session
    coming: list[Time]
    over: list[Time]
    series: str
    hours: str

    @property
    def cancelled(self) -> bool:
        return bool(self.session.cancelled_on)

    @property
    def listed(self) -> list[Time]:
        return self.coming or self.over

    @property
    def few(self) -> list[Time]:
        return self.listed[:FEW]

    @property
    def others(self) -> list[Time]:
        return [*self.listed[FEW:], *(self.over if self.coming else [])]


@dataclass
class Shown:
    """An event at a moment; also one that is only a draft."""

    page: EventPage
    overlay: Overlay
    at: datetime

    def __post_init__(self) -> None:
        self.all_sessions = list(self.page.sessions.all())
        self.sessions = sorted(map(self._session, self.all_sessions), key=_next)
        self.is_over = self.page.is_over(self.at)
        self.hosts = hosts_of(self.page, self.overlay)

    def _session(self, session: Session) -> ShownSession:
        found = session.instances
        say = days if session.repeats else when  # the hours of a series are said once
        told = [Time(say(each), each.over_at <= self.at) for each in found]
        coming = [time for time in told if not time.is_over]
        over = [time for time in told if time.is_over]
        return ShownSession(session, coming, over, series(session), times(found[0]) if found else "")

    @property
    def place(self) -> str:
        """Where it is and how one takes part, each said once."""
        how = str(self.page.get_mode_display()) if self.page.mode else ""
        if how.lower() in ("", self.page.place.lower()):
            return self.page.place
        return f"{self.page.place} ({how.lower()})" if self.page.place else how

    @property
    def place_label(self) -> str:
        return "Online" if self.page.mode in (Mode.ONLINE, Mode.ANY_TIME) else "Where"

    @property
    def can_be_booked(self) -> bool:
        """Is there anything to book? A meeting of a group and a date to know are not."""
        return not (self.is_over or self.page.cancelled_on or self.page.is_meeting or self.page.is_milestone)

    @property
    def in_calendar(self) -> bool:
        """Can it be put in a calendar? Not what is over or cancelled, and not what is known by its month alone."""
        return not self.page.cancelled_on and any(
            s.session.precision == Precision.DAY and s.coming for s in self.sessions
        )

    @property
    def audiences(self) -> list[str]:
        return [str(each.label) for each in Audience if each.value in self.page.readers]

    @cached_property
    def group(self) -> dict[str, str] | None:
        """The group that meets, if readers may know of it here. One query."""
        group = self.page.group if self.page.group_id else None
        if group is None or not group.live or not self.overlay.meets(group):
            return None
        return {"title": group.title, "url": self.overlay.path_of(group)}

    @property
    def booking_host(self) -> str:
        """Whose website booking opens."""
        return host_of(self.page.booking_url)


def _next(each: ShownSession) -> Any:
    first: Iterable[Instance] = each.session.instances[:1]
    return (not each.coming, min((i.day for i in first), default=each.session.day), each.session.sort_order or 0)


def shown(page: EventPage, overlay: Overlay, at: datetime | None = None) -> Shown:
    return Shown(page, overlay, moment(at))
