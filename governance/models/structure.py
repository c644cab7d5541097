from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.models import BasePage


class StructurePage(BasePage):
    """How a partnership is built: its groups as a diagram and as a list, its agencies, and what it must publish."""

    body = StreamField(Body(), blank=True)

    parent_page_types = ["portal.StandardPage", "portal.LocalNote"]
    subpage_types = ["governance.GroupPage", "portal.LocalNote"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "structure of a partnership"
