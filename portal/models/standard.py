from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body

from .page import BasePage


class StandardPage(BasePage):
    """A page that is not a topic: about the partnership, governance, campaigns, legal pages."""

    body = StreamField(Body(), blank=True)

    parent_page_types = ["portal.HomePage", "portal.StandardPage", "portal.LocalNote"]
    subpage_types = [
        *("portal.StandardPage", "portal.LocalNote", "governance.StructurePage", "governance.GroupPage"),
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "standard page"
