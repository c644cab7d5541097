"""What a partnership must publish: the statutory shelf. Each duty is answered by the app that keeps what it asks for.

An app that keeps such things registers a function under the hook named here. It is called with the overlay and the moment
and answers a `Kept` for each duty it knows of; a duty that nothing is kept for is missing. Due days follow from what is
published, so nobody enters them twice.
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
        return RULES[self][0]

    @property
    def source(self) -> str:
        """Where it asks it."""
        return RULES[self][1]


GUIDANCE = "Working Together to Safeguard Children (2023)"
ACT = "Children Act 2004"
RULES = {
    Duty.ARRANGEMENTS: ("The safeguarding partners publish how they work together.", f"{ACT}, section 16G; {GUIDANCE}"),
    Duty.THRESHOLDS: ("They publish who helps a child with which needs.", GUIDANCE),
    Duty.ANNUAL_REPORT: (
        "They publish a report of their work at least once in every twelve months.",
        f"{ACT}, section 16G; {GUIDANCE}",
    ),
    Duty.REVIEWS: (
        "They publish their reviews, and keep each one public for at least a year.",
        f"{ACT}, section 16F; {GUIDANCE}",
    ),
    Duty.ACCESSIBILITY: (
        "A public body’s website says how accessible it is, and the statement is reviewed every year.",
        "Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018",
    ),
    Duty.PRIVACY: (
        "Readers are told what is known of them, and why.",
        "UK General Data Protection Regulation, articles 12 to 14",
    ),
}


class State(models.TextChoices):
    """How it stands."""

    HERE = "here", "Published"
    SOON = "soon", "Published, a new one is due soon"
    OVERDUE = "overdue", "Published, a new one is overdue"
    ELSEWHERE = "elsewhere", "Not on this site yet"
    MISSING = "missing", "Not published here"


@dataclass(frozen=True)
class Kept:
    """Where a duty is met on a site. `here`: it can be read there, and is not only named."""

    duty: Duty
    title: str = ""
    path: str = ""
    here: bool = False
    dated: str = ""  # of the newest one, in words
    due: date | None = None  # by when a new one is, or a review of it
    note: str = ""

    def state(self, day: date) -> State:
        if not self.path:
            return State.MISSING
        if self.due and self.due < day:
            return State.OVERDUE
        if not self.here:
            return State.ELSEWHERE
        return State.SOON if self.due and self.due <= day + SOON else State.HERE


def shelf(overlay: Overlay, at: datetime | None = None) -> list[tuple[Kept, State]]:
    """Every duty of the site's partnership in order, with how it stands on this London day. A few queries."""
    found = {kept.duty: kept for keeps in hooks.get_hooks(SHELF) for kept in keeps(overlay, at)}
    rows = [found.get(duty, Kept(duty)) for duty in Duty]
    return [(kept, kept.state(today(at))) for kept in rows]
