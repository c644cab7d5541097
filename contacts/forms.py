"""The admin's form of a contact."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class ContactForm(WagtailAdminModelForm):
    """Asks for a way to reach the contact, or for a word on what is still to be found out."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        channels = self.formsets["channels"]
        ways = channels.is_valid() and [row for row in channels.cleaned_data if row and not row.get("DELETE")]
        if channels.is_valid() and not ways and not cleaned.get("to_confirm"):
            self.add_error("to_confirm", "Give a way to reach them above, or say here what is still to be found out.")
        return cleaned
