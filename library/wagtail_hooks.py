from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.site_scope import SiteScopedPolicy, SiteScopedViewSet

from .models import Resource

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
