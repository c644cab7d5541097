"""Entries of the admin's menu that ask the database whether they are for this person."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class AskedOnce(MenuItem):
    """Wagtail asks each entry for the menu and again for what it is below; the database is asked once a request."""

    def is_for(self, request: HttpRequest) -> bool:
        """Is the entry for whoever asks?"""
        raise NotImplementedError

    def is_shown(self, request: HttpRequest) -> bool:
        known = request.__dict__.setdefault("_menu", {})
        if self.name not in known:
            known[self.name] = self.is_for(request)
        return known[self.name]
