"""The admin's form of a contact: what it refuses, said next to the field, with what to do."""

from typing import Any

from django import forms
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminModelForm

from .hours import Hours
from .hours.checks import problems, rivals


class ContactForm(WagtailAdminModelForm):
    """Asks for a way to reach the contact, for hours that can be right, and for the reason where a number changes."""

    why = forms.CharField(
        label="Why did it change?",
        max_length=500,
        required=False,
        help_text="Needed when a number or an address is changed or taken away. Staff find it in the history.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        ways, rows = self.rows("channels"), self.rows("opening_hours")
        if ways is not None:
            if not ways and not cleaned.get("to_confirm"):
                said = "Give a way to reach them above, or say here what is still to be found out."
                self.add_error("to_confirm", said)
            self.ask_why(ways)
        if rows is not None and cleaned.get("answers"):
            hours = Hours(cleaned["answers"], tuple(row.row for row in rows))
            self.formsets["opening_hours"].non_form_errors().extend(problems(hours))
        return cleaned

    def _post_clean(self) -> None:
        """When the contact has what the form says, its hours are compared with those of its fellows."""
        super()._post_clean()
        ways, rows = self.rows("channels"), self.rows("opening_hours")
        if ways and rows:
            hours = Hours(self.instance.answers, tuple(row.row for row in rows))
            for said in rivals(self.instance, hours, {way.kind for way in ways}):
                self.add_error("alongside", said)

    def rows(self, name: str) -> list[Any] | None:
        """The rows of that name as the form leaves them; None where one of them is wrong by itself."""
        formset = self.formsets[name]
        if not formset.is_valid():
            return None
        return [row.instance for row in formset.forms if row.cleaned_data and not row.cleaned_data.get("DELETE")]

    def ask_why(self, ways: list[Any]) -> None:
        """A number or an address that is given up needs a reason."""
        from .changes.recorded import changed

        before = self.formsets["channels"].model.objects.filter(contact_id=self.instance.pk) if self.instance.pk else []
        gone = changed(before, ways)
        if gone and not self.cleaned_data.get("why"):
            what = " and ".join(f"{old} becomes {new}" if new else f"{old} is taken away" for old, new in gone)
            self.add_error("why", f"{what}. Say why: whoever corrects it elsewhere wants to know.")

    def save(self, commit: bool = True) -> Model:
        self.instance.why = self.cleaned_data.get("why", "")
        return super().save(commit)
