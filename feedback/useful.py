"""How useful readers find each page, for the staff of the sites whose readers they hear."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from portal.menu import AskedOnce
from portal.screens import screen

from .models import Usefulness
from .whose import sites_of


class UsefulView(WagtailAdminTemplateMixin, TemplateView):
    """How many said yes and no to “is this page useful?” in the last 90 days, page by page, the most noes first."""

    template_name = "feedback/admin/useful.html"
    page_title = "Are the pages useful?"
    header_icon = "doc-full-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sites = {site.pk: site for site in sites_of(self.request.user)}
        if not sites:
            raise PermissionDenied
        at = getattr(self.request, "at", None)
        page_obj = screen(Usefulness.objects.recent(at).filter(site__in=sites).by_page(), self.request, 50)
        for row in page_obj.object_list:
            row["site"] = sites[row["site_id"]]
        return {**super().get_context_data(**kwargs), "page_obj": page_obj, "several": len(sites) > 1}


class OfAnInbox(AskedOnce):
    """An entry of the menu for those who read an inbox."""

    def is_for(self, request: HttpRequest) -> bool:
        return sites_of(request.user).exists()


class UsefulViewSet(ViewSet):
    menu_item_class = OfAnInbox
    name = "page_usefulness"
    icon = "doc-full-inverse"
    menu_label = "Are the pages useful?"
    menu_order = 30

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", UsefulView.as_view(), name="index")]
