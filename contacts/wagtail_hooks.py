"""The admin of services and contacts, the chip in the editor, and the refusal to publish what an area lacks."""

from collections.abc import Iterator

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from portal.corrections import CORRECTIONS
from portal.danger import SUGGESTS_DANGER
from portal.models import BasePage
from portal.publication import REASONS_NOT_TO_PUBLISH
from portal.site_scope import ReadOnlyPolicy, SiteScopedPolicy
from portal.words import OBJECTIONS

from .admin import ContactGroup
from .changes.corrections import lead_to_the_places
from .changes.recorded import in_history
from .changes.since import corrected
from .chip import CONVERSION, ENTITY, ServiceEmbedHandler
from .confirm import ACTION, ConfirmOwn
from .coverage import missing
from .danger import suggests_danger
from .guard.verdicts import typed_numbers
from .models import Contact, Correction, NumberChange, Service
from .to_check import ToCheck

register_permission_policy(Contact, SiteScopedPolicy(Contact))
register_permission_policy(Correction, SiteScopedPolicy(Correction))
register_permission_policy(NumberChange, ReadOnlyPolicy(NumberChange))


register_snippet(ContactGroup)
hooks.register("register_bulk_action", ConfirmOwn)
hooks.register(OBJECTIONS, typed_numbers)
hooks.register(CORRECTIONS, corrected)
hooks.register(SUGGESTS_DANGER, suggests_danger)
hooks.register("after_edit_snippet", lead_to_the_places)
hooks.register("register_log_actions", in_history)


@hooks.register("register_rich_text_features")
def register_chip(features: FeatureRegistry) -> None:
    """The feature `service` of rich text: name a service, show the reader's contact."""
    features.register_embed_type(ServiceEmbedHandler)
    features.register_converter_rule("contentstate", "service", CONVERSION)
    features.register_editor_plugin(
        "draftail",
        "service",
        draftail_features.EntityFeature(
            {
                "type": ENTITY,
                "icon": "mobile-alt",
                "description": "Contact of a service",
                "attributes": ["slug"],
                "whitelist": {"slug": True},
                "chooserUrls": {
                    "service": reverse_lazy(f"{Service.snippet_viewset.chooser_viewset.url_namespace}:choose")
                },
            },
            js=["wagtailadmin/js/chooser-modal.js", "contacts/js/chip.js"],
        ),
    )


@hooks.register(REASONS_NOT_TO_PUBLISH)
def every_area_has_it(page: BasePage, parent: BasePage | None) -> Iterator[str]:
    """A shared page may only name services that somebody fills in every area."""
    return missing(page, parent)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(ACTION, "Confirm", "Confirmed: used and found right")


@hooks.register("construct_homepage_panels")
def what_is_to_check(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ToCheck(request))
