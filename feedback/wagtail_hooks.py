"""The admin of what readers tell us; Wagtail's own list of what forms were sent is closed, since it knows no partnerships."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.publication import REASONS_NOT_TO_PUBLISH

from .inbox import FeedbackMenu, NewMessages
from .models import Message
from .publishing import reasons_not_to_publish
from .whose import InboxPolicy

register_permission_policy(Message, InboxPolicy(Message))
register_snippet(FeedbackMenu)
hooks.register(REASONS_NOT_TO_PUBLISH, reasons_not_to_publish)


@hooks.register("filter_form_submissions_for_user")
def nobody(user: Any, pages: QuerySet) -> QuerySet:
    """A shared consultation is answered on every site: who may edit it would see the neighbours' answers. The inbox has them."""
    return pages.none()


@hooks.register("construct_homepage_panels")
def what_is_new(request: HttpRequest, panels: list) -> None:
    panels.append(NewMessages(request))
