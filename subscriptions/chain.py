"""A chain of batches: each does a few seconds of work and puts the next one by, in the worker."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from portal.moments import moment

from .claims import LEASE
from .models import Mailing, State
from .sending import send_some


@task()
def send_batch(pk: int, run: str) -> None:
    """Send a few seconds’ worth of the mailing, and put the next batch by.

    Where nothing can be put by, because tasks are done at once (a setting), all of it is sent.
    """
    while (after := send_some(pk, UUID(run))) is not None:
        if send_batch.get_backend().supports_defer:
            follow(pk, run, after)
            return
        time.sleep(after.total_seconds())


def follow(pk: int, run: str, after: timedelta) -> None:
    """Put the next batch of a chain by."""
    later = send_batch.using(run_after=timezone.now() + after) if after else send_batch
    later.enqueue(pk, run)


def begin_chain(mailing: Mailing, at: datetime | None = None, silent: bool = False) -> bool:
    """Begin a new chain of batches; of two who would do so at once, one does. Did this one?

    `silent`: only if nothing was heard for long of the chain there is, or there is none.
    """
    now, run = moment(at), uuid4()
    free = Mailing.objects.filter(pk=mailing.pk, state=State.SENDING)
    if silent:
        free = free.filter(Q(run=None) | Q(heard_at__lt=now - LEASE)).filter(Q(resume_at=None) | Q(resume_at__lte=now))
    if not free.update(run=run, heard_at=min(now, moment()), resume_at=None):
        return False
    transaction.on_commit(lambda: send_batch.enqueue(mailing.pk, str(run)))
    return True
