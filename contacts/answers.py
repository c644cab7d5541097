"""Who answers now: of the contacts of a service, those to call at this moment, and the others with their hours.

Who is known to be open comes first. Where nobody is, those whose hours are not known stand there together, equally; and where
everybody is known to be closed, nobody does. No contact that can be reached is left out (DESIGN §6.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from .hours import LONDON, moment
from .models import Channel, Contact


@dataclass(frozen=True)
class Line:
    """A contact at one moment: whether it answers (None: not known), and until when that stays so (None: no end in sight)."""

    contact: Contact
    is_open: bool | None
    until: datetime | None

    @property
    def way(self) -> Channel:
        """How to reach it: its first telephone number, or else its first way."""
        return next((way for way in self.contact.ways if way.kind == "voice"), self.contact.ways[0])


@dataclass
class Answer:
    """Who to call at one moment (`at`, in London time), first the ones that answer, each list in the contacts' order."""

    at: datetime
    lines: list[Line]
    unreachable: list[Contact]
    """Those that nobody knows how to reach: pages name them all the same."""

    @cached_property
    def answering(self) -> list[Line]:
        """Those to call now: the open ones, or else those whose hours nobody knows. Empty if all are closed."""
        return [line for line in self.lines if line.is_open] or [line for line in self.lines if line.is_open is None]

    @property
    def in_order(self) -> list[Line]:
        return [*self.answering, *self.others]

    @property
    def others(self) -> list[Line]:
        return [line for line in self.lines if line not in self.answering]

    @property
    def is_known(self) -> bool:
        """Is somebody known to answer, rather than only not known to be closed?"""
        return any(line.is_open for line in self.answering)

    @property
    def next_change(self) -> datetime | None:
        """When, in London time, any part of the answer changes; None if no change is in sight."""
        return min((line.until for line in self.lines if line.until), default=None)


def who_answers(contacts: Iterable[Contact], at: datetime | None = None) -> Answer:
    """Of these contacts, who is to be called at this moment (now, if not said)."""
    now = moment(at).astimezone(LONDON)
    found = list(contacts)
    lines = [Line(c, c.open_at(now), c.next_change(now)) for c in found if c.ways]
    return Answer(now, lines, [c for c in found if not c.ways])
