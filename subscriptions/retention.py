"""What is forgotten of mailings that are long over: who was written to. How many got them stays with the mailing."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from portal.moments import moment, today
from portal.tick import night

from .models import Delivery, DigestDay, Mailing, State
from .progress import progress

KEPT = timedelta(days=2 * 365)
"""So long after a mailing is over it is known who got it: to answer who asks, and so that nobody gets an issue twice. The
owners are to confirm it."""


@receiver(night)
def forget_old_deliveries(at: datetime, **kwargs: Any) -> None:
    """Of each mailing the counts are kept before its deliveries go."""
    before = moment(at) - KEPT
    over = Mailing.objects.filter(state=State.SENT, finished_at__lt=before, counted__isnull=True)
    for mailing in over.defer("html", "text", "items"):
        with transaction.atomic():
            counted = asdict(progress(mailing, at))
            if over.filter(pk=mailing.pk).update(counted=counted):  # else somebody has begun to send it again
                Delivery.objects.filter(mailing=mailing).delete()
    DigestDay.objects.filter(day__lt=today(before)).delete()
