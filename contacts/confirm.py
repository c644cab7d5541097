"""“Confirm” in the admin: somebody has used the contact and found it right. Asks first; only the POST changes anything."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import classproperty
from django.views.generic import FormView
from wagtail.actions.edit import EditAction
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from . import proof
from .models import Contact

ACTION = "contacts.confirm"
LONGEST_NAME = Contact._meta.get_field("confirmed_by").max_length


def confirm(contact: Contact, user: Any, settled: bool = False, at: datetime | None = None) -> None:
    """Note that this person found the contact right on this day (today, if not said). `settled`: nothing is left to confirm.

    The next check is due six months on, and the contact's history says who confirmed it.
    """
    contact.confirmed_on = proof.today(at)
    contact.confirmed_by = (user.get_full_name() or user.get_username())[:LONGEST_NAME]
    contact.next_check = proof.months_after(contact.confirmed_on, proof.CHECK_AFTER)
    contact.reminded_on = None
    if settled:
        contact.to_confirm = ""
    EditAction(contact, user=user, log_action=ACTION, clean=False).execute(skip_permission_checks=True)


class ConfirmForm(forms.Form):
    """Asks about what was still to be confirmed, where there is something."""

    settled = forms.BooleanField(
        label="This is settled",
        required=False,
        help_text="Tick it to empty “To be confirmed”. Left unticked, it stays, and readers are not told “Checked”.",
    )

    def __init__(self, *args: Any, contacts: Iterable[Contact] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(contact.to_confirm for contact in contacts):
            del self.fields["settled"]


class ConfirmView(BaseObjectMixin, WagtailAdminTemplateMixin, FormView):
    """For one contact: what is confirmed by pressing the button, and the button."""

    model = Contact
    form_class = ConfirmForm
    permission_required = "change"
    template_name = "contacts/admin/confirm.html"
    index_url_name = ""
    edit_url_name = ""

    def get_page_title(self) -> str:
        return f"Confirm {self.object.name}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "Contacts"},
            {"url": reverse(self.edit_url_name, args=[self.object.pk]), "label": self.object.name},
            {"url": "", "label": self.get_page_title()},
        ]

    @property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse(self.index_url_name)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "contacts": [self.object]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit_url = reverse(self.edit_url_name, args=[self.object.pk])
        return {**super().get_context_data(**kwargs), "contact": self.object, "next": self.next_url, "edit": edit_url}

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        if not self.object.ways:
            return self.form_invalid(form)
        with transaction.atomic():
            confirm(self.object, self.request.user, form.cleaned_data.get("settled", False))
        messages.success(self.request, f"“{self.object}” is confirmed. {self.still_open}".strip())
        return redirect(self.next_url)

    @property
    def still_open(self) -> str:
        return "“To be confirmed” still says what is open." if self.object.to_confirm else ""


class ConfirmOwn(SnippetBulkAction):
    """For several at once: those that the user may change and that can be reached. A neighbour's are not named."""

    display_name = "Confirm"
    aria_label = "Confirm the selected contacts"
    action_type = "confirm"
    action_priority = 10
    template_name = "contacts/admin/confirm_several.html"
    form_class = ConfirmForm

    @classproperty
    def models(cls) -> list[type[Contact]]:
        return [Contact]

    def check_perm(self, contact: Contact) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, "change", contact)

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        """“All” is all that the list showed: its filters and its search come along in the address."""
        view = self.model.snippet_viewset.listing(self.request)
        return [contact.pk for contact in view.get_queryset()]

    def get_actionable_objects(self) -> tuple[list[Contact], dict[str, list[Contact]]]:
        contacts, _ = super().get_actionable_objects()
        self.unreachable = [contact for contact in contacts if not contact.ways]
        return [contact for contact in contacts if contact.ways], {"items_with_no_access": []}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "contacts": self.get_actionable_objects()[0]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "unreachable": self.unreachable}

    @classmethod
    def execute_action(cls, objects: list[Contact], **kwargs: Any) -> tuple[int, int]:
        action = kwargs["self"]
        settled = action.cleaned_form.cleaned_data.get("settled", False)
        for contact in objects:
            confirm(contact, action.request.user, settled)
        return len(objects), 0

    def get_success_message(self, count: int, _: int) -> str:
        return f"{count} contact{'' if count == 1 else 's'} confirmed."
