"""What the items of an issue say: as the pages they are about say now, or, once the issue was sent, as it was then.

An item is shown only if readers of the site being read can open its page: one that nobody has published, or that is a
neighbour's, is left out, and its title is not told. Of a sent issue the words stay, without the link. Everything is looked
up for all items of an issue at once: the cost grows with the kinds of pages, not with the items.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField
from wagtail.models import get_page_models

from portal.models import BasePage
from portal.overlay import Overlay

from .letter_blocks import KNOWN, ItemBlock, ItemsBlock

if TYPE_CHECKING:
    from .models import NewsletterPage

LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Item:
    """A page in an issue: what is said of it, and where it is; no `url` where readers cannot open it any more."""

    title: str
    url: str = ""
    facts: list[str] = field(default_factory=list)
    summary: str = ""
    words: str = ""  # the editor's own


@dataclass
class Spot:
    """A place in the body where a page is told of: the key of its block, the page, and the value that shows it."""

    key: str | None
    value: Any
    page: BasePage | None
    is_listed: bool = False

    @property
    def own_title(self) -> str:
        return "" if self.is_listed else self.value["title"]

    @property
    def own_words(self) -> str:
        return "" if self.is_listed else self.value["words"]

    @property
    def wants_a_page(self) -> bool:
        """Is it about a page, rather than in the editor's own words alone?"""
        return self.page is not None or not self.own_title


def spots(body: Iterable[Any]) -> Iterator[Spot]:
    """Every place of an issue's body that tells of a page, in order."""
    for child in body:
        if child.block_type == "section":
            yield from spots(child.value["content"])
        elif isinstance(child.block, ItemBlock):
            yield Spot(child.id, child.value, child.value["page"])
        elif isinstance(child.block, ItemsBlock):
            for each in child.value["pages"].bound_blocks:
                yield Spot(each.id, child.value, each.value, is_listed=True)


def buttons(body: Iterable[Any]) -> Iterator[Any]:
    """The values of an issue's buttons that lead to a page."""
    for child in body:
        if child.block_type == "section":
            yield from buttons(child.value["content"])
        elif child.block_type == "button" and child.value["page"]:
            yield child.value


def show(issue: NewsletterPage, overlay: Overlay, at: datetime | None = None) -> int:
    """Leave with each block of the issue what readers of the site get of it; answers how many items they do not get."""
    with pages_of(issue) as pages:
        found = list(spots(issue.body))
        leading = list(buttons(issue.body))
    kept = issue.said if issue.sent_at else {}
    fresh = _say(_pages(pages, (spot for spot in found if _kept(kept, spot) is None)), overlay, at)
    left_out = 0
    for spot in found:
        if spot.is_listed:
            spot.value.shown = []
    for spot in found:
        page = pages.get(spot.page.pk) if spot.page else None
        item = _item(spot, page, _kept(kept, spot) or (fresh.get(page.pk) if page else None), overlay)
        left_out += item is None
        if not spot.is_listed:
            spot.value.shown = item
        elif item:
            spot.value.shown.append(item)
    for value in leading:
        page = pages.get(value["page"].pk)
        is_open = page is not None and meets(overlay, page)
        value.shown = Item(value["words"], overlay.path_of(page)) if page and is_open else None
        left_out += not is_open
    return left_out


def said_now(issue: NewsletterPage, overlay: Overlay, at: datetime | None = None) -> dict[str, dict[str, Any]]:
    """What every item says at this moment, to be kept: by the id of its block; one that is left out is kept as that."""
    with pages_of(issue) as pages:
        found = [spot for spot in spots(issue.body) if spot.key and spot.page]
    fresh = _say(_pages(pages, found), overlay, at)
    ids = {str(spot.key): spot.page.pk for spot in found if spot.page}
    return {key: fresh.get(pk, {LEFT_OUT: True, "page": pk}) for key, pk in ids.items()}


@contextmanager
def pages_of(issue: NewsletterPage) -> Iterator[dict[int, BasePage]]:
    """The pages that the issue names, by id, each with what only its type knows. One query, and none by the blocks inside."""
    ids = set(_named(issue.body.raw_data))
    pages: Any = BasePage.objects.select_related(*_with_facts().values()).defer(*_long())
    known = pages.in_bulk(ids) if ids else {}
    reset = KNOWN.set(known)
    try:
        yield known
    finally:
        KNOWN.reset(reset)


def _named(raw: Iterable[Any]) -> Iterator[int]:
    """The ids of the pages in a body as it is stored."""
    for child in raw:
        value = child["value"]
        if child["type"] == "section":
            yield from _named(value["content"])
        elif child["type"] == "items":
            listed = (each["value"] if isinstance(each, dict) else each for each in value["pages"])
            yield from (pk for pk in listed if pk)
        elif child["type"] in ("item", "button") and value.get("page"):
            yield value["page"]


@cache
def _with_facts() -> dict[type[BasePage], str]:
    """The types of pages that have facts to tell, and by which name the database joins each to the page."""
    found = (kind for kind in get_page_models() if kind.in_brief is not BasePage.in_brief)
    return {kind: kind._meta.get_ancestor_link(BasePage).remote_field.get_accessor_name() for kind in found}


@cache
def _long() -> list[str]:
    """The texts of those pages, which no item tells."""
    fields = ((name, field) for kind, name in _with_facts().items() for field in kind._meta.local_fields)
    return [f"{name}__{field.name}" for name, field in fields if isinstance(field, StreamField)]


def _pages(pages: dict[int, BasePage], found: Iterable[Spot]) -> list[BasePage]:
    return [pages[spot.page.pk] for spot in found if spot.page and spot.page.pk in pages]


def meets(overlay: Overlay, page: BasePage) -> bool:
    """Can readers of the site open this page? No query."""
    return page.live and not page.specific_class.adds_only and overlay.meets(page)


def _kept(kept: dict[str, Any], spot: Spot) -> dict[str, Any] | None:
    """What the item said when the issue was sent, if it was about the same page; also of a page that is gone."""
    said = kept.get(str(spot.key))
    return said if said and (spot.page is None or spot.page.pk == said["page"]) else None


def _item(spot: Spot, page: BasePage | None, said: dict[str, Any] | None, overlay: Overlay) -> Item | None:
    if said is None or said.get(LEFT_OUT):
        return Item(spot.own_title, words=spot.own_words) if not spot.wants_a_page else None
    url = overlay.path_of(page) if page and meets(overlay, page) else ""
    return Item(spot.own_title or said["title"], url, said["facts"], said["summary"], spot.own_words)


def _say(pages: Iterable[BasePage], overlay: Overlay, at: datetime | None) -> dict[int, dict[str, Any]]:
    """What those of the pages say that readers can open, by id: what a type looks up, it looks up once for all of its pages."""
    wanted = {page.pk: page for page in pages if meets(overlay, page)}
    of_type: dict[type[BasePage], list[BasePage]] = defaultdict(list)
    for page in wanted.values():
        name = _with_facts().get(page.specific_class)
        if name:
            of_type[page.specific_class].append(getattr(page, name))
    facts: dict[int, list[str]] = {}
    for kind, some in of_type.items():
        facts.update(kind.in_brief_of(some, at))
    return {
        pk: {"page": pk, "title": page.title, "summary": page.summary, "facts": facts.get(pk, [])}
        for pk, page in wanted.items()
    }
