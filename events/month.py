"""A month as a calendar: weeks that begin on Monday, and for each day what takes place on it."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from portal.moments import clock, today
from portal.overlay import Overlay

from .models import Occurrence
from .recurrence import Precision
from .words import DAYS

MOST = 500  # times in one month


@dataclass
class Day:
    """A day of the calendar."""

    day: date
    inside: bool  # of the month, or does it only fill up a week?
    is_today: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """What takes place on a day."""

    title: str
    url: str
    time: str  # as far as it is known and begins on that day
    cancelled: bool
    is_milestone: bool


@dataclass
class Month:
    """A month of a site: its weeks, what is known of no day in it, and the nearest months that hold anything."""

    first: date
    weeks: list[list[Day]]
    some_time: list[Entry]
    before: date | None
    after: date | None
    weekdays = DAYS

    @property
    def is_empty(self) -> bool:
        return not self.some_time and not any(day.entries for week in self.weeks for day in week)


def month(overlay: Overlay, times: QuerySet[Occurrence], year: int, number: int, at: datetime | None = None) -> Month:
    """That month of the times given. Three queries, whatever it holds. Raises ValueError for one that no calendar has."""
    first = date(year, number, 1)
    last = first.replace(day=calendar.monthrange(year, number)[1])
    known = times.exclude(precision=Precision.YEAR)
    found = list(known.between(first, last).select_related("page").defer("page__body", "page__afterwards")[:MOST])
    weeks = [
        [Day(day, day.month == number, day == today(at)) for day in week]
        for week in calendar.Calendar(calendar.MONDAY).monthdatescalendar(year, number)
    ]
    by_day = {day.day: day for week in weeks for day in week if day.inside}
    some_time = []
    for each in found:
        if each.precision == Precision.MONTH:
            some_time.append(_entry(overlay, each))
            continue
        for day in _within(each, first, last):
            by_day[day].entries.append(_entry(overlay, each, day))
    before = known.filter(day__lt=first).order_by("-last_day").values_list("last_day", flat=True).first()
    after = known.filter(last_day__gt=last).order_by("day").values_list("day", flat=True).first()
    return Month(
        first,
        weeks,
        some_time,
        before and min(before, first - timedelta(days=1)).replace(day=1),
        after and max(after, last + timedelta(days=1)).replace(day=1),
    )


def _within(each: Occurrence, first: date, last: date) -> Iterator[date]:
    day = max(each.day, first)
    while day <= min(each.last_day, last):
        yield day
        day += timedelta(days=1)


def _entry(overlay: Overlay, each: Occurrence, day: date | None = None) -> Entry:
    page = each.page
    time = clock(each.starts) if each.starts and day == each.day else ""
    cancelled = each.cancelled or bool(page.cancelled_on)
    title = f"{page.title}: {each.name}" if each.name else page.title
    return Entry(title, overlay.path_of(page), time, cancelled, page.is_milestone)
