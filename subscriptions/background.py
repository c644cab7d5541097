"""What the tick does about mailings: starts what is scheduled, makes the digest, and begins again where a worker was killed."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from portal.moments import moment
from portal.tick import minute

from . import digest_day, mailings
from .chain import begin_chain
from .models import Mailing, State

logger = logging.getLogger(__name__)


@receiver(minute)
def start_scheduled(at: datetime, **kwargs: Any) -> None:
    """Start the mailings whose time has come; one that cannot go out waits for staff, who are told why."""
    for mailing in Mailing.objects.filter(state=State.SCHEDULED, send_at__lte=moment(at)).order_by("send_at", "pk"):
        try:
            mailings.start(mailing, at=at)
        except mailings.NotPossible as reason:
            mailings.back_to_draft(mailing, str(reason))
            logger.warning("Mailing %s was to go out now and cannot.", mailing.pk)


@receiver(minute)
def make_digest(at: datetime, **kwargs: Any) -> None:
    """Once a day, tell subscribers what is new."""
    digest_day.make(at)


@receiver(minute)
def go_on(at: datetime, **kwargs: Any) -> None:
    """Whatever is being sent and has no living chain of batches gets one: its worker was killed, or the server was down."""
    for mailing in Mailing.objects.filter(state=State.SENDING).only("pk"):
        begin_chain(mailing, at, silent=True)
