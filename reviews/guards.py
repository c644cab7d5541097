"""The ordinary means by which staff take pages away: of a published review each is refused, and says what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks

from portal.models import BasePage

from .kept import kept
from .models import ReviewPage


def _refuse(request: HttpRequest, review: ReviewPage, action: str) -> HttpResponse:
    state = "has been published, and stays public" if review.live else "was withdrawn, and stays on record"
    said = f"“{review.title}” was not {action}: it {state}."
    if review.live:
        link = format_html('<a href="{}">Withdraw it instead</a>', reverse("reviews_withdraw", args=[review.pk]))
        messages.error(request, format_html("{} {}: its address then says so, and how to ask for it.", said, link))
    else:
        messages.error(request, said)
    return redirect("wagtailadmin_explore", review.get_parent().pk)


def _kept_at(page: Any, with_descendants: bool = True) -> ReviewPage | None:
    """A review at or below the page that has been published."""
    inside = {"path__startswith": page.path} if with_descendants else {"pk": page.pk}
    return kept(BasePage.objects.filter(**inside)).order_by("-live").first()


@hooks.register("before_delete_page")
def before_delete(request: HttpRequest, page: Any) -> HttpResponse | None:
    review = _kept_at(page)
    return _refuse(request, review, "deleted") if review else None


@hooks.register("before_unpublish_page")
def before_unpublish(request: HttpRequest, page: Any) -> HttpResponse | None:
    review = _kept_at(page, with_descendants=bool(request.POST.get("include_descendants")))
    return _refuse(request, review, "unpublished") if review and review.live else None


@hooks.register("before_move_page")
def before_move(request: HttpRequest, page: Any, destination: Any) -> HttpResponse | None:
    """Within its section it may be put in another order; at another path, or on another site, it would not be found."""
    if page.get_parent().pk == destination.pk:
        return None
    review = _kept_at(page)
    return _refuse(request, review, "moved") if review else None


@hooks.register("before_bulk_action")
def before_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """The same for several pages at once: none of them is touched."""
    pages = [each for each in objects if isinstance(each, BasePage)]
    if action_type == "delete":
        answers = (before_delete(request, page) for page in pages)
    elif action_type == "unpublish":
        answers = (before_unpublish(request, page) for page in pages)
    elif action_type == "move":
        destination = action.cleaned_form.cleaned_data["chooser"]
        answers = (before_move(request, page, destination) for page in pages)
    else:
        return None
    return next((answer for answer in answers if answer), None)
