"""What is new on a site, as Atom feeds: one address a kind, `/feeds/reviews.atom`, and `/feeds/news.atom` for all of them.

An app that has something to tell registers a subclass of `SiteFeed` under the hook named here. Ids are `tag:` addresses
(RFC 4151), so that a move to another host does not announce everything anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import conditional_page, require_safe
from wagtail import hooks

from .overlay import Overlay

if TYPE_CHECKING:
    from .models import BasePage

FEEDS = "feeds"
LENGTH = 50  # entries of a feed; readers ask often enough not to miss any


@dataclass(frozen=True)
class Entry:
    """Something new: told once, and again only if `updated` changes."""

    key: str  # “review/12”: with the host of whoever owns it, its lasting id
    owner: str  # that host
    title: str
    path: str
    summary: str
    published: datetime
    updated: datetime
    topics: tuple[str, ...] = ()  # the slugs of the topics it is about


def host_of(url: str) -> str:
    """The host of an address."""
    return urlsplit(url).hostname or ""


def owner_of(overlay: Overlay, page: BasePage) -> str:
    """The host of whoever owns a page that the site shows: its own, or SET's."""
    return overlay.site.hostname if overlay.own.holds(page) else host_of(overlay.shared_url)


class SiteFeed(Feed):
    """The latest of one kind on the site being read. A subclass says what it is and answers `entries`."""

    feed_type = Atom1Feed
    author_name = None
    slug: str
    name: str  # what the feed is of: “reviews”
    says: str  # what a reader gets, in one sentence
    home: str  # the page that lists the same
    is_news = True  # are its entries news of the site too?

    @classmethod
    def address(cls) -> str:
        return reverse("feed", args=[cls.slug])

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Entry]:
        """At most `LENGTH` of them, the newest first, in a fixed number of queries. Raises Http404 for what there is not."""
        raise NotImplementedError

    def get_object(self, request: HttpRequest) -> dict[str, Any]:
        overlay = Overlay.of(request)
        return {"overlay": overlay, "parameters": request.GET, "entries": self.entries(overlay, request.GET)}

    def title(self, feed: dict[str, Any]) -> str:
        return f"{feed['overlay'].partnership.name}: {self.name}"

    def subtitle(self, feed: dict[str, Any]) -> str:
        return self.says

    def link(self, feed: dict[str, Any]) -> str:
        return self.home

    def feed_url(self, feed: dict[str, Any]) -> str:
        return self.address()

    def feed_guid(self, feed: dict[str, Any]) -> str:
        return f"tag:{feed['overlay'].site.hostname},2026:{self.slug}"

    def items(self, feed: dict[str, Any]) -> list[Entry]:
        return feed["entries"]

    def item_title(self, entry: Entry) -> str:
        return entry.title

    def item_description(self, entry: Entry) -> str:
        return entry.summary

    def item_link(self, entry: Entry) -> str:
        return entry.path

    def item_guid(self, entry: Entry) -> str:
        return f"tag:{entry.owner},2026:{entry.key}"

    def item_updateddate(self, entry: Entry) -> datetime:
        return entry.updated

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.published


class NewsFeed(SiteFeed):
    """Everything new on a site, whatever its kind."""

    slug, name, home = "news", "what is new", "/"
    says = "Everything new on this site."
    is_news = False

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Entry]:
        found = (entry for feed in feeds() if feed.is_news for entry in feed.entries(overlay, QueryDict()))
        return newest(found)


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """The entries a feed holds, the newest first."""
    return sorted(entries, key=lambda entry: entry.published, reverse=True)[:LENGTH]


def feeds() -> list[type[SiteFeed]]:
    """Every feed there is, that of all news first."""
    return [NewsFeed, *(feed for register in hooks.get_hooks(FEEDS) for feed in register())]


@require_safe
@conditional_page
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """`/feeds/<kind>.atom`; 304 for who has it already."""
    found = next((each for each in feeds() if each.slug == slug), None)
    if found is None:
        raise Http404(f"“{slug}” is no feed of this site.")
    return found()(request)
