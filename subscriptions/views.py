"""What readers do about letters: ask for them, say yes, leave. None of it needs a cookie, and no GET changes anything."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from portal.limits import network_of, within
from portal.overlay import Overlay
from portal.public_forms import readers_form

from . import consent, joining, links, wishes
from .forms import ButtonForm, SubscribeForm
from .leaving import covered, leave
from .models import NewsList, SignUp, Subscriber
from .private import private

FROM_A_NETWORK = 20  # sign-ups an hour: a school or an office behind one address is not kept out
ONE_CLICK = {"List-Unsubscribe": ["One-Click"]}
any_page = require_http_methods(["GET", "HEAD", "POST"])


@private
@readers_form
@any_page
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; sent, the same answer for every address, known or not, also where nothing is done."""
    at = getattr(request, "at", None)
    choice = wishes.Choice(Overlay.of(request))
    form = SubscribeForm(request, choice, request.POST if request.method == "POST" else None, at=at)
    if request.method != "POST" or not (form.is_valid() or form.is_spam):
        return render(request, "subscriptions/subscribe.html", {"form": form, "consent": consent.SENTENCES})
    if not form.is_spam and within("sign-ups", network_of(request), FROM_A_NETWORK, at=at):
        joining.ask(form.cleaned_data["address"], choice.overlay.site, form.wishes, at)
    return render(request, "subscriptions/asked.html", {"address": form.data.get("address", "")[:254]})


@private
@readers_form
@any_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What was asked for, and a button; only the button confirms. 410 once it is confirmed, or after seven days."""
    (key,) = links.read(links.CONFIRM, token)
    at = getattr(request, "at", None)
    signup = joining.pending(key, at)
    if signup is None:
        return render(request, "subscriptions/expired.html", status=410)
    form = ButtonForm(request, "confirm", request.POST if request.method == "POST" else None, at=at)
    context = {"form": form, "asked": words(request, signup), "address": signup.address}
    if request.method != "POST" or not form.is_valid():
        return render(request, "subscriptions/confirm.html", {**context, "consent": signup.consent_text.splitlines()})
    subscriber = joining.confirm(signup, at)
    if subscriber is None:
        return render(request, "subscriptions/expired.html", status=410)
    context["preferences"] = links.preferences_url(subscriber, Overlay.of(request).site)
    return render(request, "subscriptions/confirmed.html", context)


def words(request: HttpRequest, signup: SignUp) -> list[tuple[str, list[str]]]:
    return wishes.Choice(Overlay.of(request)).words(wishes.read(signup.wishes))


@private
@csrf_exempt
@any_page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: the one POST unsubscribes, from wherever it comes, without a cookie, and again without harm; GET shows a button.

    The signed link is all the authority there is, so the request may come from another site: from a mail provider's.
    """
    key, site, what = links.read(links.UNSUBSCRIBE, token)
    at = getattr(request, "at", None)
    context: dict[str, Any] = {"what": called(site, what)}
    status = 200
    if request.method == "POST":
        if dict(request.POST.lists()) == ONE_CLICK:
            leave(key, site, what, at)
            context["left"] = True
        else:
            status = 400
    subscriber = Subscriber.objects.filter(key=key).first()
    if subscriber:
        context["gets_it"] = subscriber.subscriptions.filter(covered(site, what)).exists()
        context["preferences"] = links.preferences_url(subscriber, Overlay.of(request).site)
    return render(request, "subscriptions/unsubscribe.html", context, status=status)


def called(site: int, what: str) -> str:
    """What a link to unsubscribe is about, in words."""
    if what == links.DIGEST:
        return "the daily e-mail about what is new, from all partnerships"
    found = Site.objects.filter(pk=site).first()
    news = NewsList(what).label
    return f"{news[0].lower()}{news[1:]}{f' of {found.site_name or found.hostname}' if found else ''}"
