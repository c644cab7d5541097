"""Hours as open data: the ordinary week in the words of HSDS, and what it has no words for in our own.

HSDS tells hours by the rules of iCalendar, which know neither bank holidays nor exceptions (openreferral/specification#440).
A reader that knows only the standard must not take those for more hours of the week, so they stand beside `schedules`.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from ..hours import LONDON, WEEK, WHOLE_DAY, Answers, Day, Hours, Row, today
from ..hours.notation import written
from ..hours.words import lines

WEEKLY = "WEEKLY"
CLOSED = {"closed": True}
MIDNIGHT = time(0)
LAST_MINUTE = time(23, 59)
"""How HSDS has the end of a whole day; `all_day` says that nothing is missing of it."""


def hours_record(hours: Hours, owner: UUID, at: datetime) -> dict[str, Any]:
    """When somebody answers. Exceptions that are over are left out; a night that began yesterday is not over."""
    weekly = [row for row in hours.rows if row.days] if hours.answers == Answers.HOURS else []
    if hours.answers == Answers.ALWAYS:
        weekly = [WHOLE_DAY]
    ordinary = (replace(row, days=tuple(day for day in row.days if day in WEEK)) for row in weekly if not row.closed)
    on_holidays = [_times(row) for row in weekly if Day.HOLIDAY in row.days and not row.closed]
    if not on_holidays and hours.answers != Answers.UNKNOWN:
        on_holidays = [CLOSED]
    yesterday = today(at) - timedelta(days=1)
    dated = [row for row in hours.rows if row.first and (row.last or row.first) >= yesterday]
    return {
        "hours": str(hours.answers),
        "schedules": [_schedule(row, owner) for row in ordinary if row.days],
        "bank_holiday_hours": on_holidays,
        "exceptions": [
            {"valid_from": str(row.first), "valid_to": str(row.last or row.first), **_times(row), **_words(row)}
            for row in dated
        ],
    }


def _schedule(row: Row, owner: UUID) -> dict[str, Any]:
    return {
        "id": str(uuid5(owner, written(Hours(Answers.HOURS, (row,))))),
        "freq": WEEKLY,
        "byday": ",".join(day[:2].upper() for day in row.days),
        **_times(row),
        **_words(row),
    }


def _times(row: Row) -> dict[str, Any]:
    if row.opens is None or row.closes is None:
        return CLOSED
    whole = row.opens == row.closes == MIDNIGHT
    return {
        "closed": False,
        "opens_at": f"{row.opens:%H:%M}",
        "closes_at": f"{LAST_MINUTE if whole else row.closes:%H:%M}",
        "closes_next_day": row.closes <= row.opens and not whole,
        "all_day": whole,
    }


def _words(row: Row) -> dict[str, str]:
    first: date = row.first or date.min
    said = lines(Hours(Answers.HOURS, (row,)), datetime.combine(first, time(12), LONDON) if row.first else None)
    return {"description": said[0]}
