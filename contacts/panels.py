"""What the admin's screen of a contact shows besides its fields: once it is saved, its changes and the places that show it."""

from typing import Any

from wagtail.admin.panels import FieldPanel, Panel


class OnceSaved(FieldPanel):
    """A field that only makes sense for a record that is there already."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)


class ReadOnly(Panel):
    """Something to read, once the record is saved."""

    class BoundPanel(Panel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)


class ChangesPanel(ReadOnly):
    """The numbers and addresses that changed: who, when, why, and what is still to be corrected."""

    class BoundPanel(ReadOnly.BoundPanel):
        template_name = "contacts/admin/changes_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "changes": self.instance.changes.select_related("by")}


class PlacesPanel(ReadOnly):
    """The pages on which readers see the contact: how many, and which."""

    class BoundPanel(ReadOnly.BoundPanel):
        template_name = "contacts/admin/places_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from .changes.places import places

            return {**super().get_context_data(parent_context), "places": places(self.instance)}
