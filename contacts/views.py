"""The public pages of contacts: the directory, and one service. Where to get help is in `get_help`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .directory import Directory


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
