from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.models import BasePage
from portal.overlay import Overlay


class StructurePage(BasePage):
    """How a partnership is built: its groups as a diagram and as a list, its agencies, and what it must publish."""

    body = StreamField(Body(), blank=True)

    parent_page_types = ["portal.StandardPage", "portal.LocalNote"]
    subpage_types = ["governance.GroupPage", "portal.LocalNote"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "structure of a partnership"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the structure of the site being read, which is not that of the page's own site where the page is shared."""
        from ..structure import Structure

        overlay = Overlay.of(request)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "structure": Structure.of(overlay), "path": overlay.path_of(self)[1:]}
