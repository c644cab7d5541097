"""The screens of a mailing in the admin: what would go out, to how many, and what staff may do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from portal.letters import Letter
from portal.models import BasePage
from portal.moments import moment

from . import mailings, recipients, trying
from .mailing_steps import STEPS
from .models import Mailing, State
from .models.mailing import OPEN
from .progress import progress

FRAME = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: {site}; frame-ancestors 'self'; sandbox"
DECIDES = ("ask", "approve", "send")  # the steps that let it out
READS_AGAIN = 10  # seconds, while it is being sent


class WhenForm(forms.Form):
    """When it is to go out; nothing means at once."""

    send_at = forms.DateTimeField(
        label="Not before",
        required=False,
        widget=AdminDateTimeInput,
        help_text="Day and time in London. Left empty, it goes out at once.",
    )

    def __init__(self, *args: Any, at: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_send_at(self) -> datetime | None:
        send_at = self.cleaned_data["send_at"]
        if send_at and send_at <= moment(self.at):
            raise forms.ValidationError("This time is over. Choose a later one, or none to send at once.")
        return send_at


class OfMailing(View):
    """A view about one mailing: of the page that the address names, or by its own number. For those who may send on its site."""

    mailing: Mailing

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "page" in kwargs:
            page = get_object_or_404(BasePage, pk=kwargs["page"])
            if not mailings.is_letter(page):
                raise PermissionDenied
            self.mailing = mailings.mailing_of(page)
        else:
            self.mailing = get_object_or_404(Mailing.objects.select_related("site", "page"), pk=kwargs["pk"])
        if not may_send(request.user, self.mailing):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def address(self) -> str:
        if "page" in self.kwargs:
            return reverse("mailing_of_page", args=[self.kwargs["page"]])
        return reverse("mailing", args=[self.mailing.pk])


class MailingView(WagtailAdminTemplateMixin, OfMailing, TemplateView):
    """What goes out and how far it is; its buttons come back here by POST, each with its name as `do`."""

    template_name = "subscriptions/admin/mailing.html"
    page_title = "Send by e-mail"
    header_icon = "mail"

    def get_page_title(self) -> str:
        return f"{'Sent' if self.mailing.state == State.SENT else 'Send'} by e-mail: {self.mailing}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse(Mailing.snippet_viewset.get_url_name("list")), "label": "Mailings"}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_title()}]

    @property
    def at(self) -> datetime:
        return self.request.at  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mailing, user = self.mailing, self.request.user
        context = super().get_context_data(**kwargs)
        context.update(
            mailing=mailing,
            address=self.address,
            reason=mailings.reason_not_to_send(mailing) if mailing.state in OPEN and not mailing.started_at else "",
            form=kwargs.get("form") or WhenForm(at=self.at),
            needs_a_second=mailings.needs_a_second(mailing),
            may_approve=mailings.may_approve(mailing, user),
            seen=self.seen,
            asked_it=mailing.made_by_id == user.pk,
            reads_again=READS_AGAIN if mailing.state == State.SENDING else 0,
        )
        if mailing.started_at:
            context["progress"] = progress(mailing, self.at)
        elif not context["reason"]:
            context["counts"] = recipients.counts(mailing)
        if mailing.page is not None:
            others = Mailing.objects.filter(page=mailing.page_id, started_at__isnull=False).exclude(pk=mailing.pk)
            context["others"] = list(others.order_by("-started_at"))
        return {**context, "letter": self.letter(context["reason"])}

    @property
    def seen(self) -> str:
        """Which publication of the page the screen shows: whoever decides, decides on what they have seen."""
        return str(self.mailing.page.last_published_at) if self.mailing.page else ""

    def letter(self, reason: str) -> Letter | None:
        """What goes out, where there is one letter for all."""
        if reason or not (self.mailing.html or self.mailing.page):
            return None
        return mailings.letter_of(self.mailing, self.at)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        do = request.POST.get("do", "")
        step = STEPS.get(do)
        form = WhenForm(request.POST, at=self.at)
        if step is None:
            return redirect(self.address)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if do in DECIDES and request.POST.get("seen", self.seen) != self.seen:
            messages.error(request, "It was published again while you looked at it. Look at it once more.")
            return redirect(self.address)
        try:
            mailing, said = step(self.mailing, request.user, form.cleaned_data["send_at"], self.at)
        except mailings.NotPossible as error:
            messages.error(request, str(error))
            return redirect(self.address)
        messages.success(request, said)
        return redirect("mailing", mailing.pk) if mailing.pk else redirect(self.address)


class LetterView(OfMailing):
    """The letter alone, as HTML for a frame or as plain text, with nobody’s links in it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mailing = self.mailing
        if mailing.site is None or (mailings.reason_not_to_send(mailing) and not mailing.started_at):
            return HttpResponse("There is nothing to see.", content_type="text/plain; charset=utf-8")
        at = request.at  # type: ignore[attr-defined]
        letter = trying.for_nobody(mailings.letter_of(mailing, at), mailing.site)
        if kwargs["form"] == "text":
            return HttpResponse(letter.text, content_type="text/plain; charset=utf-8")
        answer = HttpResponse(letter.html)
        answer.headers["Content-Security-Policy"] = FRAME.format(site=mailing.site.root_url)
        return answer


def may_send(user: Any, mailing: Mailing) -> bool:
    """May they send mailings of its site?"""
    policy = policy_registry.get_by_type(Mailing)
    return policy.user_has_any_permission_for_instance(user, ["add", "change"], mailing)


urlpatterns = [
    path("mailings/page/<int:page>/", MailingView.as_view(), name="mailing_of_page"),
    path("mailings/page/<int:page>/letter.<slug:form>", LetterView.as_view(), name="mailing_of_page_letter"),
    path("mailings/<int:pk>/", MailingView.as_view(), name="mailing"),
    path("mailings/<int:pk>/letter.<slug:form>", LetterView.as_view(), name="mailing_letter"),
]


def buttons(page: Any, user: Any) -> Iterator[Button]:
    """“Send by e-mail” on a live page of that kind, for those who may."""
    if mailings.is_letter(page) and page.live and may_send(user, Mailing(site=page.get_site())):
        yield Button("Send by e-mail", reverse("mailing_of_page", args=[page.pk]), icon_name="mail", priority=55)
