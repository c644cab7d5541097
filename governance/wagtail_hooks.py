from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from portal.publication import REASONS_NOT_TO_PUBLISH

from .admin import GovernanceMenu
from .reporting import reasons_not_to_publish
from .to_publish import ToPublish

hooks.register(REASONS_NOT_TO_PUBLISH, reasons_not_to_publish)
register_snippet(GovernanceMenu)


@hooks.register("construct_homepage_panels")
def what_is_to_publish(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ToPublish(request))
