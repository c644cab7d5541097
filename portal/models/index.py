from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body

from .page import BasePage


class IndexPage(BasePage):
    """For the page of a section: some words, and the list of what hangs below it."""

    body = StreamField(Body(), blank=True)

    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True
