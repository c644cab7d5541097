"""When a digest is made, and for whom: once a day from seven in the morning, if there is anything new for anybody."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction

from portal.moments import LONDON, moment, today

from . import digest
from .chain import begin_chain
from .models import DigestDay, Mailing, MailingKind, NewsList, State, Subscription
from .recipients import deliver_to

FIRST = timedelta(days=1)  # so much the first digest looks back
MARGIN = timedelta(minutes=5)
"""What is younger than that waits for the next digest: somebody may be publishing at this very moment."""


def make(at: datetime) -> Mailing | None:
    """The digest of the London day of `at`, if it has not been looked after yet and somebody is to be told something.

    It covers all that is new since the day before, or since whenever it was looked last, and is one letter to each.
    """
    now, day = moment(at), today(at)
    if now.astimezone(LONDON).hour < digest.FROM_HOUR or DigestDay.objects.filter(day__gte=day).exists():
        return None
    since, until = DigestDay.told_until() or now - FIRST, now - MARGIN
    sites = digest.Sites.now()
    items = digest.new_between(since, until, sites)
    with transaction.atomic():
        _, mine = DigestDay.objects.get_or_create(day=day, defaults={"until": max(since, until)})
        readers = who_wants(items, sites) if mine and items else []
        if not readers:
            return None
        mailing = Mailing.objects.create(
            kind=MailingKind.DIGEST,
            subject=f"Daily digest, {day:%-d %B %Y}",
            items=digest.frozen(items),
            state=State.SENDING,
            started_at=now,
        )
        deliver_to(mailing, readers)
        begin_chain(mailing, at)
    return mailing


def who_wants(items: list[digest.Item], sites: digest.Sites) -> list[int]:
    """The subscribers for whom there is something in it. One query."""
    theirs: defaultdict[int, list[Subscription]] = defaultdict(list)
    for subscription in Subscription.objects.exclude(news=NewsList.NEWSLETTER).order_by("pk").iterator(2000):
        theirs[subscription.subscriber_id].append(subscription)
    return [subscriber for subscriber, wishes in theirs.items() if digest.pick(wishes, items, sites)]
