"""Moments and days: London's, whatever zone the server's clock is set to."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateparse import parse_date

LONDON = ZoneInfo("Europe/London")
MIDNIGHT, MIDDAY = time(0), time(12)


def moment(at: datetime | None = None) -> datetime:
    """The moment in UTC, in which times can be compared; now, if not said. A time without a zone is London's."""
    at = at or timezone.now()
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)


def today(at: datetime | None = None) -> date:
    """The day in London at this moment; now, if not said."""
    return moment(at).astimezone(LONDON).date()


def midnight(day: date) -> datetime:
    """The moment, in UTC, at which that day begins in London."""
    return moment(datetime.combine(day, MIDNIGHT))


def day_typed(text: str) -> date | None:
    """The day that somebody typed, year first: `2025-07-01`; None for anything else, such as a day no calendar has."""
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


def clock(at: datetime | time) -> str:
    """A time of day as one says it, of a moment London's: `9am`, `5.30pm`, `midday`, `midnight`."""
    at = at.astimezone(LONDON).time() if isinstance(at, datetime) else at
    if at in (MIDNIGHT, MIDDAY):
        return "midnight" if at == MIDNIGHT else "midday"
    minutes = f".{at:%M}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
