"""From what is typed of a session to the times at which it takes place. No database, no clock.

Days and times are London's, moments are UTC: what is at 18:00 stays at 18:00 in London on both sides of a clock change,
because each day's moment is reckoned by itself. What comes again does so by the rules of iCalendar (RFC 5545), so that a
calendar that follows `rule` finds the same days: a month without a 31st is passed over.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol

from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule
from dateutil.rrule import weekday as nth_weekday
from django.db import models

from portal.moments import LONDON, day_typed

YEARS = 5  # ahead of its first day, in which a session may come again
MOST = 400  # times of one event
KNOWN_YEARS = range(1900, 2101)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Precision(models.TextChoices):
    """How much of its day is known."""

    DAY = "day", "The day"
    MONTH = "month", "Only the month"
    YEAR = "year", "Only the year"


class Repeats(models.TextChoices):
    """How a session comes again."""

    NEVER = "", "Once"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    MONTHLY_DATE = "monthly-date", "Every month, on the same date"
    MONTHLY_DAY = "monthly-day", "Every month, on the same weekday of its week"
    YEARLY = "yearly", "Every year"


class Typed(Protocol):
    """A session as an editor types it."""

    precision: str
    day: date
    begins: time | None
    last_day: date | None
    ends: time | None
    repeats: str
    until: date | None
    except_on: str


@dataclass(frozen=True)
class Instance:
    """One time that a session takes place: its London days, its moments where they are known, and when it is over."""

    precision: str
    day: date
    last_day: date
    starts: datetime | None
    ends: datetime | None
    over_at: datetime


def instances(session: Typed) -> list[Instance]:
    """Every time that the session takes place, in order; at most `MOST`."""
    first, last = _whole(session)
    lasts = last - first
    left_out = set(days_typed(session.except_on))
    return [_instance(session, day, day + lasts) for day in _days(session, first) if day not in left_out]


def rule(session: Typed) -> dict[str, Any]:
    """How it comes again in the words of RFC 5545, its end aside: `{"FREQ": "MONTHLY", "BYDAY": "2TU"}`; empty for once."""
    day, week = session.day, _week(session.day)
    words: dict[str, dict[str, Any]] = {
        Repeats.WEEKLY: {"FREQ": "WEEKLY"},
        Repeats.FORTNIGHTLY: {"FREQ": "WEEKLY", "INTERVAL": 2},
        Repeats.MONTHLY_DATE: {"FREQ": "MONTHLY", "BYMONTHDAY": day.day},
        Repeats.MONTHLY_DAY: {"FREQ": "MONTHLY", "BYDAY": f"{week}{WEEKDAYS[day.weekday()]}"},
        # The month and its day are said, or some programs move 29 February to 1 March.
        Repeats.YEARLY: {"FREQ": "YEARLY", "BYMONTH": day.month, "BYMONTHDAY": day.day},
    }
    return words.get(session.repeats, {})


def at(day: date, clock: time) -> datetime:
    """The moment in UTC of this time in London.

    Of a time that there is twice, the first; one that the clocks pass over is as long after the change as it is typed.
    """
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


def days_typed(text: str) -> list[date]:
    """The days of a list, one a line; lines that are none are left out."""
    return [day for line in text.splitlines() for day in [day_typed(line)] if day]


def faults(session: Typed) -> Iterator[tuple[str, str]]:
    """What cannot be right about a session: the field, and what to do. Nothing of one without a day."""
    if session.day is None:
        return
    last = session.last_day or session.day
    if session.day.year not in KNOWN_YEARS or last.year not in KNOWN_YEARS:
        yield "day", "Give a day of the last or this century."
        return
    if last < session.day:
        yield "last_day", "This is before the day on which it begins."
    elif last - session.day > timedelta(days=366):
        yield "last_day", "This is more than a year after it begins."
    if session.precision != Precision.DAY and (session.begins or session.ends):
        yield "begins", "There can be no times where only the month or the year is known."
    elif session.ends and not session.begins:
        yield "begins", "Say when it begins as well."
    elif session.begins and session.ends and last == session.day and session.ends <= session.begins:
        yield "ends", "This is not after it begins. If it goes on after midnight, give the next day as its last one."
    yield from _faults_of_series(session)


def _faults_of_series(session: Typed) -> Iterator[tuple[str, str]]:
    wrong = [line.strip() for line in session.except_on.splitlines() if line.strip() and not day_typed(line)]
    if wrong:
        yield "except_on", f"“{wrong[0][:40]}” is not a day. Give each on a line of its own, year first: 2026-12-24."
    if not session.repeats:
        if session.until:
            yield "repeats", "Say how it comes again, or leave the last day on which it may empty."
        return
    if session.precision != Precision.DAY:
        yield "repeats", "What comes again needs an exact first day."
    if session.until is None:
        yield "until", "Say until when it comes again. Without an end it would never stop being announced."
    elif session.until < session.day:
        yield "until", "This is before its first day."
    elif session.until > _later(session.day, YEARS):
        yield "until", f"This is more than {YEARS} years after its first day. Choose an earlier day and renew it then."
    elif not wrong and not instances(session):
        yield "except_on", "Every one of its days is left out."


def too_many(sessions: Iterable[Typed]) -> str:
    """What is wrong if an event takes place too often; empty if it does not."""
    times = sum(len(instances(each)) for each in sessions)
    return f"That is {times} dates; an event can have {MOST}. Make it several events." if times > MOST else ""


def _whole(session: Typed) -> tuple[date, date]:
    """The first and the last day, of the month or the year where no more is known."""
    first, last = session.day, max(session.last_day or session.day, session.day)
    if session.precision == Precision.MONTH:
        return first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
    if session.precision == Precision.YEAR:
        return first.replace(month=1, day=1), last.replace(month=12, day=31)
    return first, last


def _days(session: Typed, first: date) -> list[date]:
    """The days on which it begins."""
    if not session.repeats or session.precision != Precision.DAY:
        return [first]
    words = rule(session)
    last = min(session.until or first, _later(first, YEARS))
    found = rrule(
        {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}[words["FREQ"]],
        dtstart=datetime.combine(first, time()),
        until=datetime.combine(last, time()),
        interval=words.get("INTERVAL", 1),
        bymonth=words.get("BYMONTH"),
        bymonthday=words.get("BYMONTHDAY"),
        byweekday=nth_weekday(first.weekday(), _week(first)) if "BYDAY" in words else None,
    )
    return [each.date() for each, _ in zip(found, range(MOST + 1), strict=False)]


def _instance(session: Typed, day: date, last_day: date) -> Instance:
    timed = session.precision == Precision.DAY and session.begins is not None
    starts = at(day, session.begins) if timed and session.begins else None
    # The clocks may pass over the beginning and make it later than the end.
    ends = max(at(last_day, session.ends), starts) if starts and session.ends else None
    over_at = ends or at(last_day + timedelta(days=1), time())
    return Instance(session.precision, day, last_day, starts, ends, over_at)


def _week(day: date) -> int:
    """Which weekday of its month it is, the first to the fourth; a fifth is the last (-1), since few months have one."""
    week = (day.day - 1) // 7 + 1
    return week if week < 5 else -1


def _later(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
