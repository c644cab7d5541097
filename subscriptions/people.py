"""What staff do about one person: find them by their address, see and hand over what is held, take them off, erase them.

Who does what is in the site’s history, by the number of the subscriber: no address is written there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from wagtail.log_actions import log

from .addresses import digest, normal
from .leaving import suppress
from .models import NewsList, Subscriber, Subscription, Suppression
from .models.suppression import Reason

SHORTEST, MOST = 3, 50  # letters to search for, people to show

EXPORTED, LEFT, ERASED, LIFTED = (f"subscriptions.{did}" for did in ("export", "leave", "erase", "lift"))
ACTIONS = {
    EXPORTED: ("Export", "Exported what is held about a subscriber"),
    LEFT: ("Unsubscribe", "Took a subscriber off all lists, as they asked"),
    ERASED: ("Erase", "Erased a subscriber, as they asked"),
    LIFTED: ("Lift", "Let an address be written to again"),
}
"""What the history says, by the name of the action."""


def find(words: str) -> QuerySet[Subscriber]:
    """Subscribers whose address has these letters in it, three or more; none for fewer."""
    looked_for = normal(words)
    if len(looked_for) < SHORTEST:
        return Subscriber.objects.none()
    return Subscriber.objects.filter(address__contains=looked_for).prefetch_related("subscriptions__site")


def suppression(words: str) -> Suppression | None:
    """Why nothing is sent to exactly this address, if so."""
    return Suppression.objects.filter(digest=digest(words)).first()


def counts() -> list[tuple[str, list[tuple[str, int]]]]:
    """How many subscribers each list of each partnership has, topics taken together. One query."""
    rows = Subscription.objects.values_list("site__site_name", "news").annotate(Count("subscriber", distinct=True))
    found: dict[str, list[tuple[str, int]]] = {}
    order = [str(news) for news in NewsList]
    for site, news, number in sorted(rows, key=lambda row: (row[0], order.index(row[1]))):
        label = "Topics" if news == NewsList.TOPIC else str(NewsList(news).label)
        found.setdefault(site, []).append((label, number))
    return list(found.items())


@transaction.atomic
def take_off(subscriber: Subscriber, reason: Reason, user: Any, at: datetime | None = None) -> None:
    """They asked staff to: off all lists, or erased. The same is left of them as if they had done it themselves."""
    log(instance=subscriber, action=ERASED if reason == Reason.ERASED else LEFT, user=user)
    suppress(subscriber, reason, at)


def exported(subscriber: Subscriber, user: Any) -> None:
    """Note that a person’s data were taken out."""
    log(instance=subscriber, action=EXPORTED, user=user)


@transaction.atomic
def lift(found: Suppression, why: str, user: Any) -> None:
    """Mail may go to that address again, if whoever has it asks for it. `why` is kept in the history."""
    log(instance=found, action=LIFTED, user=user, data={"was": found.reason, "reason": why})
    found.delete()
