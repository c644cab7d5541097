"""Withdrawing a review in the admin: one person asks and says why, another agrees or refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from portal.words import GuardsWords

from .models import ReviewPage, Withdrawal
from .withdrawing import NotPossible, agree, ask, may_agree, refuse


class WithdrawForm(GuardsWords, forms.ModelForm):
    """Why, for the record, and what readers are told."""

    class Meta:
        model = Withdrawal
        fields = ["reason", "public_reason"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("reason", "public_reason")}


class DecideForm(forms.Form):
    """Which of the two buttons was pressed."""

    decision = forms.ChoiceField(choices=[("agree", "Agree"), ("refuse", "Refuse")])


class OfReview(WagtailAdminTemplateMixin, FormView):
    """A view about one review, for those who may publish it."""

    header_icon = "warning"
    review: ReviewPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.review = self.get_review()
        if not self.review.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_review(self) -> ReviewPage:
        return get_object_or_404(ReviewPage, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("review_list:index"), "label": "Reviews"},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.review.pk]), "label": self.review.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {"review": self.review, "early": self.review.is_early(self.request.at)}  # type: ignore[attr-defined]
        return {**super().get_context_data(**kwargs), **more}

    def done(self, said: str, level: int = messages.SUCCESS) -> HttpResponse:
        messages.add_message(self.request, level, said)
        return redirect("wagtailadmin_pages:edit", self.review.pk)


class WithdrawView(OfReview):
    """Ask for the withdrawal; after the first year it is withdrawn at once."""

    form_class = WithdrawForm
    template_name = "reviews/admin/withdraw.html"
    page_title = "Withdraw this review"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.review.withdrawals.waiting().first()
        return {**super().get_context_data(**kwargs), "waiting": waiting}

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        words = (form.cleaned_data["reason"], form.cleaned_data["public_reason"])
        try:
            withdrawal = ask(self.review, self.request.user, *words, at=self.request.at)  # type: ignore[attr-defined]
        except NotPossible as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if withdrawal.withdrawn_at is None:
            return self.done(
                "You have asked for the withdrawal. A second person who may publish the review has to agree."
            )
        return self.done("The review is withdrawn. Its address says so, and how to ask for it.")


class DecideView(OfReview):
    """Agree to a withdrawal that somebody else has asked for, or refuse it."""

    form_class = DecideForm
    template_name = "reviews/admin/decide.html"
    page_title = "Withdrawal of a review"
    withdrawal: Withdrawal

    def get_review(self) -> ReviewPage:
        rows = Withdrawal.objects.select_related("page", "asked_by")
        self.withdrawal = get_object_or_404(rows, pk=self.kwargs["pk"])
        return self.withdrawal.page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = self.request.at  # type: ignore[attr-defined]
        more = {
            "withdrawal": self.withdrawal,
            "may_agree": may_agree(self.withdrawal, self.request.user, at),
            "asked_it": self.withdrawal.asked_by_id == self.request.user.pk,
        }
        return {**super().get_context_data(**kwargs), **more}

    def form_valid(self, form: DecideForm) -> HttpResponse:
        decide = agree if form.cleaned_data["decision"] == "agree" else refuse
        try:
            decide(self.withdrawal, self.request.user, at=self.request.at)  # type: ignore[attr-defined]
        except NotPossible as error:
            return self.done(str(error), messages.ERROR)
        if decide is refuse:
            return self.done("The review stays published.")
        return self.done("The review is withdrawn. Its address says so, and how to ask for it.")


urlpatterns = [
    path("reviews/<int:pk>/withdraw/", WithdrawView.as_view(), name="reviews_withdraw"),
    path("reviews/withdrawals/<int:pk>/decide/", DecideView.as_view(), name="reviews_decide"),
]


def buttons(page: Any, user: Any) -> Iterator[Button]:
    """“Withdraw this review”, for those who may publish it."""
    if not isinstance(page, ReviewPage) and not issubclass(page.specific_class or type(page), ReviewPage):
        return
    if page.live and page.permissions_for_user(user).can_publish():
        address = reverse("reviews_withdraw", args=[page.pk])
        yield Button("Withdraw this review", address, icon_name="warning", priority=55)
