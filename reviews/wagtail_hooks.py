from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.documents import DOCUMENTS_SHOWN
from portal.feeds import FEEDS
from portal.publication import REASONS_NOT_TO_PUBLISH
from portal.shelf import SHELF
from portal.site_scope import ReadOnlyPolicy

from . import embargo, guards, publishing, withdrawal_views  # noqa: F401 - guards register themselves
from .admin import ReviewsMenu
from .due import ReviewsDue
from .feeds import ReviewsFeed
from .files import documents_shown
from .models import Withdrawal
from .shelf import kept
from .withdrawing import ACTIONS

register_permission_policy(Withdrawal, ReadOnlyPolicy(Withdrawal))
register_snippet(ReviewsMenu)

hooks.register(FEEDS, lambda: [ReviewsFeed])
hooks.register(SHELF, kept)
hooks.register(REASONS_NOT_TO_PUBLISH, publishing.reasons_not_to_publish)
hooks.register(REASONS_NOT_TO_PUBLISH, embargo.reasons_not_to_publish)
hooks.register(DOCUMENTS_SHOWN, documents_shown)


@hooks.register("register_admin_urls")
def withdrawal_urls() -> list[URLPattern]:
    return withdrawal_views.urlpatterns


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    return withdrawal_views.buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Any:
    return withdrawal_views.buttons(page, user)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("construct_homepage_panels")
def what_is_due(request: HttpRequest, panels: list) -> None:
    panels.append(ReviewsDue(request))
