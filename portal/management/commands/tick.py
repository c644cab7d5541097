import time
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from portal import tick


class Command(BaseCommand):
    """Does what is due: scheduled publishing, and what other apps do as time passes (see `portal.tick`).

    Ends with 1 if anything failed. Two ticks never run at once: the later one does nothing.
    """

    help = "Do what is due at this minute. Run it every minute, or once with --forever."

    def add_arguments(self, parser: CommandParser) -> None:
        when = parser.add_mutually_exclusive_group()
        when.add_argument("--at", type=moment, help="do what is due at this London time: 2027-03-28T09:00")
        when.add_argument("--forever", action="store_true", help="go on at each full minute, until stopped")

    def handle(self, *args: Any, at: datetime | None, forever: bool, **options: Any) -> None:
        if not forever:
            if failed := tick.run(at):
                raise CommandError(f"{len(failed)} of what was due failed: see the log.")
            return
        while True:
            close_old_connections()
            try:
                tick.run()
            except Exception:  # the database is away: try again in a minute
                tick.logger.exception("This tick failed.")
            close_old_connections()
            time.sleep(60 - time.time() % 60)


def moment(text: str) -> datetime:
    """A date and time in ISO form, in London unless it names its own offset. Raises ValueError."""
    at = datetime.fromisoformat(text)
    return timezone.make_aware(at) if timezone.is_naive(at) else at
