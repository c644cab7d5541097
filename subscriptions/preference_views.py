"""What a subscriber sees and does with the link that every letter has: change, leave, take away what is held, have it erased."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.overlay import Overlay
from portal.public_forms import readers_form

from . import links, wishes
from .forms import ButtonForm, ChangeForm
from .held import as_file
from .leaving import change, suppress
from .models import Subscriber
from .models.suppression import Reason
from .private import private
from .views import any_page


@private
@readers_form
@any_page
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Which button was pressed is in `do`; without one, and on every GET, nothing changes. 410 once nothing is held."""
    (key,) = links.read(links.PREFERENCES, token)
    subscriber = Subscriber.objects.filter(key=key).first()
    if subscriber is None:
        return gone(request, status=410)
    at = getattr(request, "at", None)
    choice, do = wishes.Choice(Overlay.of(request)), request.POST.get("do", "")
    has = wishes.of(subscriber)
    if request.method != "POST":
        return show(request, subscriber, ChangeForm(request, choice, has, at=at))
    if do == "save":
        form = ChangeForm(request, choice, has, request.POST, at=at)
        if not form.is_valid():
            return show(request, subscriber, form)
        if not change(subscriber, form.wishes, at):
            return gone(request, left=True)
        return show(request, subscriber, ChangeForm(request, choice, wishes.of(subscriber), at=at), saved=True)
    button = ButtonForm(request, "preferences", request.POST, at=at)
    if not button.is_valid():
        return show(request, subscriber, ChangeForm(request, choice, has, at=at), stale=True)
    if do == "download":
        return as_file(subscriber)
    if do == "leave" or (do == "erase" and request.POST.get("sure") == "yes"):
        suppress(subscriber, Reason.UNSUBSCRIBED if do == "leave" else Reason.ERASED, at)
        return gone(request, left=do == "leave", erased=do == "erase")
    if do == "erase":
        return render(request, "subscriptions/erase.html", {"form": button, "address": subscriber.address})
    return show(request, subscriber, ChangeForm(request, choice, has, at=at))


def show(request: HttpRequest, subscriber: Subscriber, form: ChangeForm, **more: Any) -> HttpResponse:
    context = {"subscriber": subscriber, "form": form, "groups": form.groups, **more}
    return render(request, "subscriptions/preferences.html", context)


def gone(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    """Nothing is held, or no longer."""
    return render(request, "subscriptions/gone.html", more, status=status)
