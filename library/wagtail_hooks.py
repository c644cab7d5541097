from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.documents import DOCUMENTS_SHOWN
from portal.site_scope import SiteScopedPolicy, SiteScopedViewSet

from .admin import urlpatterns
from .in_use import DeleteUnusedDocuments, DeleteUnusedImages
from .models import Resource
from .shown import documents_shown
from .to_look_at import ResourceFilters, ToLookAt, state

register_permission_policy(Resource, SiteScopedPolicy(Resource))


class ResourceViewSet(SiteScopedViewSet):
    model = Resource
    icon = "folder-open-inverse"
    menu_label = "Resources"
    menu_order = 320
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = [
        *("title", "kind", "publisher", "site"),
        Column("review_by", label="Look at it again", sort_key="review_by", accessor=state),
        BooleanColumn("to_confirm", label="To be confirmed"),
    ]
    filterset_class = ResourceFilters
    list_per_page = 50


register_snippet(ResourceViewSet)
hooks.register(DOCUMENTS_SHOWN, documents_shown)
for action in (DeleteUnusedDocuments, DeleteUnusedImages):
    hooks.register("register_bulk_action", action, order=10)  # after Wagtail's, which they replace


@hooks.register("register_admin_urls", order=-10)  # before Wagtail's, whose addresses they answer
def admin_urls() -> list[URLPattern]:
    return urlpatterns


@hooks.register("construct_homepage_panels")
def what_to_look_at(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ToLookAt(request))
