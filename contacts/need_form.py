"""The admin's form of a need: its rows must make a table that answers everyone."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from portal.words import GuardsWords

from .needs import faults


class NeedForm(GuardsWords, WagtailAdminModelForm):
    """Says next to the row which one no reader reaches, and that the last must be for everyone; its word never changes."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        routes = self.formsets["routes"]
        if routes.is_valid():
            kept = [form for form in routes.ordered_forms if form.cleaned_data]
            table = [(form.cleaned_data["who"], form.cleaned_data["urgency"]) for form in kept]
            for place, fault in faults(table):
                kept[place].add_error("who", fault)
        if self.instance.pk and "slug" in self.changed_data:
            self.add_error("slug", "Links name the answer by this word. It cannot change.")
        return cleaned
