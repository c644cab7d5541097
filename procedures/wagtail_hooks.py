from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.documents import DOCUMENTS_SHOWN, REASONS_NOT_TO_REPLACE
from portal.feeds import FEEDS
from portal.publication import REASONS_NOT_TO_PUBLISH
from portal.shelf import SHELF

from .admin import ProceduresMenu, ProceduresToComplete
from .feeds import AmendmentsFeed
from .models import ProcedurePage
from .publishing import reasons_not_to_publish
from .shelf import statutory_shelf
from .shown import documents_shown, reasons_not_to_replace

hooks.register(FEEDS, lambda: [AmendmentsFeed])
hooks.register(REASONS_NOT_TO_PUBLISH, reasons_not_to_publish)
hooks.register(DOCUMENTS_SHOWN, documents_shown)
hooks.register(REASONS_NOT_TO_REPLACE, reasons_not_to_replace)
hooks.register(SHELF, statutory_shelf)
register_snippet(ProceduresMenu)


@hooks.register("before_delete_page")
def before_delete(request: HttpRequest, page: Any) -> HttpResponse | None:
    """What was in force once can be asked for for ever: a published procedure, here or below, is withdrawn and not deleted."""
    kept = ProcedurePage.objects.descendant_of(page, inclusive=True).filter(versions__isnull=False).first()
    if kept is None:
        return None
    messages.error(
        request,
        f"“{kept.title}” was not deleted: people may ask what it said. Withdraw it under “State”, with the reason; "
        "its address then says so, and its versions can still be read.",
    )
    return redirect("wagtailadmin_pages:edit", kept.pk)


@hooks.register("before_bulk_action")
def before_bulk(request: HttpRequest, action_type: str, objects: list, action: Any) -> HttpResponse | None:
    """The same for several pages at once."""
    pages = [each for each in objects if hasattr(each, "specific_class")] if action_type == "delete" else []
    return next((refused for page in pages for refused in [before_delete(request, page)] if refused), None)


@hooks.register("construct_homepage_panels")
def what_is_to_complete(request: HttpRequest, panels: list) -> None:
    panels.append(ProceduresToComplete(request))
