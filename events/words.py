"""When something takes place, as one says it: “Thursday 3 July 2025, 6pm to 8.30pm”."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from django.utils.text import get_text_list

from portal.moments import clock

from .recurrence import WEEKDAYS, Precision, Repeats, Typed, days_typed, rule

WEEKS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Timed(Protocol):
    """One time that something takes place: an `Instance`, or an `Occurrence` of the database."""

    @property
    def precision(self) -> str: ...

    @property
    def day(self) -> date: ...

    @property
    def last_day(self) -> date: ...

    @property
    def starts(self) -> datetime | None: ...

    @property
    def ends(self) -> datetime | None: ...


def when(each: Timed) -> str:
    """Its days and times, as much of them as is known."""
    if each.precision != Precision.DAY or each.starts is None:
        return days(each)
    if each.day == each.last_day:
        return f"{days(each)}, {times(each)}"
    end = f" to {long(each.last_day)}" + (f", {clock(each.ends)}" if each.ends else "")
    return f"{long(each.day)}, {clock(each.starts)},{end}"


def days(each: Timed) -> str:
    """`Thursday 3 July 2025`, `Monday 17 to Friday 21 March 2025`, `April 2023`, `2016`."""
    first, last = each.day, each.last_day
    if each.precision == Precision.YEAR:
        return f"{first:%Y}" if first.year == last.year else f"{first:%Y} to {last:%Y}"
    if each.precision == Precision.MONTH:
        whole = f"{last:%B %Y}"
        if (first.year, first.month) == (last.year, last.month):
            return whole
        return f"{first:%B} to {whole}" if first.year == last.year else f"{first:%B %Y} to {whole}"
    if first == last:
        return long(first)
    if first.year != last.year:
        return f"{long(first)} to {long(last)}"
    month = "" if first.month == last.month else f" {first:%B}"
    return f"{first:%A} {first.day}{month} to {long(last)}"


def times(each: Timed) -> str:
    """`6pm to 8.30pm`, `6pm`; empty where they are not known."""
    if each.starts is None:
        return ""
    return f"{clock(each.starts)} to {clock(each.ends)}" if each.ends else clock(each.starts)


def long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def in_short(each: Timed) -> str:
    """`3 July 2025`: the first day, without its name."""
    return f"{each.day.day} {each.day:%B %Y}" if each.precision == Precision.DAY else days(each)


def series(session: Typed) -> str:
    """How a session comes again: “Every second Tuesday of the month until 3 March 2026, not on 24 December 2025”."""
    if not session.repeats or session.until is None:
        return ""
    how = rule(session)
    name = DAYS[session.day.weekday()]
    said = {
        Repeats.WEEKLY: f"Every {name}",
        Repeats.FORTNIGHTLY: f"Every two weeks on {name}",
        Repeats.MONTHLY_DATE: f"On day {session.day.day} of every month",
        Repeats.YEARLY: f"Every year on {session.day.day} {session.day:%B}",
    }.get(session.repeats)  # type: ignore[call-overload]
    if said is None:
        week = how["BYDAY"].removesuffix(WEEKDAYS[session.day.weekday()])
        said = f"On the {WEEKS[week]} {name} of every month"
    left_out = [f"{day.day} {day:%B %Y}" for day in sorted(days_typed(session.except_on))]
    but = f", not on {get_text_list(left_out, 'and')}" if left_out else ""
    return f"{said} until {session.until.day} {session.until:%B %Y}{but}"
