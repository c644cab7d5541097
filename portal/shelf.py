"""What a partnership must publish: the statutory shelf. Each duty is answered by the app that keeps what it asks for.

An app that keeps such things registers a function under the hook named here. It is called with the overlay and the moment
and answers a `Kept` for each duty it knows of; a duty that nothing is kept for is missing. Due days follow from what is
published, so nobody enters them twice. The shelves of all partnerships are asked for one after another: a function that reads
once what serves every site, remembers it (`portal.generation`) and lets `overlay.meets` choose costs the same for ten of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from wagtail import hooks

from .moments import today
from .overlay import Overlay

SHELF = "statutory_shelf"
SOON = timedelta(days=60)  # before it is due, staff are warned


class Duty(models.TextChoices):
    """What must be published, in the order of the shelf."""

    ARRANGEMENTS = "arrangements", "Multi-agency safeguarding arrangements"
    THRESHOLDS = "thresholds", "Threshold document"
    ANNUAL_REPORT = "annual-report", "Annual report"
    REVIEWS = "reviews", "Child safeguarding practice reviews"
    ACCESSIBILITY = "accessibility", "Accessibility statement"
    PRIVACY = "privacy", "Privacy notice"

    @property
    def rule(self) -> str:
        """What the law asks, in a sentence."""
        return RULES[self].asks

    @property
    def source(self) -> str:
        """Where it asks it."""
        return RULES[self].source

    @property
    def next_thing(self) -> str:
        """What is due on the day that is given: “Review”, “Next report”."""
        return RULES[self].next_thing

    @property
    def of_websites(self) -> bool:
        """Is it a duty of whoever runs a website, so that SET has it too?"""
        return self in (Duty.ACCESSIBILITY, Duty.PRIVACY)


@dataclass(frozen=True)
class Rule:
    """What a duty comes from."""

    asks: str
    source: str
    next_thing: str = "Review"


GUIDANCE = "Working Together to Safeguard Children (2023)"
ACT = "Children Act 2004"
RULES = {
    Duty.ARRANGEMENTS: Rule(
        "The safeguarding partners publish how they work together.", f"{ACT}, section 16G; {GUIDANCE}"
    ),
    Duty.THRESHOLDS: Rule("The safeguarding partners publish which help a child gets for which needs.", GUIDANCE),
    Duty.ANNUAL_REPORT: Rule(
        "The safeguarding partners publish a report of their work at least once in every twelve months.",
        f"{ACT}, section 16G; {GUIDANCE}",
        "Next report",
    ),
    Duty.REVIEWS: Rule(
        "The safeguarding partners publish their reviews, and keep each one public for at least a year.",
        f"{ACT}, section 16F; {GUIDANCE}",
        "Next one",
    ),
    Duty.ACCESSIBILITY: Rule(
        "A public body’s website says how accessible it is, and the statement is reviewed regularly.",
        "Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018",
    ),
    Duty.PRIVACY: Rule(
        "Readers are told what is known of them, and why.",
        "UK General Data Protection Regulation, articles 12 to 14",
    ),
}


class State(models.TextChoices):
    """How it stands. Which day it is that comes or has passed, `Row.due_words` says."""

    HERE = "here", "Published"
    SOON = "soon", "Published, due again soon"
    OVERDUE = "overdue", "Published, overdue"
    ELSEWHERE = "elsewhere", "Not on this site yet"
    NONE = "none", "None on this site yet"
    MISSING = "missing", "Not published here"

    @property
    def needs_staff(self) -> bool:
        """Has somebody to see to it?"""
        return self not in (State.HERE, State.NONE)


@dataclass(frozen=True)
class Kept:
    """Where a duty is met on a site. `here`: it can be read there, and is not only named."""

    duty: Duty
    title: str = ""
    path: str = ""
    here: bool = False
    dated: str = ""  # of the newest one, in words
    due: date | None = None  # by when a new one is, or a review of it: that London day is the last in time
    note: str = ""
    is_empty: bool = False  # its place is kept, with nothing in it: that is not called published, and nobody is warned

    def state(self, day: date) -> State:
        """How it stands on this London day. What cannot be read here is not called published, due or not."""
        if not self.path:
            return State.MISSING
        if self.is_empty:
            return State.NONE
        if not self.here:
            return State.ELSEWHERE
        if self.due is None or day < self.due - SOON:
            return State.HERE
        return State.SOON if day <= self.due else State.OVERDUE


@dataclass(frozen=True)
class Row:
    """A duty on the shelf of one site: where it is met, and how it stands."""

    kept: Kept
    day: date

    @property
    def duty(self) -> Duty:
        return self.kept.duty

    @property
    def state(self) -> State:
        return self.kept.state(self.day)

    @property
    def due_words(self) -> str:
        """What is due and by when: “Next report due by 3 October 2026”, afterwards “was due by”. Nothing if nothing is."""
        due = self.kept.due
        if due is None:
            return ""
        return f"{self.duty.next_thing} {'was due' if due < self.day else 'due'} by {due:%-d %B %Y}"


@dataclass(frozen=True)
class Shelf:
    """Every duty of one site, in order."""

    overlay: Overlay
    rows: list[Row]

    @property
    def to_do(self) -> list[Row]:
        """What somebody has to see to."""
        return [row for row in self.rows if row.state.needs_staff]


def shelf(overlay: Overlay, at: datetime | None = None) -> Shelf:
    """How the site's duties stand on this London day. SET, which is no safeguarding partnership, has those of a website.

    A few queries. Where several things are kept for a duty, one that can be read there counts before one that is named only.
    """
    day = today(at)
    found: dict[Duty, Kept] = {}
    for keeps in hooks.get_hooks(SHELF):
        for kept in keeps(overlay, at):
            if kept.duty not in found or (kept.here and not found[kept.duty].here):
                found[kept.duty] = kept
    duties = [duty for duty in Duty if duty.of_websites or not overlay.partnership.is_shared]
    rows = [found.get(duty, Kept(duty)) for duty in duties]
    return Shelf(overlay, [Row(kept, day) for kept in rows])
