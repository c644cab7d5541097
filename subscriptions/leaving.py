"""Leaving: a list, all lists, or the portal’s memory. What is left of somebody who has gone is a keyed digest (`Suppression`)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from portal.moments import moment

from .addresses import digest
from .links import DIGEST
from .models import NewsList, SignUp, Subscriber, Suppression
from .models.suppression import Reason


@transaction.atomic
def leave(key: str, site: int, what: str, at: datetime | None = None) -> bool:
    """Take a subscriber off that site’s newsletter, or off everything in the digest; the last one takes them off the books.

    Was there anything to leave? Asked again, it changes nothing.
    """
    subscriber = Subscriber.objects.select_for_update().filter(key=key).first()
    if subscriber is None:
        return False
    of = ~Q(news=NewsList.NEWSLETTER) if what == DIGEST else Q(news=what, site=site)
    left, _ = subscriber.subscriptions.filter(of).delete()
    if not subscriber.subscriptions.exists():
        suppress(subscriber, Reason.UNSUBSCRIBED, at)
    return bool(left)


@transaction.atomic
def suppress(subscriber: Subscriber, reason: Reason, at: datetime | None = None) -> None:
    """Nothing is sent to this address from now on, and nothing but that is known of it."""
    Suppression.objects.update_or_create(
        digest=digest(subscriber.address), defaults={"reason": reason, "at": moment(at)}
    )
    SignUp.objects.filter(address=subscriber.address).delete()
    subscriber.delete()


def is_suppressed(address: str) -> bool:
    """Must nothing be sent to this address?"""
    return Suppression.objects.filter(digest=digest(address)).exists()
