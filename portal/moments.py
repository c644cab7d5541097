"""Moments and days: London's, whatever zone the server's clock is set to."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateparse import parse_date

LONDON = ZoneInfo("Europe/London")


def moment(at: datetime | None = None) -> datetime:
    """The moment in UTC, in which times can be compared; now, if not said. A time without a zone is London's."""
    at = at or timezone.now()
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)


def today(at: datetime | None = None) -> date:
    """The day in London at this moment; now, if not said."""
    return moment(at).astimezone(LONDON).date()


def day_typed(text: str) -> date | None:
    """The day that somebody typed, year first: `2025-07-01`; None for anything else, such as a day no calendar has."""
    try:
        return parse_date(text.strip())
    except ValueError:
        return None
