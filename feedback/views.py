"""Feedback on a page: useful or not, and what is wrong with it. Each answer thanks, shows who helps, and leads back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from wagtail import views as wagtail_views

from portal.audiences import Audience
from portal.limits import network_of, within
from portal.overlay import Overlay
from portal.public_forms import readers_form

from .forms import form_for
from .models import usefulness
from .models.message import Kind, kept_until
from .places import Place, named
from .taken import Said, keep, may_send

VOTES = 60
"""Answers to “is this page useful?” from one network in an hour."""


def context_of(request: HttpRequest, place: Place, **more: Any) -> dict[str, Any]:
    """What every page here is given. Young people's look as the page did that they come from."""
    overlay = Overlay.of(request)
    young = {"audience": Audience.YOUNG_PEOPLE, "band": place.band, "exit": True} if place.young else {}
    return {"place": place, "trail": [overlay.find("").page], **young, **more}


@readers_form
def useful(request: HttpRequest) -> HttpResponse:
    """POST `page`, `mark` and `useful` (`yes` or `no`): counted by page and day. Raises Http404 for anything else."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    place, answer = named(request, request.POST), request.POST.get("useful")
    at: datetime = request.at  # type: ignore[attr-defined]
    if answer not in ("yes", "no"):
        raise Http404("There is no such answer.")
    if within("useful", network_of(request), VOTES, at=at):
        usefulness.count(Overlay.of(request).site, place.path, place.title, answer == "yes", at)
    return render(request, "feedback/thanks.html", context_of(request, place, useful=answer))


@readers_form
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest) -> HttpResponse:
    """`/feedback/?page=/topics/bullying/`: what is wrong with that page; with none, with the site.

    Raises Http404 for a page that the site has not got.
    """
    said = request.POST if request.method == "POST" else request.GET
    place = named(request, said) if said.get("page") else Place()
    at: datetime = request.at  # type: ignore[attr-defined]
    form = form_for(place.young)(request, request.POST if request.method == "POST" else None, at=at)
    if request.method != "POST" or not form.is_valid():
        typed = Said([], [request.POST.get("words", "")])
        again = {"form": form, "danger": request.method == "POST" and typed.danger}
        return render(request, "feedback/wrong.html", context_of(request, place, **again))
    told = Said(form.answers, [form.said], form.is_spam)
    if not may_send(request):
        return too_many(request, context_of(request, place, danger=told.danger))
    title, until = place.title[:255], kept_until(Kind.FEEDBACK, at)
    of = {"kind": Kind.FEEDBACK, "page_path": place.path, "page_title": title, "words": form.said, "erase_on": until}
    message = keep(Overlay.of(request).site, told, at, **of)
    return render(request, "feedback/thanks.html", context_of(request, place, danger=message.urgent, sent=True))


def too_many(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """429: nothing was kept. Help is shown all the same."""
    return render(request, "feedback/too_many.html", context, status=429)


@readers_form
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """A page below `/have-your-say/`, which takes what is sent to it without a cookie."""
    return wagtail_views.serve(request, f"have-your-say/{slug}/")
