"""What is written to one subscriber: the letter of an issue, the same for all, or a digest of what each asked for.

A writer is asked just before each message, and looks again whether it is still wanted: somebody may have left a moment ago.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from django.core.mail import EmailMultiAlternatives

from portal.moments import today
from portal.overlay import Overlay

from . import digest
from .leaving import is_suppressed
from .links import DIGEST
from .message import to_subscriber
from .models import Delivery, Mailing, MailingKind, NewsList, Subscription


class NotYet(Exception):
    """This letter is for later: one was sent today."""

    def __init__(self, until: datetime) -> None:
        self.until = until


class Writer(Protocol):
    def message(self, delivery: Delivery) -> EmailMultiAlternatives | None:
        """To this subscriber; None if they do not want it any more. Raises NotYet."""


def writer_for(mailing: Mailing, at: datetime | None = None) -> Writer:
    return DigestWriter(mailing, at) if mailing.kind == MailingKind.DIGEST else NewsletterWriter(mailing)


class NewsletterWriter:
    """Of an issue: its letter as it was when the mailing began. Two queries a message."""

    def __init__(self, mailing: Mailing) -> None:
        assert mailing.site is not None
        self.site, self.letter = mailing.site, mailing.letter
        self.partnership = Overlay.at(self.site).partnership
        self.why = f"You get this because you asked for the newsletter of {self.partnership.short_name}."

    def message(self, delivery: Delivery) -> EmailMultiAlternatives | None:
        subscriber = delivery.subscriber
        if subscriber is None or is_suppressed(subscriber.address):
            return None
        asked = Subscription.objects.filter(subscriber=subscriber, site=self.site, news=NewsList.NEWSLETTER)
        if not asked.exists():
            return None
        what = NewsList.NEWSLETTER
        return to_subscriber(self.letter, subscriber, delivery.key, self.site, self.partnership, what, self.why)


class DigestWriter:
    """Of a digest: what of it this subscriber asked for and is still there. Three queries a message."""

    def __init__(self, mailing: Mailing, at: datetime | None = None) -> None:
        self.mailing, self.at = mailing, at
        self.items = digest.still_there(digest.items_of(mailing), at)
        self.sites = digest.Sites.now()
        self.composed: dict[tuple, tuple] = {}  # many want the same

    def message(self, delivery: Delivery) -> EmailMultiAlternatives | None:
        subscriber = delivery.subscriber
        if subscriber is None or is_suppressed(subscriber.address):
            return None
        if digest.had_one_on(today(self.at), subscriber, self.mailing):
            raise NotYet(digest.morning_after(today(self.at)))
        picked = digest.pick(list(Subscription.objects.filter(subscriber=subscriber)), self.items, self.sites)
        if not picked:
            return None
        chosen = tuple((each.item.key, each.item.owner, each.site.pk) for each in picked)
        if chosen not in self.composed:
            self.composed[chosen] = digest.compose_letter(picked, self.sites, self.at)
        letter, site, why = self.composed[chosen]
        return to_subscriber(letter, subscriber, delivery.key, site, self.sites.partnership(site), DIGEST, why)
