"""The daily digest: what is new on the sites, and what of it each subscriber asked for (the lists but the newsletter).

What is told is what the portal’s feeds tell, so that nothing unpublished and nothing under embargo can be in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from wagtail.models import Site

from portal import generation
from portal.current_request import reading
from portal.feeds import LENGTH, Entry, feeds
from portal.letters import Letter, compose
from portal.models import Partnership
from portal.moments import LONDON, midnight, moment
from portal.overlay import Overlay
from portal.partnerships import partnerships

from .models import Delivery, DeliveryState, Mailing, MailingKind, NewsList, Subscriber, Subscription

FEEDS = (NewsList.PROCEDURES, NewsList.REVIEWS, NewsList.EVENTS)
"""The lists whose news are told, in the order in which a digest has them; each is the feed of the same name."""

FROM_HOUR = 7  # London time: before people begin to work
TEMPLATE = "subscriptions/letters/digest"


@dataclass(frozen=True)
class Item:
    """Something new, told once however many sites show it: `paths` are its addresses by the id of the site."""

    key: str
    owner: str
    news: str
    title: str
    summary: str
    published: str  # moments in ISO form, UTC, as JSON keeps them
    updated: str
    topics: tuple[str, ...]
    paths: dict[str, str]

    @property
    def named(self) -> tuple[str, str]:
        return self.owner, self.key


@dataclass(frozen=True)
class Picked:
    """An item and the site on which this subscriber reads it."""

    item: Item
    site: Site
    subscription: Subscription


class Sites:
    """Every partnership’s site, their own before SET’s: a reader is led to the site that knows their area."""

    def __init__(self, partnerships: Iterable[Partnership]) -> None:
        ordered = sorted(partnerships, key=lambda each: (each.is_shared, each.site_id))
        self.partnerships = {each.site_id: each for each in ordered}
        self.order = {pk: number for number, pk in enumerate(self.partnerships)}

    @classmethod
    def now(cls) -> Sites:
        return cls(partnerships())

    def __iter__(self) -> Iterator[Site]:
        return (each.site for each in self.partnerships.values())

    def partnership(self, site: Site) -> Partnership:
        return self.partnerships[site.pk]


def new_between(since: datetime, until: datetime, sites: Sites) -> list[Item]:
    """What was published or changed after the one moment and up to the other, the newest first, list by list."""
    found: dict[tuple[str, str], Item] = {}
    for site in sites:
        for news, entries in told_on(site, until).items():
            for entry in entries:
                if since < entry.updated <= until:
                    item = found.setdefault((entry.owner, entry.key), _item(news, entry))
                    item.paths[str(site.pk)] = entry.path
    newest = sorted(found.values(), key=lambda item: item.updated, reverse=True)
    return sorted(newest, key=lambda item: FEEDS.index(NewsList(item.news)))


def told_on(site: Site, at: datetime | None = None) -> dict[str, list[Entry]]:
    """The entries of the feeds on that site, by list."""
    with reading(site, at):
        overlay = Overlay.at(site)
        by_slug = {feed.slug: feed for feed in feeds()}
        return {
            str(news.value): by_slug[news.value].entries(overlay, QueryDict())
            for news in FEEDS
            if news.value in by_slug
        }


def _item(news: str, entry: Entry) -> Item:
    return Item(
        key=entry.key,
        owner=entry.owner,
        news=news,
        title=entry.title,
        summary=entry.summary,
        published=moment(entry.published).isoformat(),
        updated=moment(entry.updated).isoformat(),
        topics=tuple(entry.topics),
        paths={},
    )


def frozen(items: list[Item]) -> list[dict[str, Any]]:
    """As a mailing keeps them."""
    return [asdict(item) for item in items]


def items_of(mailing: Mailing) -> list[Item]:
    return [Item(**{**row, "topics": tuple(row["topics"])}) for row in mailing.items]


def still_there(items: list[Item], at: datetime | None = None) -> list[Item]:
    """Without what was taken down or withdrawn since, site by site. Looked up again only when somebody has published."""
    shown = generation.remembered("digest", lambda: {str(site.pk): told_on(site, at) for site in Sites.now()})
    kept = []
    for item in items:
        paths = {
            site: path for site, path in item.paths.items() if _is_among(item, shown.get(site, {}).get(item.news, []))
        }
        if paths:
            kept.append(replace(item, paths=paths))
    return kept


def _is_among(item: Item, entries: list[Entry]) -> bool:
    """Is it still told there? One that so much has been told after that the feed ends before it counts as told."""
    if any((entry.owner, entry.key) == item.named for entry in entries):
        return True
    if len(entries) < LENGTH:
        return False
    published, updated = (datetime.fromisoformat(text) for text in (item.published, item.updated))
    return updated < min(entry.updated for entry in entries) or published < min(entry.published for entry in entries)


def pick(subscriptions: list[Subscription], items: list[Item], sites: Sites) -> list[Picked]:
    """What of it somebody asked for with these subscriptions, each on the first site that fits, since they asked."""
    mine = [each for each in subscriptions if each.news != NewsList.NEWSLETTER and each.site_id in sites.order]
    mine.sort(key=lambda each: (sites.order[each.site_id], each.pk))
    picked = []
    for item in items:
        for subscription in mine:
            if _fits(subscription, item):
                site = sites.partnerships[subscription.site_id].site
                picked.append(Picked(item, site, subscription))
                break
    return picked


def _fits(subscription: Subscription, item: Item) -> bool:
    if str(subscription.site_id) not in item.paths or datetime.fromisoformat(item.updated) <= subscription.since:
        return False
    if subscription.news == NewsList.TOPIC:
        return subscription.topic in item.topics
    return subscription.news == item.news


def had_one_on(day: date, subscriber: Subscriber, mailing: Mailing) -> bool:
    """Was a letter of another digest sent to this subscriber on this London day? One a day is the promise."""
    begins = midnight(day)
    gone = Q(state=DeliveryState.SENT, sent_at__gte=begins) | Q(state=DeliveryState.HANDED, taken_at__gte=begins)
    others = Delivery.objects.filter(gone, subscriber=subscriber, mailing__kind=MailingKind.DIGEST)
    return others.exclude(mailing=mailing).exists()


def morning_after(day: date) -> datetime:
    """When digests are sent on the day after this one."""
    return datetime.combine(day + timedelta(days=1), time(FROM_HOUR), LONDON)


def compose_letter(picked: list[Picked], sites: Sites, at: datetime | None = None) -> tuple[Letter, Site, str]:
    """The letter, the site it comes from (the first of those it tells of), and the words on why it is sent."""
    site = min((each.site for each in picked), key=lambda each: sites.order[each.pk])
    sections = []
    for news in FEEDS:
        rows = [_row(each, site, sites) for each in picked if each.item.news == news]
        if rows:
            sections.append({"heading": news.label, "rows": rows})
    asked = dict.fromkeys(_asked(each.subscription, sites) for each in picked)
    letter = compose(site, TEMPLATE, {"sections": sections, "number": len(picked)}, at)
    return letter, site, f"You get this because you asked to be told of: {', '.join(asked)}."


def _row(picked: Picked, site: Site, sites: Sites) -> dict[str, str]:
    item = picked.item
    elsewhere = sites.partnership(picked.site).short_name if picked.site != site else ""
    url = picked.site.root_url + item.paths[str(picked.site.pk)]
    return {"title": item.title, "summary": item.summary, "url": url, "elsewhere": elsewhere}


def _asked(subscription: Subscription, sites: Sites) -> str:
    """`reviews (Southend)`"""
    what = f"the topic “{subscription.topic}”" if subscription.topic else subscription.get_news_display().lower()
    return f"{what} ({sites.partnerships[subscription.site_id].short_name})"
