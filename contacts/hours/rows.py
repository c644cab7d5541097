"""When somebody answers: hours as rows, asked at a moment of London time.

A row belongs to the day it begins on: “Friday 17:00 to 09:00” ends on Saturday morning, and equal times are a whole day and
night. On a bank holiday the rows for bank holidays stand in for the weekday's; on a date that has rows of its own, those
stand in for both. At closing time a line is closed, at opening time it is open (DESIGN §6.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from django.db import models

from portal.moments import LONDON, moment, today

from .bank_holidays import is_bank_holiday

ONE_DAY = timedelta(days=1)
NEAR, FAR = 9, 400  # days looked ahead for the next change: almost always the near ones suffice


class Day(models.TextChoices):
    """The days that hours are given for."""

    MONDAY = "mon", "Monday"
    TUESDAY = "tue", "Tuesday"
    WEDNESDAY = "wed", "Wednesday"
    THURSDAY = "thu", "Thursday"
    FRIDAY = "fri", "Friday"
    SATURDAY = "sat", "Saturday"
    SUNDAY = "sun", "Sunday"
    HOLIDAY = "hol", "Bank holidays"


WEEK = Day.values[:7]


class Answers(models.TextChoices):
    """What is known of when somebody answers."""

    UNKNOWN = "unknown", "We do not know when"
    ALWAYS = "always", "All day, every day"
    HOURS = "hours", "At the hours below"


@dataclass(frozen=True)
class Row:
    """On these days, or on the dates from `first` to `last`, from `opens` to `closes`; without times, closed.

    `kind` is the one kind of channel it is for; empty for all of them.
    """

    days: tuple[str, ...] = ()
    opens: time | None = None
    closes: time | None = None
    first: date | None = None
    last: date | None = None
    kind: str = ""

    @property
    def closed(self) -> bool:
        return self.opens is None or self.closes is None

    @property
    def minutes(self) -> tuple[int, int]:
        """When it opens and closes, in minutes from midnight of the day it begins on. Not for a row without times."""
        if self.opens is None or self.closes is None:
            raise ValueError("A row without times opens at no minute.")
        opens, closes = (clock.hour * 60 + clock.minute for clock in (self.opens, self.closes))
        return opens, closes + (24 * 60 if closes <= opens else 0)

    def is_for(self, day: date) -> bool:
        """Is it a row for this very date?"""
        return self.first is not None and self.first <= day <= (self.last or self.first)


WHOLE_DAY = Row(days=tuple(Day.values), opens=time(0), closes=time(0))


def stretches(days: Iterable[str]) -> list[list[str]]:
    """Days in their order, in runs that follow each other; bank holidays follow no day."""
    runs: list[list[str]] = []
    for day in days:
        if runs and day != Day.HOLIDAY and Day.values.index(day) == Day.values.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _both(day: date, clock: time) -> tuple[datetime, datetime]:
    """The one or two moments at which London's clocks show this time; where they skip it, the moments either side."""
    shown = datetime.combine(day, clock, LONDON)
    first, second = (shown.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(first, second), max(first, second)


@dataclass(frozen=True)
class Hours:
    """When one contact answers. Knows nothing of other contacts, and asks no database."""

    answers: str = Answers.UNKNOWN
    rows: tuple[Row, ...] = ()

    def of_kind(self, kind: str) -> "Hours":
        """The hours of one kind of channel: its own rows if there are any, otherwise the rows for all kinds."""
        own = [row for row in self.rows if row.kind == kind]
        weekly = [row for row in own if row.days] or [row for row in self.rows if row.days and not row.kind]
        dated = [row for row in self.rows if row.first and row.kind in ("", kind)]
        return replace(self, rows=tuple(weekly + dated))

    def open_at(self, at: datetime | None = None) -> bool | None:
        """Does somebody answer at this moment? None where that is not known."""
        now = moment(at)
        day = today(now)
        known = True
        for begun in (day - ONE_DAY, day):
            spans = self._spans(begun)
            if spans is None:
                known = False
            elif any(start <= now < end for start, end in spans):
                return True
        return False if known else None

    def next_change(self, at: datetime | None = None) -> datetime | None:
        """The next moment, in London time, at which `open_at` answers otherwise; None if none is in sight."""
        now, here = moment(at), self.open_at(at)
        if self.answers == Answers.UNKNOWN or (self.answers == Answers.ALWAYS and not self.rows):
            return None
        for reach in (NEAR, FAR):
            for mark in sorted(mark for mark in self.marks(now, reach) if mark > now):
                if self.open_at(mark) != here:
                    return mark.astimezone(LONDON)
        return None

    def marks(self, now: datetime, reach: int) -> set[datetime]:
        """The moments, in UTC, in so many days from yesterday on at which anything may change."""
        first = today(now) - ONE_DAY
        days = [(day, self._spans(day)) for day in (first + ONE_DAY * n for n in range(reach))]
        marks = {mark for _, spans in days for span in spans or () for mark in span}
        for (_, before), (day, after) in pairwise(days):
            if (before is None) != (after is None):
                marks.add(_both(day, time(0))[0])
        return marks

    def _spans(self, day: date) -> list[tuple[datetime, datetime]] | None:
        """What begins on this day, in UTC; None where it is not known."""
        rows = self._rows_of(day)
        if rows is None:
            return None
        return [
            (_both(day, row.opens)[0], _both(day + ONE_DAY * (row.closes <= row.opens), row.closes)[1])
            for row in rows
            if row.opens is not None and row.closes is not None
        ]

    def _rows_of(self, day: date) -> list[Row] | None:
        dated = [row for row in self.rows if row.is_for(day)]
        if dated:
            return dated
        if self.answers == Answers.ALWAYS:
            return [WHOLE_DAY]
        holiday = is_bank_holiday(day)
        if self.answers == Answers.UNKNOWN or holiday is None:
            return None
        name = Day.HOLIDAY.value if holiday else WEEK[day.weekday()]
        return [row for row in self.rows if name in row.days]
