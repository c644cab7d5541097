"""Addresses of pages: read on the reader's own site, owned by one site, the same in text, menus and code.

What Wagtail asks of a page (`get_url`, `route` …) is answered here by the overlay.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from . import generation
from .current_request import current_request
from .overlay import Found, Overlay


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

    @staticmethod
    def route_for_request(request: HttpRequest, path: str) -> RouteResult | None:
        """Wagtail's entry to routing, without a detour by the home page. Once per request."""
        if not hasattr(request, "_wagtail_route_for_request"):
            try:
                result = Overlay.of(request).route(request, [part for part in path.split("/") if part])
            except Http404:
                result = None
            request._wagtail_route_for_request = result
        return request._wagtail_route_for_request

    def get_url_parts(self, request: Any = None) -> tuple | None:
        request = request if isinstance(request, HttpRequest) else current_request.get()
        if request is not None:
            overlay = Overlay.of(request)
            path = overlay.address(self)
            if path:
                return overlay.site.pk, overlay.site.root_url, path
        return super().get_url_parts(request)

    def get_url(self, request: Any = None, current_site: Site | None = None) -> str | None:
        request = request or current_request.get()
        if isinstance(request, HttpRequest) and current_site in (None, Site.find_for_request(request)):
            path = Overlay.of(request).address(self)
            if path:
                return path
        return super().get_url(request, current_site)

    def get_full_url(self, request: Any = None) -> str | None:
        return super().get_full_url(request or current_request.get())

    # Wagtail's own properties are bound to Wagtail's own functions.
    url = property(lambda self: self.get_url())
    full_url = property(lambda self: self.get_full_url())

    def get_site(self) -> Site | None:
        """The site that owns the page, whoever is reading it."""
        parts = super().get_url_parts()
        return Site.objects.select_related("root_page").get(pk=parts[0]) if parts else None

    def canonical_url(self, request: HttpRequest) -> str:
        """The page's address on the site that owns it, for search engines."""
        overlay = Overlay.of(request)
        root_url = overlay.site.root_url if overlay.own.holds(self) else overlay.shared_url
        return root_url + overlay.path_of(self)

    def found(self, request: HttpRequest) -> Found:
        """Where this page stands on the site being read: the trail to it and the partnership's note."""
        overlay = Overlay.of(request)
        return overlay.find(overlay.path_of(self))

    def get_view_restrictions(self) -> Any:
        """What closes the page. A reader of an open page costs no query."""
        request = current_request.get()
        if request is not None and not request.path.startswith("/admin/") and Overlay.of(request).open(self):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Wagtail's modes, and for a shared page one for each partnership: “As Southend”."""
        modes = list(super().preview_modes)
        shared = generation.remembered("shared", _shared)
        if shared and self.url_path.startswith(shared.shared.url_path):
            modes += [(f"site:{near.site_id}", f"As {near.short_name}") for near in shared.neighbours]
        return modes

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        self.read_as(request, mode_name)
        return super().serve_preview(request, mode_name)

    @staticmethod
    def read_as(request: HttpRequest, mode_name: str) -> None:
        """Let the preview be that of the site which its mode names, if it names one."""
        if mode_name.startswith("site:"):
            request._wagtail_site = Site.objects.select_related("root_page").get(pk=mode_name.removeprefix("site:"))


def _shared() -> Overlay | None:
    """SET's own site, as its readers see it."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return Overlay.at(site) if site else None
