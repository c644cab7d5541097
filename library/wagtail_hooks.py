from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.documents import DOCUMENTS_SHOWN
from portal.site_scope import SiteScopedPolicy, SiteScopedViewSet

from .admin import urlpatterns
from .in_use import DeleteUnusedDocuments, DeleteUnusedImages
from .models import Resource
from .shown import documents_shown

register_permission_policy(Resource, SiteScopedPolicy(Resource))


class ResourceViewSet(SiteScopedViewSet):
    model = Resource
    icon = "folder-open-inverse"
    menu_label = "Resources"
    menu_order = 320
    add_to_admin_menu = True
    inspect_view_enabled = True
    list_display = ["title", "kind", "publisher", "site", BooleanColumn("to_confirm", label="To be confirmed")]
    list_filter = ["site", "kind"]
    list_per_page = 50


register_snippet(ResourceViewSet)
hooks.register(DOCUMENTS_SHOWN, documents_shown)
for action in (DeleteUnusedDocuments, DeleteUnusedImages):
    hooks.register("register_bulk_action", action, order=10)  # after Wagtail's, which they replace


@hooks.register("register_admin_urls", order=-10)  # before Wagtail's, whose addresses they answer
def admin_urls() -> list[URLPattern]:
    return urlpatterns
