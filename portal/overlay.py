"""The overlay: a partnership's own page tree laid over the shared SET tree.

The one rule: at a path, the partnership's own live page answers if it has one there; otherwise the shared page does,
rendered as that partnership. Everything that finds, lists or links to pages asks an `Overlay`. See ADR 0001.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404, HttpRequest
from wagtail.models import Site
from wagtail.url_routing import RouteResult

from . import generation
from .laying_over import lay_over
from .page_types import answering, page_model
from .partnerships import Neighbour, partnerships, site_of

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from .models import BasePage, LocalNote, Partnership


@dataclass(frozen=True)
class Root:
    """Where a site's tree begins."""

    pk: int
    path: str
    url_path: str

    def holds(self, page: BasePage) -> bool:
        """Is the page this root or below it?"""
        return page.path.startswith(self.path)

    def at(self, parts: Iterable[str]) -> str:
        """The `url_path` of these steps below the root."""
        return self.url_path + "".join(f"{part}/" for part in parts)

    def path_to(self, url_path: str) -> str:
        """The address on the site of what stands at this `url_path`."""
        return url_path[len(self.url_path) - 1 :]


@dataclass
class Found:
    """What a reader gets at a path: the page that answers, the partnership's note on it, and the way there."""

    page: BasePage | None
    noted: BasePage | None = None
    trail: list[BasePage] = field(default_factory=list)

    @cached_property
    def note(self) -> LocalNote | None:
        """The partnership's note. One query, where there is one."""
        return self.noted.specific if self.noted else None


@dataclass
class Overlay:
    """One site as its readers see it. `Overlay.of(request)` for a reader, `Overlay.at(site)` anywhere else."""

    site: Site
    partnership: Partnership
    neighbours: list[Neighbour]
    own: Root
    shared: Root
    shared_url: str
    shared_name: str  # as running text has it
    overlaid: list[int]
    switched_off: tuple[str, ...]
    private: tuple[str, ...]
    menu: list[tuple[str, str]]
    _looked_up: dict[tuple[str, ...], dict[str, BasePage]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, request: HttpRequest) -> Overlay:
        """The site that the request reads, once per request. Preview may change the request's site half-way."""
        site = site_of(request)
        known = request.__dict__.setdefault("_overlays", {})
        if site.pk not in known:
            known[site.pk] = cls.at(site)
        return known[site.pk]

    @classmethod
    def at(cls, site: Site) -> Overlay:
        """What is known of a site until someone publishes, remembered across requests. Three queries."""
        return generation.remembered(f"overlay:{site.pk}", lambda: cls._load([site])[0])

    @classmethod
    def of_partnerships(cls) -> list[Overlay]:
        """The site of every partnership, SET aside, by area: to show them side by side. Three queries, however many they are."""
        return generation.remembered("overlays", lambda: cls._load(None))

    @classmethod
    def _load(cls, sites: list[Site] | None) -> list[Overlay]:
        """These sites, or those of all partnerships."""
        everybody = partnerships()
        if sites is None:
            sites = [each.site for each in everybody if not each.is_shared]
        overlays = [cls._bare(site, everybody) for site in sites]
        lay_over(overlays)
        return overlays

    @classmethod
    def _bare(cls, site: Site, everybody: list[Partnership]) -> Overlay:
        """The site before anything is known of its pages."""
        from .models import Partnership

        mine = next((each for each in everybody if each.site_id == site.pk), None)
        shared_by = next((each for each in everybody if each.is_shared), None)
        shared_site = shared_by.site if shared_by else site
        own, shared = (Root(root.pk, root.path, root.url_path) for root in (site.root_page, shared_site.root_page))
        return cls(
            site=site,
            partnership=mine or Partnership(site=site, name=str(site), short_name=str(site), area=str(site)),
            neighbours=[Neighbour.of(each) for each in everybody if not each.is_shared],
            own=own,
            shared=shared,
            shared_url=shared_site.root_url,
            shared_name=shared_by.short_name if shared_by else str(site),
            overlaid=[],
            switched_off=(),
            private=(),
            menu=[],
        )

    def shows(self, page: BasePage) -> bool:
        """May a shared page show on this site? Not if it, or a page above it, is switched off."""
        return not page.path.startswith(self.switched_off or ("-",))

    def open(self, page: BasePage) -> bool:
        """May anyone read the page, or is it behind a password or a log-in?"""
        return not page.path.startswith(self.private or ("-",))

    def is_own(self, page: BasePage) -> bool:
        """Is it the partnership's own page? On SET's site there is only what is shared."""
        return self.own != self.shared and self.own.holds(page)

    def meets(self, page: BasePage) -> bool:
        """Do readers of this site meet that page at its path, if it is live and answers there? No query."""
        if self.own.holds(page):
            return self.open(page)
        through = self.shared.holds(page) and page.pk != self.shared.pk and page.pk not in self.overlaid
        return through and self.shows(page) and self.open(page)

    def pages(self, model: type[BasePage] | None = None) -> PageQuerySet:
        """Every live, public page a reader of this site can reach, home pages aside.

        Own ones, and the shared ones showing through: an ordinary query of pages, to filter, order and search.
        """
        mine = Q(path__startswith=self.own.path) & ~Q(pk=self.own.pk)
        if self.own != self.shared:
            through = Q(path__startswith=self.shared.path) & ~Q(pk=self.shared.pk) & ~Q(pk__in=self.overlaid)
            for path in self.switched_off:
                through &= ~Q(path__startswith=path)
            mine |= through
        for path in self.private:
            mine &= ~Q(path__startswith=path)
        return answering((model or page_model()).objects.filter(mine))

    def children(self, page: BasePage, model: type[BasePage] | None = None) -> PageQuerySet:
        """The visible children of a section, whichever tree the section itself is in."""
        inside = [root.url_path + self.path_of(page)[1:] for root in (self.own, self.shared)]
        below = Q(pk__in=[])
        for path, depth in page_model().objects.filter(url_path__in=inside).values_list("path", "depth"):
            below |= Q(path__startswith=path, depth=depth + 1)
        return self.pages(model).filter(below)

    def address(self, page: BasePage) -> str | None:
        """Where readers of this site find the page, `/topics/bullying/`; None if it is to be read on another site.

        That is a neighbour's own page, or a shared one switched off here. A shared page that an own one covers has an
        address here all the same: the own page's, since it is the same path.
        """
        if self.own.holds(page):
            return self.own.path_to(page.url_path)
        return self.shared.path_to(page.url_path) if self.shared.holds(page) and self.shows(page) else None

    @cached_property
    def addresses(self) -> dict[int, str]:
        """The address of every page to be read here, by id: for the links in running text. One query, remembered."""

        def load() -> dict[int, str]:
            rows = self.pages().order_by().values_list("pk", "path", "url_path")
            roots = (self.own, self.shared)
            return {
                pk: next(root for root in roots if path.startswith(root.path)).path_to(url) for pk, path, url in rows
            }

        return generation.remembered(f"addresses:{self.site.pk}", load)

    def path_of(self, page: BasePage) -> str:
        """The page's path on its own site, `/topics/bullying/`: the same in the shared tree and in every partnership's."""
        for root in (self.own, self.shared):
            if root.holds(page):
                return root.path_to(page.url_path)
        return "/" + page.url_path.split("/", 2)[2]

    def find(self, path: str) -> Found:
        """What a reader gets at a path such as `topics/bullying`; `page` is None where nothing answers.

        One query, and one more for a local note.
        """
        parts = [part for part in path.split("/") if part]
        tree = self._on_the_way(parts)
        slots = []
        for depth in range(len(parts) + 1):
            own, shared = (tree.get(root.at(parts[:depth])) for root in (self.own, self.shared))
            answers = [p for p in (own, shared) if p and p.live and not p.specific_class.adds_only]
            answers = [p for p in answers if p is own or self.shows(p)]
            slots.append((answers[0] if answers else None, own if own and own.live else None))
        page, own = slots[-1]
        noted = own if own and page is not own and own.specific_class.adds_only else None
        return Found(page, noted, [p for p, _ in slots[:-1] if p])

    def _on_the_way(self, parts: list[str]) -> dict[str, BasePage]:
        """The pages of both trees at every step of this path, by `url_path`; one query, once per request and path."""
        key = tuple(parts)
        for known, tree in self._looked_up.items():
            if known[: len(key)] == key:
                return tree
        if key not in self._looked_up:
            steps = [parts[:depth] for depth in range(len(parts) + 1)]
            paths = [root.at(step) for root in (self.own, self.shared) for step in steps]
            self._looked_up[key] = {page.url_path: page for page in page_model().objects.filter(url_path__in=paths)}
        return self._looked_up[key]

    def route(self, request: HttpRequest, parts: list[str]) -> RouteResult:
        """Wagtail's routing by the one rule. Raises Http404 where neither tree answers.

        A page type that routes below itself (`RoutablePageMixin`) is asked for what is left of the path; where it
        answers 404 the shared tree is still tried.
        """
        tree = self._on_the_way(parts)
        for root in (self.own, self.shared):
            reach = next((d for d in range(len(parts), -1, -1) if root.at(parts[:d]) in tree), None)
            if reach is None or (reach == 0 and parts):
                continue
            page, rest = tree[root.at(parts[:reach])], parts[reach:]
            kind = page.specific_class
            if kind.adds_only or (root is self.shared and not self.shows(page)):
                continue
            if rest and kind.route is page_model().route:
                continue
            try:
                return page.specific.route(request, rest)
            except Http404:
                continue
        raise Http404(f"No page at /{'/'.join(parts)} for {self.partnership}.")
