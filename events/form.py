"""The editor's form of an event: what only shows when all its sessions are looked at together."""

from __future__ import annotations

import uuid
from typing import Any

from portal.readers_form import ReadersForm

from .recurrence import too_many


class EventForm(ReadersForm):
    """Sessions that were added in one go get keys of their own; too many dates are refused."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if not valid or "sessions" not in self.formsets:
            return valid
        sessions = self._sessions()
        seen: set[uuid.UUID] = set()
        for session in sessions:
            if session.key in seen:
                session.key = uuid.uuid4()
            seen.add(session.key)
        words = too_many(session for session in sessions if session.day)
        if words:
            self.add_error(None, words)
        return not words

    def _sessions(self) -> list[Any]:
        """Those that stay, as they will be saved."""
        formset = self.formsets["sessions"]
        gone = formset.deleted_forms
        return [
            form.instance for form in formset.forms if form not in gone and (form.has_changed() or form.instance.pk)
        ]
