"""What mailings add to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from . import mailing_views
from .mailing_admin import MailingPolicy, MailingsToSeeTo, MailingViewSet
from .mailings import ACTIONS
from .models import Mailing

register_permission_policy(Mailing, MailingPolicy(Mailing))
register_snippet(MailingViewSet)


@hooks.register("register_admin_urls")
def mailing_urls() -> list[URLPattern]:
    return mailing_views.urlpatterns


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    return mailing_views.buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Any:
    return mailing_views.buttons(page, user)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("construct_homepage_panels")
def mailings_to_see_to(request: HttpRequest, panels: list) -> None:
    panels.append(MailingsToSeeTo(request))
