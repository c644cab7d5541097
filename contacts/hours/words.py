"""Hours as readers are told them: “Monday to Thursday 9am to 5.30pm”, “until 9am on Monday”."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from portal.moments import MIDDAY, MIDNIGHT, clock

from .rows import LONDON, WHOLE_DAY, Answers, Day, Hours, Row, moment, stretches
from .rows import today as day_in_london

if TYPE_CHECKING:
    from ..answers import Line

ALL_DAY = "All day, every day"
NAMES = {day.value: day.label if day != Day.HOLIDAY else "bank holidays" for day in Day}


def when(then: datetime, at: datetime) -> str:
    """A moment soon after `at`, as one says it: `5.30pm`, `9am tomorrow`, `9am on Monday`, `9am on 4 January`."""
    then, now = then.astimezone(LONDON), moment(at).astimezone(LONDON)
    days = (then.date() - now.date()).days
    spoken = clock(then.time())
    if days == 0 or (days == 1 and then.time() == MIDNIGHT):
        return spoken
    if days == 1:
        return f"{spoken} tomorrow"
    return f"{spoken} on {then:%A}" if days < 7 else f"{spoken} on {then.day} {then:%B}"


def standing(line: Line, at: datetime) -> str:
    """Whether a contact answers at this moment, and until when: “Open now, until 5.30pm”. Empty where no end is in sight."""
    if line.is_open is None or line.until is None:
        return ""
    return f"Open now, until {when(line.until, at)}" if line.is_open else f"Closed now, opens at {when(line.until, at)}"


def lines(hours: Hours, at: datetime | None = None) -> list[str]:
    """The hours in words, a line for each part; dates that have passed are left out. Empty where nothing is known."""
    today = day_in_london(at)
    said = [ALL_DAY] if hours.answers == Answers.ALWAYS else []
    for row in hours.rows:
        if replace(row, kind="") == WHOLE_DAY:
            said.append(ALL_DAY)
        elif row.days and not row.closed:
            days = days_in_words(row.days)
            said.append(f"{days[:1].upper()}{days[1:]}{',' if ' and ' in days else ''} {times_in_words(row)}")
    shut = tuple(day for day in Day.values if any(day in row.days for row in hours.rows if row.closed))
    if shut:
        said.append(f"Closed on {days_in_words(shut)}")
    for row in hours.rows:
        if row.first and (row.last or row.first) >= today:
            said.append(f"{dates_in_words(row.first, row.last)}: {'closed' if row.closed else times_in_words(row)}")
    return said


def times_in_words(row: Row) -> str:
    """`9am to 5.30pm`, `5pm to 9am the next morning`, `all day`, `closed`."""
    if row.opens is None or row.closes is None:
        return "closed"
    if row.opens == row.closes:
        return "all day" if row.opens == MIDNIGHT else f"24 hours from {clock(row.opens)}"
    overnight = row.closes < row.opens and row.closes != MIDNIGHT
    return (
        f"{clock(row.opens)} to {clock(row.closes)}{' the next morning' if overnight and row.closes <= MIDDAY else ''}"
    )


def days_in_words(days: tuple[str, ...]) -> str:
    """`Monday to Thursday`, `Saturday, Sunday and bank holidays`, `every day`."""
    if days == tuple(Day.values):
        return "every day"
    named = []
    for run in stretches(days):
        named += [f"{NAMES[run[0]]} to {NAMES[run[-1]]}"] if len(run) > 2 else [NAMES[day] for day in run]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def dates_in_words(first: date, last: date | None = None) -> str:
    """`24 December 2026`, `24 December 2026 to 2 January 2027`."""

    def spoken(day: date) -> str:
        return f"{day.day} {day:%B %Y}"

    return f"{spoken(first)} to {spoken(last)}" if last and last - first > timedelta(0) else spoken(first)
