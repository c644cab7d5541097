"""Moments and days: London's, whatever zone the server's clock is set to."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def moment(at: datetime | None = None) -> datetime:
    """The moment in UTC, in which times can be compared; now, if not said. A time without a zone is London's."""
    at = at or timezone.now()
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)


def today(at: datetime | None = None) -> date:
    """The day in London at this moment; now, if not said."""
    return moment(at).astimezone(LONDON).date()
