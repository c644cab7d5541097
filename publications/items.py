"""What the items of an issue say: as the pages they are about say now, or, once the issue was sent, as it was then.

An item is shown only if readers of the site being read can open its page: one that nobody has published, or that is a
neighbour's, is left out, and its title is not told. Of a sent issue the words stay, without the link. Everything is looked
up for all items of an issue at once: the cost grows with the kinds of pages, not with the items.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from portal.models import BasePage
from portal.overlay import Overlay

from .letter_blocks import ItemBlock, ItemsBlock

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
    found = list(spots(issue.body))
    kept = issue.said if issue.sent_at else {}
    fresh = _say([spot.page for spot in found if _kept(kept, spot) is None], overlay, at)
    left_out = 0
    for spot in found:
        if spot.is_listed:
            spot.value.shown = []
    for spot in found:
        said = _kept(kept, spot) or (fresh.get(spot.page.pk) if spot.page else None)
        item = _item(spot, said, overlay)
        left_out += item is None
        if not spot.is_listed:
            spot.value.shown = item
        elif item:
            spot.value.shown.append(item)
    for value in buttons(issue.body):
        is_open = meets(overlay, value["page"])
        value.shown = Item(value["words"], overlay.path_of(value["page"])) if is_open else None
        left_out += not is_open
    return left_out


def said_now(issue: NewsletterPage, overlay: Overlay, at: datetime | None = None) -> dict[str, dict[str, Any]]:
    """What every item says at this moment, to be kept: by the id of its block; one that is left out is kept as that."""
    found = [spot for spot in spots(issue.body) if spot.key]
    fresh = _say([spot.page for spot in found], overlay, at)
    return {
        str(spot.key): fresh.get(spot.page.pk, {LEFT_OUT: True, "page": spot.page.pk}) for spot in found if spot.page
    }


def meets(overlay: Overlay, page: BasePage) -> bool:
    """Can readers of the site open this page? No query."""
    return page.live and not page.specific_class.adds_only and overlay.meets(page)


def _kept(kept: dict[str, Any], spot: Spot) -> dict[str, Any] | None:
    """What the item said when the issue was sent, if it was about the same page; also of a page that is gone."""
    said = kept.get(str(spot.key))
    return said if said and (spot.page is None or spot.page.pk == said["page"]) else None


def _item(spot: Spot, said: dict[str, Any] | None, overlay: Overlay) -> Item | None:
    if said is None or said.get(LEFT_OUT):
        return Item(spot.own_title, words=spot.own_words) if not spot.wants_a_page else None
    url = overlay.path_of(spot.page) if spot.page and meets(overlay, spot.page) else ""
    return Item(spot.own_title or said["title"], url, said["facts"], said["summary"], spot.own_words)


def _say(pages: Iterable[BasePage | None], overlay: Overlay, at: datetime | None) -> dict[int, dict[str, Any]]:
    """What those of the pages say that readers can open, by id: a few queries for each type that has facts to tell."""
    wanted = {page.pk: page for page in pages if page and meets(overlay, page)}
    of_type: dict[type[BasePage], list[int]] = defaultdict(list)
    for page in wanted.values():
        if page.specific_class.in_brief is not BasePage.in_brief:
            of_type[page.specific_class].append(page.pk)
    facts: dict[int, list[str]] = {}
    for kind, ids in of_type.items():
        facts.update(kind.in_brief_of(list(kind.objects.filter(pk__in=ids)), at))
    return {
        pk: {"page": pk, "title": page.title, "summary": page.summary, "facts": facts.get(pk, [])}
        for pk, page in wanted.items()
    }
