"""Who gets a mailing: counted before it begins, and written down when it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from .models import Delivery, DeliveryState, Mailing, NewsList, Subscriber, Subscription

ROWS = 1000  # of one INSERT
NOT_GOT = (DeliveryState.SKIPPED, DeliveryState.FAILED)


@dataclass(frozen=True)
class Counts:
    """How many want a site’s newsletter, and how many of them have got, or are getting, this issue."""

    subscribed: int
    have_it: int

    @property
    def will_get(self) -> int:
        return self.subscribed - self.have_it


def readers_of(site: int) -> QuerySet[Subscriber]:
    """Everybody who wants that site’s newsletter now."""
    wants = Subscription.objects.filter(subscriber=OuterRef("pk"), site=site, news=NewsList.NEWSLETTER)
    return Subscriber.objects.filter(Exists(wants)).order_by("pk")


def _with(readers: QuerySet[Subscriber], page: int | None) -> QuerySet[Subscriber]:
    """Of these, who has got that issue, by whichever mailing."""
    got = Delivery.objects.filter(subscriber=OuterRef("pk"), mailing__page=page).exclude(state__in=NOT_GOT)
    return readers.annotate(has_it=Exists(got))


def counts(mailing: Mailing) -> Counts:
    """For the summary before sending. Two queries."""
    assert mailing.site_id is not None
    readers = readers_of(mailing.site_id)
    have_it = _with(readers, mailing.page_id).filter(has_it=True).count() if mailing.page_id else 0
    return Counts(readers.count(), have_it)


def write_down(mailing: Mailing) -> int:
    """A delivery for everyone who wants the newsletter and has not got the issue. Returns how many."""
    assert mailing.site_id is not None
    readers = _with(readers_of(mailing.site_id), mailing.page_id).filter(has_it=False)
    return deliver_to(mailing, readers.values_list("pk", flat=True))


def deliver_to(mailing: Mailing, subscribers: Iterable[int]) -> int:
    """A delivery for each of these subscribers. Returns how many."""
    rows = [Delivery(mailing=mailing, subscriber_id=pk) for pk in subscribers]
    Delivery.objects.bulk_create(rows, batch_size=ROWS)
    return len(rows)
