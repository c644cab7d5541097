"""The public pages of contacts: the directory, one service, and where to get help."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """What to do now: danger first, then who to turn to, by what it is about."""
    here = Directory.of(request)
    context = {
        "emergency": EMERGENCY,
        "areas": [] if here.partnership else here.areas,
        "contents": NEEDS,
        "needs": [(need, [here.fillings[slug] for slug in need.services if slug in here.fillings]) for need in NEEDS],
        "exit": True,
    }
    return render(request, "contacts/get_help.html", context)
