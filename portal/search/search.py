"""One search of one site, and what it found, by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from portal.audiences import Audience
from portal.documents import Shown, shown_on
from portal.models import Kind, Passage
from portal.moments import today
from portal.overlay import Overlay

from .asked import Unit, units
from .index import MOST, Candidate, Fit, Place, candidates
from .known import Entry, Known
from .marked import Marker
from .ranked import Ranking, Worth

FEW = 10
"""Finds with all the words, below which those with some of them are shown as well."""

ALSO = 2
"""Other passages of the same page or document that are named below the best one."""


class Area(StrEnum):
    """Whose pages a search keeps to, on a partnership's site."""

    OWN = "own"
    SHARED = "shared"


@dataclass
class Hit:
    """A page, procedure or document that was found, by the passages of it that were, the best first."""

    passages: list[Candidate]
    url: str  # of the page
    marker: Marker
    text: str = ""
    shown: list[Shown] = field(default_factory=list)  # of a document: where readers meet it

    @property
    def best(self) -> Candidate:
        return self.passages[0]

    @property
    def title_html(self) -> SafeString:
        return self.marker.mark(self.best.title)

    @property
    def within_html(self) -> SafeString:
        """The whole that the best passage is a part of, if its title does not say it already."""
        return self.marker.mark(self.best.within if self.best.within != self.best.title else "")

    @property
    def extract_html(self) -> SafeString:
        return self.marker.extract(self.text)

    @property
    def link(self) -> str:
        """To the very section or page."""
        return self.link_to(self.best)

    def link_to(self, passage: Candidate) -> str:
        return f"{self.url}#{passage.fragment}" if passage.fragment else self.url

    @property
    def also_in(self) -> list[tuple[str, str]]:
        """Other passages as (name, address): sections, pages, or a topic's parts for their readers."""
        if self.best.kind == Kind.TOPIC:
            parts = {each.audience: each for each in self.passages if each.audience}
            return (
                [(each.label, _part(self.url, each.value)) for each in Audience if each in parts]
                if len(parts) > 1
                else []
            )
        others = [each for each in self.passages[1:] if each.fragment and each.fragment != self.best.fragment]
        return [(self.named(each), self.link_to(each)) for each in others[:ALSO]]

    def named(self, passage: Candidate) -> str:
        if passage.kind == Kind.DOCUMENT:
            return passage.place or passage.title
        return f"{passage.title} ({passage.place})" if passage.place else passage.title


@dataclass
class Group:
    """Everything of one kind that was found."""

    kind: Kind
    finds: list[list[Candidate]]
    more: bool  # are there more than were looked at?

    @property
    def total(self) -> int:
        return len(self.finds)


@dataclass
class Search:
    """One search of one site. `audience` keeps what is written for those readers, `area` what is the site's own or shared.

    `exactly` searches for what was typed even where it looks like a mistake. Documents and procedures are found as they stand
    on the day of `at`.
    """

    overlay: Overlay
    query: str
    audience: Audience | None = None
    area: Area | None = None
    exactly: bool = False
    at: datetime | None = None

    @cached_property
    def known(self) -> Known:
        return Known.now()

    @cached_property
    def typed(self) -> list[Unit]:
        """What is looked for, word by word, as it was typed."""
        return units(self.query, self.known.ways) if any(map(str.isalnum, self.query)) else []

    @cached_property
    def meant(self) -> list[Unit]:
        """The same with near words in place of what looks like spelling mistakes; nothing, if nothing does."""
        near = [self.known.meant(unit) for unit in self.typed]
        return [] if near == self.typed else near

    @cached_property
    def explained(self) -> list[Entry]:
        """The terms of the glossary that are looked for."""
        return self.known.explained(self.searched)

    @cached_property
    def _found(self) -> tuple[list[Unit], list[Candidate]]:
        """The words that were searched in the end, and what fits them."""
        if not self.typed:
            return [], []
        typed, meant = candidates(self._place, self.typed, self.meant)
        whole = any(each.fit <= Fit.ALL for each in typed)
        better = not typed or any(each.fit <= Fit.ALL for each in meant)
        if meant and better and not whole:
            return (self.typed, typed) if self.exactly else (self.meant, meant)
        return self.typed, typed

    @property
    def searched(self) -> list[Unit]:
        return self._found[0]

    @property
    def corrected(self) -> str:
        """The words that were searched instead of those typed; empty, if none were."""
        return " ".join(unit[0] for unit in self.searched) if self.searched != self.typed else ""

    @property
    def suggested(self) -> str:
        """What may have been meant by words that found nothing as they were typed."""
        return " ".join(unit[0] for unit in self.meant) if self.exactly and not self._found[1] else ""

    @cached_property
    def groups(self) -> list[Group]:
        """What was found, by kind, the best first. Where few hold all the words, those that hold some are added."""
        whole = [each for each in self._found[1] if each.fit <= Fit.ALL]
        few = len({_thing(each) for each in whole}) < FEW
        ranking = Ranking(self.searched)
        by_kind: dict[str, dict[Any, list[tuple[Worth, Candidate]]]] = {kind: {} for kind in Kind}
        for each in self._found[1] if few else whole:
            by_kind[each.kind].setdefault(_thing(each), []).append((ranking.worth(each), each))
        return [
            Group(Kind(kind), _in_order(things.values()), sum(each.kind == kind for each in whole) >= MOST)
            for kind, things in by_kind.items()
            if things
        ]

    def hits(self, finds: list[list[Candidate]]) -> list[Hit]:
        """The finds of one screen, with their texts and addresses. At most one query, where there are many."""
        lacking = [find[0].pk for find in finds if find[0].text is None]
        texts = dict(Passage.objects.filter(pk__in=lacking).values_list("pk", "text")) if lacking else {}
        marker = Marker(self.searched)
        return [
            Hit(
                passages=find,
                url=self._url(find[0]),
                marker=marker,
                text=texts.get(find[0].pk) or find[0].text or "",
                shown=self._shown[find[0].document or 0] if find[0].kind == Kind.DOCUMENT else [],
            )
            for find in finds
        ]

    def _url(self, passage: Candidate) -> str:
        """Where the page is read here, or the document opens; for an audience, its part of a topic."""
        if passage.kind == Kind.DOCUMENT:
            return self._shown[passage.document or 0][0].address
        roots = (self.overlay.own, self.overlay.shared)
        url_path = passage.url_path or ""
        path = next((root.path_to(url_path) for root in roots if url_path.startswith(root.url_path)), "/")
        return _part(path, passage.audience) if self.audience and passage.kind == Kind.TOPIC else path

    @cached_property
    def _place(self) -> Place:
        trees = {Area.OWN: [self.overlay.own], Area.SHARED: [self.overlay.shared]}
        among = trees[self.area] if self.area else list(dict.fromkeys((self.overlay.own, self.overlay.shared)))
        return Place(
            overlay=self.overlay,
            trees=tuple(root.path for root in among),
            documents=tuple(self._shown),
            day=today(self.at),
            audience=self.audience.value if self.audience else "",
        )

    @cached_property
    def _shown(self) -> dict[int, list[Shown]]:
        """The documents that may be found here on the day, with where readers meet them."""
        day, own = today(self.at), self.area is Area.OWN
        shown = {}
        for pk, places in shown_on(self.overlay).items():
            here = [each for each in places if each.counts_on(day) and (self.area is None or each.is_own is own)]
            if here:
                shown[pk] = here
        return shown


def _thing(passage: Candidate) -> tuple[str, int | None]:
    """What the passage is a part of: several passages of it are one find."""
    return (passage.kind, passage.document if passage.kind == Kind.DOCUMENT else passage.page)


def _in_order(things: Iterable[list[tuple[Worth, Candidate]]]) -> list[list[Candidate]]:
    ranked = [sorted(passages, key=lambda each: each[0], reverse=True) for passages in things]
    ranked.sort(key=lambda passages: passages[0][0], reverse=True)
    # Of the passages of one thing, those count that fit as well as the best.
    return [[each for worth, each in passages if worth[0] == passages[0][0][0]] for passages in ranked]


def _part(path: str, audience: str) -> str:
    """A topic as these readers have it, in their area."""
    return path.replace("/topics/", f"/{audience}/", 1) if audience else path
