"""How a campaign stands on a day: to come, running, over, or without dates that say so. No database, no clock.

Its days end it: on the day after its last one it is over, everywhere, with nothing to do by hand. One whose first or last day
nobody knows runs only if its editor says so, and without a last day only until the day by which it is looked at again.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.db.models import Q, TextChoices


class State(TextChoices):
    """In the order in which lists show them."""

    RUNNING = "running", "Running now"
    COMING = "coming", "To come"
    UNDATED = "undated", "Dates not known"
    OVER = "over", "Ended"


class Dated(Protocol):
    begins: date | None
    ends: date | None
    runs: bool
    review_due: date


def state_on(campaign: Dated, day: date) -> State:
    """How it stands on this London day."""
    begins, ends = campaign.begins, campaign.ends
    if ends and day > ends:
        return State.OVER
    if begins and day < begins:
        return State.COMING
    if begins and ends:
        return State.RUNNING
    return State.RUNNING if campaign.runs and day <= (ends or campaign.review_due) else State.UNDATED


def in_state(state: str, day: date) -> Q:
    """The same as a condition of a query."""
    not_over = Q(ends=None) | Q(ends__gte=day)
    begun = Q(begins=None) | Q(begins__lte=day)
    dated = Q(begins__isnull=False, ends__isnull=False)
    said = Q(runs=True) & (Q(ends__isnull=False) | Q(review_due__gte=day))
    return {
        State.OVER: Q(ends__lt=day),
        State.COMING: not_over & Q(begins__gt=day),
        State.RUNNING: not_over & begun & (dated | said),
        State.UNDATED: not_over & begun & ~dated & (Q(runs=False) | Q(ends=None, review_due__lt=day)),
    }[State(state)]


def span(begins: date | None, ends: date | None) -> str:
    """`17 to 21 March 2025`, `from 3 May 2027`, `until 9 May 2027`; nothing if neither day is known."""
    if begins and ends:
        if begins == ends:
            return _long(begins)
        if begins.year != ends.year:
            return f"{_long(begins)} to {_long(ends)}"
        first = f"{begins:%-d}" if begins.month == ends.month else f"{begins:%-d %B}"
        return f"{first} to {_long(ends)}"
    if begins:
        return f"from {_long(begins)}"
    return f"until {_long(ends)}" if ends else ""


def _long(day: date) -> str:
    return f"{day:%-d %B %Y}"
