"""What can be asked for, and what somebody has asked for, in words: lists and topics of each partnership.

A wish is `[site id, list, topic]`, the topic empty for all lists but `NewsList.TOPIC`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.apps import apps
from django.utils.text import capfirst

from portal.models import Partnership
from portal.moments import moment
from portal.overlay import Overlay
from portal.partnerships import partnerships

from .models import NewsList, Subscriber, Subscription

Wish = tuple[int, str, str]

LISTS = [news for news in NewsList if news is not NewsList.TOPIC]
SAYS = {
    NewsList.NEWSLETTER: "Each issue, when it comes out.",
    NewsList.PROCEDURES: "What has changed for those who follow them.",
    NewsList.REVIEWS: "Reviews that are published, and what there is to learn.",
    NewsList.EVENTS: "New dates, and dates that change.",
}


@dataclass
class Choice:
    """What readers of one site may choose from. One query."""

    overlay: Overlay

    @cached_property
    def partnerships(self) -> list[Partnership]:
        """Every partnership, the reader's own first and SET last."""
        return sorted(
            partnerships(), key=lambda each: (each.site_id != self.overlay.site.pk, each.is_shared, each.area)
        )

    @cached_property
    def names(self) -> dict[int, str]:
        """What each partnership is called here, by site."""
        return {each.site_id: named(each) for each in self.partnerships}

    @cached_property
    def topics(self) -> dict[str, str]:
        """The topics of the reader's site, title by slug, in the order of the alphabet."""
        model = apps.get_model("topics", "TopicPage")
        return dict(sorted(self.overlay.pages(model).values_list("slug", "title"), key=lambda each: each[1].lower()))

    def title(self, topic: str) -> str:
        """A topic's title; of one that this site does not have, or no longer, what its address says."""
        return self.topics.get(topic) or capfirst(topic.replace("-", " "))

    def words(self, wishes: Iterable[Wish]) -> list[tuple[str, list[str]]]:
        """Wishes as one reads them: for each partnership its lists and topics. Those of a site that is gone are left out."""
        asked: dict[int, list[str]] = {}
        order = [str(news) for news in NewsList]
        for site, news, topic in sorted(wishes, key=lambda wish: (order.index(wish[1]), self.title(wish[2]).lower())):
            said = f"News about: {self.title(topic)}" if news == NewsList.TOPIC else str(NewsList(news).label)
            asked.setdefault(site, []).append(said)
        return [(name, asked[site]) for site, name in self.names.items() if site in asked]


def named(partnership: Partnership) -> str:
    return f"All areas together ({partnership.short_name})" if partnership.is_shared else partnership.area


def read(stored: Iterable[Iterable]) -> list[Wish]:
    """Wishes as a sign-up or a consent keeps them."""
    return [(int(site), str(news), str(topic)) for site, news, topic in stored]


def of(subscriber: Subscriber) -> list[Wish]:
    """What the subscriber gets now."""
    return list(subscriber.subscriptions.order_by("pk").values_list("site_id", "news", "topic"))


def grant(subscriber: Subscriber, wishes: Iterable[Wish], at: datetime | None = None) -> int:
    """Add what the subscriber does not have yet; what they have keeps its date. Returns how much was new."""
    has, now = set(of(subscriber)), moment(at)
    new = [wish for wish in dict.fromkeys(wishes) if wish not in has]
    rows = (
        Subscription(subscriber=subscriber, site_id=site, news=news, topic=topic, since=now)
        for site, news, topic in new
    )
    Subscription.objects.bulk_create(rows, ignore_conflicts=True)  # somebody may press two buttons at once
    return len(new)
