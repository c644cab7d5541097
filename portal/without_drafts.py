"""Records without drafts: what is saved is in force at once, so nothing is saved until its author says so.

Wagtail saves by itself half a second after a key is pressed, whatever keeps versions: half a telephone number, on every page.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views import View
from wagtail.snippets.views.snippets import SnippetViewSet


class SavesWhenTold:
    """A view whose form waits for the button."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False


class RecordViewSet(SnippetViewSet):
    """The admin of a kind of record without drafts."""

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Callable[..., HttpResponse]:
        return super().construct_view(type(view_class.__name__, (SavesWhenTold, view_class), {}), **kwargs)
