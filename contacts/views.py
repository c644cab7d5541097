"""The public page of one service. The others have modules of their own: `directory_page`, `get_help`, `cards`, `open_data`."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .directory import Directory
from .vcard import in_reach


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Who fills one service here, or on SET in each area."""
    filling = Directory.of(request).filling(slug)
    if filling is None:
        raise Http404(f"There is no service “{slug}”.")
    context = {"filling": filling, "service": filling.service, "can_save": bool(in_reach(filling)), "exit": True}
    return render(request, "contacts/service.html", context)
