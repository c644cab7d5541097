"""Leaving: a list, all lists, or the portal’s memory. What is left of somebody who has gone is a keyed digest (`Suppression`)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from portal.moments import moment

from . import consent
from .addresses import digest, normal
from .links import DIGEST
from .models import Consent, NewsList, SignUp, Subscriber, Suppression
from .models.consent import How
from .models.suppression import Reason
from .wishes import Wish, grant, of

REFUSED = (Reason.BOUNCED, Reason.COMPLAINED)
"""Reasons for which an address is not even asked whether it wants anything."""


@transaction.atomic
def leave(key: str, site: int, what: str, at: datetime | None = None) -> bool:
    """Take a subscriber off that site’s newsletter, or off everything in the digest; the last one takes them off the books.

    Was there anything to leave? Asked again, it changes nothing.
    """
    subscriber = Subscriber.objects.select_for_update().filter(key=key).first()
    if subscriber is None:
        return False
    left, _ = subscriber.subscriptions.filter(covered(site, what)).delete()
    if not subscriber.subscriptions.exists():
        suppress(subscriber, Reason.UNSUBSCRIBED, at)
    elif left:
        note(subscriber, at)
    return bool(left)


def covered(site: int, what: str) -> Q:
    """The subscriptions that a link to unsubscribe is about."""
    return ~Q(news=NewsList.NEWSLETTER) if what == DIGEST else Q(news=what, site=site)


@transaction.atomic
def change(subscriber: Subscriber, wishes: list[Wish], at: datetime | None = None) -> bool:
    """From now on the subscriber gets exactly this. Are they still a subscriber? Nothing at all takes them off the books."""
    if not Subscriber.objects.select_for_update().filter(pk=subscriber.pk).exists():
        return False
    if not wishes:
        suppress(subscriber, Reason.UNSUBSCRIBED, at)
        return False
    for row in subscriber.subscriptions.all():
        if (row.site_id, row.news, row.topic) not in wishes:
            row.delete()
    grant(subscriber, wishes, at)
    note(subscriber, at)
    return True


def note(subscriber: Subscriber, at: datetime | None = None) -> None:
    """Write down what the subscriber has chosen now."""
    words = {"version": consent.VERSION, "text": consent.TEXT}
    Consent.objects.create(subscriber=subscriber, at=moment(at), how=How.PREFERENCES, wishes=of(subscriber), **words)


@transaction.atomic
def suppress(subscriber: Subscriber, reason: Reason, at: datetime | None = None) -> None:
    """Nothing is sent to this address from now on, and nothing but that is known of it."""
    Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    suppress_address(subscriber.address, reason, at)
    subscriber.delete()


@transaction.atomic
def suppress_address(address: str, reason: Reason, at: datetime | None = None) -> None:
    """As `suppress`, of an address that may belong to no subscriber: also what it asked for and has not confirmed goes.

    That it refuses mail is not forgotten for a weaker reason.
    """
    SignUp.objects.filter(address=normal(address)).delete()
    found = digest(address)
    if reason in REFUSED or not Suppression.objects.filter(digest=found, reason__in=REFUSED).exists():
        Suppression.objects.update_or_create(digest=found, defaults={"reason": reason, "at": moment(at)})


def is_suppressed(address: str) -> bool:
    """Must nothing be sent to this address?"""
    return Suppression.objects.filter(digest=digest(address)).exists()


def is_refused(address: str) -> bool:
    """Did mail to this address come back, or was it reported as spam? Then it is not asked again by mail."""
    return Suppression.objects.filter(digest=digest(address), reason__in=REFUSED).exists()
