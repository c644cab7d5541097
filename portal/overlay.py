"""The overlay: a partnership's own page tree laid over the shared SET tree.

The one rule: at a path, the partnership's own live page answers if it has one there; otherwise the shared page does,
rendered as that partnership. Everything that finds, lists or links to pages asks an `Overlay`. See ADR 0001.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import swapper
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import PageViewRestriction, Site, get_page_models
from wagtail.url_routing import RouteResult

from . import generation
from .current_request import current_request

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from .models import BasePage, LocalNote, Partnership


def page_model() -> type[BasePage]:
    return swapper.load_model("wagtailcore", "Page")


def answering(pages: PageQuerySet) -> PageQuerySet:
    """The live ones of those pages that answer at their path: local notes only add to the shared page."""
    return pages.live().not_exact_type(*[model for model in get_page_models() if model.adds_only])


@dataclass
class Root:
    """Where a site's tree begins."""

    pk: int
    path: str
    url_path: str

    def holds(self, page: BasePage) -> bool:
        """Is the page this root or below it?"""
        return page.path.startswith(self.path)


@dataclass
class Found:
    """What a reader gets at a path: the page that answers, the partnership's note on it, and the way there."""

    page: BasePage | None
    note: LocalNote | None = None
    trail: list[BasePage] = field(default_factory=list)


@dataclass
class Overlay:
    """One site as its readers see it. `Overlay.of(request)` for a reader, `Overlay.at(site)` anywhere else."""

    site: Site
    partnership: Partnership
    own: Root
    shared: Root
    shared_url: str
    overlaid: list[int]
    switched_off: tuple[str, ...]
    private: tuple[str, ...]
    menu: list[tuple[str, str]] = field(default_factory=list)
    _looked_up: dict[tuple[str, ...], dict[str, BasePage]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, request: HttpRequest) -> Overlay:
        """The site that the request reads, once per request. Preview may change the request's site half-way."""
        site = Site.find_for_request(request)
        known = request.__dict__.setdefault("_overlays", {})
        if site.pk not in known:
            known[site.pk] = cls.at(site)
        return known[site.pk]

    @classmethod
    def at(cls, site: Site) -> Overlay:
        """What is known of a site until someone publishes, remembered across requests."""
        return generation.remembered(f"overlay:{site.pk}", lambda: cls._load(site))

    @classmethod
    def _load(cls, site: Site) -> Overlay:
        from .models import Partnership, SwitchedOff

        pair = Partnership.objects.select_related("site__root_page").filter(
            Q(site=site) | Q(site__is_default_site=True)
        )
        by_site = {partnership.site_id: partnership for partnership in pair}
        partnership = by_site.get(site.pk) or Partnership(
            site=site, name=str(site), short_name=str(site), area=str(site)
        )
        shared_site = next((p.site for p in pair if p.site.is_default_site), site)
        own, shared = (Root(r.pk, r.path, r.url_path) for r in (site.root_page, shared_site.root_page))
        overlay = cls(
            site=site,
            partnership=partnership,
            own=own,
            shared=shared,
            shared_url=shared_site.root_url,
            overlaid=[],
            switched_off=tuple(SwitchedOff.objects.filter(site=site).values_list("page__path", flat=True)),
            private=tuple(PageViewRestriction.objects.values_list("page__path", flat=True)),
        )
        if own.pk != shared.pk:
            # Two plain queries, not a nested one: PostgreSQL without fresh statistics took over a second on that.
            paths = answering(page_model().objects.filter(path__startswith=own.path, depth__gt=site.root_page.depth))
            twins = [shared.url_path + path[len(own.url_path) :] for path in paths.values_list("url_path", flat=True)]
            overlay.overlaid = list(page_model().objects.filter(url_path__in=twins).values_list("pk", flat=True))
        overlay.menu = [
            (page.title, page.url_path[len(root.url_path) - 1 :])
            for page in overlay.pages().in_menu().order_by("path").only("title", "url_path", "path")
            for root in (overlay.shared, overlay.own)
            if root.holds(page)
        ]
        return overlay

    def shows(self, page: BasePage) -> bool:
        """May a shared page show on this site? Not if it, or a page above it, is switched off."""
        return not page.path.startswith(self.switched_off or ("-",))

    def open(self, page: BasePage) -> bool:
        """May anyone read the page, or is it behind a password or a log-in?"""
        return not page.path.startswith(self.private or ("-",))

    def pages(self, model: type[BasePage] | None = None) -> PageQuerySet:
        """Every live, public page a reader of this site can reach, home pages aside: own ones and the shared ones showing through."""
        mine = Q(path__startswith=self.own.path) & ~Q(pk=self.own.pk)
        if self.own.pk != self.shared.pk:
            through = Q(path__startswith=self.shared.path) & ~Q(pk=self.shared.pk) & ~Q(pk__in=self.overlaid)
            for path in self.switched_off:
                through &= ~Q(path__startswith=path)
            mine |= through
        for path in self.private:
            mine &= ~Q(path__startswith=path)
        return answering((model or page_model()).objects.filter(mine))

    def children(self, page: BasePage, model: type[BasePage] | None = None) -> PageQuerySet:
        """The visible children of a section, whichever tree the section itself is in."""
        inside = [root.url_path + self.path_of(page).lstrip("/") for root in (self.own, self.shared)]
        parents = page_model().objects.filter(url_path__in=inside).values_list("path", "depth")
        below = Q(pk__in=[])
        for path, depth in parents:
            below |= Q(path__startswith=path, depth=depth + 1)
        return self.pages(model).filter(below)

    def path_of(self, page: BasePage) -> str:
        """The page's address on its site, `/topics/bullying/`: the same in the shared tree and in every partnership's."""
        for root in (self.own, self.shared):
            if root.holds(page):
                return page.url_path[len(root.url_path) - 1 :]
        return "/" + page.url_path.split("/", 2)[2]

    def find(self, path: str) -> Found:
        """What a reader gets at a path such as `topics/bullying`; `page` is None where nothing answers. One query."""
        return self._choose([part for part in path.split("/") if part])

    def _choose(self, parts: list[str]) -> Found:
        """The answering page at exactly this path, its note and the pages on the way, home first."""
        tree = self._on_the_way(parts)
        slots = []
        for depth in range(len(parts) + 1):
            own, shared = (tree.get(self._url_path(root, parts[:depth])) for root in (self.own, self.shared))
            answers = [p for p in (own, shared) if p and p.live and not p.specific_class.adds_only]
            answers = [p for p in answers if p is own or self.shows(p)]
            slots.append((answers[0] if answers else None, own if own and own.live else None))
        page, own = slots[-1]
        note = own.specific if own and page is not own and own.specific_class.adds_only else None
        return Found(page, note, [p for p, _ in slots[:-1] if p])

    def _on_the_way(self, parts: list[str]) -> dict[str, BasePage]:
        """The pages of both trees at every step of this path, by `url_path`; one query, once per request and path."""
        key = tuple(parts)
        if key not in self._looked_up:
            steps = [parts[:depth] for depth in range(len(parts) + 1)]
            paths = [self._url_path(root, step) for root in (self.own, self.shared) for step in steps]
            self._looked_up[key] = {page.url_path: page for page in page_model().objects.filter(url_path__in=paths).defer("plain_text")}
        return self._looked_up[key]

    @staticmethod
    def _url_path(root: Root, parts: Iterable[str]) -> str:
        return root.url_path + "".join(f"{part}/" for part in parts)

    def route(self, request: HttpRequest, parts: list[str]) -> RouteResult:
        """Wagtail's routing by the one rule. Raises Http404 where neither tree answers.

        A page type that routes below itself (`RoutablePageMixin`) is asked for what is left of the path; where it
        answers 404 the shared tree is still tried.
        """
        tree = self._on_the_way(parts)
        for root in (self.own, self.shared):
            reach = next((d for d in range(len(parts), -1, -1) if self._url_path(root, parts[:d]) in tree), None)
            if reach is None or (reach == 0 and parts):
                continue
            page = tree[self._url_path(root, parts[:reach])]
            rest = parts[reach:]
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


class OverlayRoot:
    """For the page type at the root of each site: its routing falls back to the shared tree."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not path_components:
            return super().route(request, path_components)
        site = Site.find_for_request(request)
        if site.root_page_id == self.pk:
            return Overlay.of(request).route(request, path_components)
        # The admin's link chooser routes from other sites' roots.
        return Overlay.at(self.sites_rooted_here.first()).route(request, path_components)


class OverlayPage:
    """For every page: a shared page has an address on the reader's own site, and belongs to SET all the same."""

    def get_url_parts(self, request: Any = None) -> tuple | None:
        request = request if isinstance(request, HttpRequest) else current_request.get()
        parts = super().get_url_parts(request)
        site = Site.find_for_request(request) if request is not None else None
        if not parts or not parts[1] or not site or parts[0] == site.pk:
            return parts
        overlay = Overlay.of(request)
        if overlay.shared.holds(self) and overlay.shows(self):
            return site.pk, site.root_url, parts[2]
        return parts

    def get_url(self, request: Any = None, current_site: Site | None = None) -> str | None:
        return super().get_url(request or current_request.get(), current_site)

    def get_full_url(self, request: Any = None) -> str | None:
        return super().get_full_url(request or current_request.get())

    # Wagtail's own properties are bound to Wagtail's own functions.
    url = property(lambda self: self.get_url())
    full_url = property(lambda self: self.get_full_url())

    def get_site(self) -> Site | None:
        """The site that owns the page, whoever is reading it."""
        parts = super().get_url_parts()
        return Site.objects.get(pk=parts[0]) if parts else None

    def canonical_url(self, request: HttpRequest) -> str | None:
        """The page's address on the site that owns it, for search engines."""
        parts = super().get_url_parts(request)
        return parts[1] + parts[2] if parts and parts[1] else None

    def overlay_here(self) -> Overlay:
        """The overlay of the site that owns the page."""
        return Overlay.at(self.get_site())

    def found(self, request: HttpRequest) -> Found:
        """Where this page stands on the site being read: the trail to it and the partnership's note."""
        overlay = Overlay.of(request)
        return overlay.find(overlay.path_of(self))

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Wagtail's modes, and for a shared page one for each partnership: “As Southend”."""
        from .models import Partnership

        modes = list(super().preview_modes)
        others = generation.remembered(
            "preview-modes",
            lambda: [
                (f"site:{p.site_id}", f"As {p.short_name}")
                for p in Partnership.objects.filter(site__is_default_site=False).order_by("short_name")
            ],
        )
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first() if others else None
        if site and site.root_page and self.url_path.startswith(site.root_page.url_path):
            modes += others
        return modes

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name.startswith("site:"):
            request._wagtail_site = Site.objects.select_related("root_page").get(pk=mode_name.removeprefix("site:"))
        return super().serve_preview(request, mode_name)
