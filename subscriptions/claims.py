"""Rows of deliveries, moved from state to state so that of two who want the same one gets it (ADR 0014).

Every step is one short transaction, or one UPDATE that says from where it starts: who comes second changes nothing.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet

from .models import Delivery, DeliveryState, Mailing

LEASE = timedelta(minutes=2)
"""How long a batch may be silent about a letter before others think that it was killed."""

PERSISTENCE = 5
"""How often, a second apart, it is tried to write down an answer that will not come again."""


def ready(now: datetime) -> Q:
    """Those that may be sent at this moment."""
    return Q(state=DeliveryState.WAITING) & (Q(not_before=None) | Q(not_before__lte=now))


def lost(now: datetime) -> Q:
    """Those handed over whose answer is not going to come: they may have arrived or not."""
    return Q(state=DeliveryState.HANDED, taken_at__lt=now - LEASE)


def rows_of(mailing: Mailing) -> QuerySet[Delivery]:
    return Delivery.objects.filter(mailing=mailing)


def claim(mailing: Mailing, batch: UUID, most: int, now: datetime) -> list[Delivery]:
    """Take at most so many for this batch, with their subscribers. Nobody else can have the same ones."""
    with transaction.atomic():
        free = rows_of(mailing).filter(ready(now)).order_by("pk").select_for_update(skip_locked=True)
        keys = list(free.values_list("pk", flat=True)[:most])
        taken = {"state": DeliveryState.TAKEN, "taken_by": batch, "taken_at": now}
        Delivery.objects.filter(pk__in=keys, state=DeliveryState.WAITING).update(**taken)
    mine = Delivery.objects.filter(pk__in=keys, taken_by=batch, state=DeliveryState.TAKEN)
    return list(mine.select_related("subscriber").order_by("pk"))


def move(delivery: Delivery, batch: UUID, *starting: DeliveryState, **to: Any) -> bool:
    """Move one that this batch has from one of these states. False: somebody else has it by now, and nothing changed."""
    return bool(Delivery.objects.filter(pk=delivery.pk, taken_by=batch, state__in=starting).update(**to))


def move_surely(delivery: Delivery, batch: UUID, *starting: DeliveryState, **to: Any) -> bool:
    """The same for an answer that will not come again: a database that is away for a moment is asked once more."""
    for _ in range(PERSISTENCE - 1):
        try:
            return move(delivery, batch, *starting, **to)
        except DatabaseError:
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(1)
    return move(delivery, batch, *starting, **to)


def release(mailing: Mailing, batch: UUID) -> int:
    """Give back what this batch has taken and not handed over."""
    mine = rows_of(mailing).filter(taken_by=batch, state=DeliveryState.TAKEN)
    return mine.update(state=DeliveryState.WAITING, taken_by=None, taken_at=None)


def release_the_silent(mailing: Mailing, now: datetime) -> int:
    """Give back what batches had taken that were killed. What had been handed over is never given back by itself."""
    silent = rows_of(mailing).filter(state=DeliveryState.TAKEN, taken_at__lt=now - LEASE)
    return silent.update(state=DeliveryState.WAITING, taken_by=None, taken_at=None)
