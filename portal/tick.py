"""What happens by itself as time passes: once a minute, everything that is due is done.

An app takes part by receiving `minute`, which is sent with `at`, the London time being served:

    @receiver(tick.minute)
    def remind_reviewers(at: datetime, **kwargs: Any) -> None: ...

A receiver does all that is due at `at`, however late, and nothing twice: ticks are missed while the portal is down. One
that fails is logged and keeps no other from its work.

What is to be forgotten in time is forgotten at night: `night` is sent once, when few people read. One that was missed is made
up the next, so its receivers take all that is older, too.
"""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.dispatch import Signal, receiver
from django.utils import timezone
from wagtail.models import Revision

logger = logging.getLogger(__name__)
minute, night = Signal(), Signal()

LOCK = 0x7469636B  # "tick", the number of PostgreSQL's advisory lock
AT_NIGHT = (3, 30)  # hour and minute


def run(at: datetime | None = None) -> list[Exception]:
    """Do what is due at `at` (now, if not said). Returns what went wrong; nothing is done while another tick runs."""
    at = timezone.localtime(at)
    with alone() as allowed:
        if not allowed:
            logger.info("Another tick is still running: this one does nothing.")
            return []
        results = minute.send_robust(sender=None, at=at)  # logs each error with its traceback
        if (at.hour, at.minute) == AT_NIGHT:
            results += night.send_robust(sender=None, at=at)
    return [result for _, result in results if isinstance(result, Exception)]


@contextmanager
def alone() -> Iterator[bool]:
    """Is this the only tick on this database? True until the block ends, and no other can then begin.

    The lock belongs to the process, so that a tick that is killed leaves none behind: an advisory lock of the connection
    on PostgreSQL, a lock on a file beside the database on SQLite.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            mine = cursor.fetchone()[0]
            try:
                yield mine
            finally:
                if mine:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    elif connection.is_in_memory_db():
        yield True  # no other process can see it
    else:
        with Path(f"{connection.settings_dict['NAME']}-tick").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True


@receiver(minute)
def publish_scheduled(at: datetime, **kwargs: Any) -> None:
    """Publish what was to go live by now, and take down what was to expire; one page that is refused delays no other."""
    for revision in Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at"):
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
        except Exception:
            logger.exception("“%s” cannot go live as scheduled.", revision.object_str)
    call_command("publish_scheduled")  # expiry, and the error of what was refused


@receiver(night)
def tidy_up(**kwargs: Any) -> None:
    """Forget the background tasks that finished two weeks ago."""
    call_command("prune_db_task_results", verbosity=0)
