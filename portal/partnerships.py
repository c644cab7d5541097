"""Every partnership, remembered: with its site, as the others name it, and which one a request reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from . import generation

if TYPE_CHECKING:
    from .models import Partnership


@dataclass(frozen=True)
class Neighbour:
    """A partnership as the other sites name it."""

    site_id: int
    name: str
    short_name: str
    area: str
    theme: str
    url: str

    @classmethod
    def of(cls, partnership: Partnership) -> Neighbour:
        site = partnership.site
        names = (partnership.name, partnership.short_name, partnership.area, partnership.theme)
        return cls(site.pk, *names, f"{site.root_url}/")


def partnerships() -> list[Partnership]:
    """Every partnership with its site and home page, by area. One query, remembered."""
    from .models import Partnership

    found = Partnership.objects.select_related("site__root_page")
    return generation.remembered("partnerships", lambda: sorted(found, key=lambda each: each.area))


def site_of(request: HttpRequest) -> Site:
    """The site that the request reads. A partnership's under its own host and port is known without asking the database.

    Of any other host Wagtail's own search knows, which falls back to the default site.
    """
    if not hasattr(request, "_wagtail_site"):
        asked = split_domain_port(request._get_raw_host())[0], request.get_port()
        for each in partnerships():
            if (each.site.hostname, str(each.site.port)) == asked:
                request._wagtail_site = each.site  # type: ignore[attr-defined]
    return getattr(request, "_wagtail_site", None) or Site.find_for_request(request)
