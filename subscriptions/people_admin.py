"""Subscribers in the admin, for who holds the permission on them: comms and administrators. Nobody else sees an address.

What is looked for is sent, never part of an address of the site: those stand in histories and logs.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.views.generic import FormView, TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import people
from .held import as_file, held
from .models import NewsList, Subscriber, Suppression
from .models.suppression import Reason

PERMISSION = "subscriptions.change_subscriber"


class ForKeepers(WagtailAdminTemplateMixin):
    """A view for who may see subscribers."""

    header_icon = "mail"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        add_never_cache_headers(response)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse("subscribers"), "label": "Subscribers"}]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]


class LookUpForm(forms.Form):
    """An address, or letters of it."""

    words = forms.CharField(
        label="Address",
        max_length=254,
        min_length=people.SHORTEST,
        help_text=f"The whole address, or at least {people.SHORTEST} letters of it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SubscribersView(ForKeepers, FormView):
    """How many there are, and a search; it shows nobody who was not looked for."""

    form_class = LookUpForm
    template_name = "subscriptions/admin/subscribers.html"
    page_title = "Subscribers"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "counts": people.counts(), "total": Subscriber.objects.count()}

    def form_valid(self, form: LookUpForm) -> HttpResponse:
        words = form.cleaned_data["words"]
        found = list(people.find(words)[: people.MOST + 1])
        suppression = people.suppression(words)
        shown = {"found": found[: people.MOST], "more": len(found) > people.MOST, "most": people.MOST}
        return self.render_to_response(
            self.get_context_data(form=form, searched=True, suppression=suppression, **shown)
        )


class SubscriberView(ForKeepers, TemplateView):
    """All that is held about one person, and what may be done about it: each by its own button."""

    template_name = "subscriptions/admin/subscriber.html"

    def get_page_title(self) -> str:
        return str(self.subscriber)

    @property
    def subscriber(self) -> Subscriber:
        return get_object_or_404(Subscriber, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subscriber = self.subscriber
        asked = {
            "subscriber": subscriber,
            "subscriptions": subscriber.subscriptions.select_related("site").order_by(
                "site__site_name", "news", "topic"
            ),
            "consents": [
                {**each, "wishes": in_words(each["asked for"]), "version": each["version of the words"]}
                for each in held(subscriber)["consents"][::-1]
            ],
        }
        return {**super().get_context_data(**kwargs), **asked}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        subscriber, do = self.subscriber, request.POST.get("do")
        if do == "export":
            people.exported(subscriber, request.user)
            return as_file(subscriber)
        if do in ("leave", "erase") and request.POST.get("sure") != "yes":
            return self.render_to_response(self.get_context_data(asking=do))
        if do in ("leave", "erase"):
            reason = Reason.ERASED if do == "erase" else Reason.UNSUBSCRIBED
            people.take_off(subscriber, reason, request.user, getattr(request, "at", None))
            messages.success(request, f"{subscriber} is off all lists, and erased.")
            return redirect("subscribers")
        return redirect("subscriber", pk)


class LiftForm(forms.Form):
    """Why an address may be written to again."""

    why = forms.CharField(
        label="Why may we write there again?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: they rang, and their mailbox works again. Kept in the history: write no address or name.",
    )

    def clean_why(self) -> str:
        if "@" in self.cleaned_data["why"]:
            raise forms.ValidationError("Write it without an e-mail address: the history is kept.")
        return self.cleaned_data["why"]


class LiftView(ForKeepers, FormView):
    """Asks why, then forgets that mail to an address came back or was reported; nobody is subscribed by that."""

    form_class = LiftForm
    template_name = "subscriptions/admin/lift.html"
    page_title = "Let an address be written to again"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "suppression": self.suppression}

    @property
    def suppression(self) -> Suppression:
        return get_object_or_404(Suppression, pk=self.kwargs["pk"])

    def form_valid(self, form: LiftForm) -> HttpResponse:
        people.lift(self.suppression, form.cleaned_data["why"], self.request.user)
        messages.success(self.request, "The address may be written to again, once whoever has it subscribes.")
        return redirect("subscribers")


class SubscribersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return SubscribersMenuItem("Subscribers", reverse("subscribers"), icon_name="group", name="subscribers", order=30)


def in_words(wishes: list[dict[str, str]]) -> list[dict[str, str]]:
    """What somebody agreed to, with the lists as they are called today."""
    called = dict(NewsList.choices)
    return [{**wish, "list": str(called.get(wish["list"], wish["list"]))} for wish in wishes]


urlpatterns = [
    path("subscribers/", SubscribersView.as_view(), name="subscribers"),
    path("subscribers/<int:pk>/", SubscriberView.as_view(), name="subscriber"),
    path("subscribers/suppressed/<int:pk>/", LiftView.as_view(), name="subscribers_lift"),
]
