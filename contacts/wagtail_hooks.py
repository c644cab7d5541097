"""The admin of services and contacts, the chip in the editor, and the refusal to publish what an area lacks."""

from collections.abc import Iterator

import django_filters
import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.models import BasePage
from portal.publication import REASONS_NOT_TO_PUBLISH
from portal.site_scope import SiteScopedPolicy, SiteScopedViewSet

from .chip import CONVERSION, ENTITY, ServiceEmbedHandler
from .coverage import missing, pages_naming
from .models import Contact, Need, Service
from .need_form import NeedForm

register_permission_policy(Contact, SiteScopedPolicy(Contact))


class ServiceChosen(SnippetChosenView):
    """Tells the editor how a chip names the chosen service."""

    def get_chosen_response_data(self, item: Service) -> dict[str, str]:
        return {**super().get_chosen_response_data(item), "slug": item.slug, "title": item.name}


class ServiceChooser(SnippetChooserViewSet):
    chosen_view_class = ServiceChosen


class ServiceViewSet(SnippetViewSet):
    """The services are SET's: other groups get no permission on the model."""

    model = Service
    chooser_viewset_class = ServiceChooser
    chooser_per_page = 50
    icon = "list-ul"
    menu_label = "Services"
    menu_order = 310
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = ["name", "slug", "required", Column("pages", label="Pages that name it")]
    list_filter = ["required"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        return Service.objects.annotate(pages=pages_naming())


class NeedViewSet(SnippetViewSet):
    """The rules of /get-help/ are SET's too."""

    model = Need
    edit_handler = ObjectList(Need.panels, base_form_class=NeedForm)
    icon = "help"
    menu_label = "Get help: who to turn to"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["heading", "slug", "order", Column("rows", label="Rows")]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Need]:
        return Need.objects.annotate(rows=Count("routes"))


class ContactFilters(WagtailFilterSet):
    """Finds a partnership's contacts, those of a service, and those that somebody still has to confirm."""

    to_be_confirmed = django_filters.BooleanFilter(label="To be confirmed", method="still_to_confirm")

    class Meta:
        model = Contact
        fields = ["service", "site"]

    def still_to_confirm(self, contacts: QuerySet[Contact], name: str, wanted: bool) -> QuerySet[Contact]:
        return contacts.exclude(to_confirm="") if wanted else contacts.filter(to_confirm="")


class ContactViewSet(SiteScopedViewSet):
    model = Contact
    icon = "mobile-alt"
    menu_label = "Contacts"
    menu_order = 300
    add_to_admin_menu = True
    inspect_view_enabled = True
    filterset_class = ContactFilters
    list_display = ["name", "service", "site", "confirmed_on", BooleanColumn("to_confirm", label="To be confirmed")]
    list_per_page = 50


register_snippet(ServiceViewSet)
register_snippet(NeedViewSet)
register_snippet(ContactViewSet)


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
