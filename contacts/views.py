"""The public pages of contacts: the directory, one service, and where to get help."""

from dataclasses import replace
from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.overlay import Neighbour

from .directory import EMERGENCY, Directory
from .needs import NEEDS


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All services by name, each with who fills it here: first those that somebody fills."""
    fillings = Directory.of(request).fillings.values()
    filled = [filling for filling in fillings if filling.contacts]
    context = {
        "fillings": filled,
        "contents": [{"anchor": filling.service.slug, "heading": filling.service.name} for filling in filled],
        "unfilled": [filling.service for filling in fillings if not filling.contacts],
        "exit": True,
    }
    return render(request, "contacts/directory.html", context)


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Who fills one service here, or on SET in each area."""
    filling = Directory.of(request).filling(slug)
    if filling is None:
        raise Http404(f"There is no service “{slug}”.")
    return render(request, "contacts/service.html", {"filling": filling, "service": filling.service, "exit": True})


def elsewhere(area: Neighbour) -> Neighbour:
    """The area, with the address of this page on its own site."""
    return replace(area, url=urljoin(area.url, reverse("contacts:get_help")))


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """What to do now: danger first, then who to turn to, by what it is about."""
    here = Directory.of(request)
    context = {
        "emergency": EMERGENCY,
        "partnerships": [] if here.area else [elsewhere(area) for area in here.areas],
        "contents": NEEDS,
        "needs": [
            {
                "need": need,
                "filling": here.together(*need.services),
                "unfilled": [f.service for slug in need.services if (f := here.filling(slug)) and not f.contacts],
            }
            for need in NEEDS
        ],
        "exit": True,
    }
    return render(request, "contacts/get_help.html", context)
