from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.models import BasePage
from portal.several import SeveralField

from .report import Asked


class ReportChapterPage(BasePage):
    """A chapter of an annual report, as a page of its own. Chapters follow each other as they are ordered in the page tree."""

    body = StreamField(Body(), blank=True, verbose_name="text")
    contains = SeveralField(
        options=Asked.choices, help_text="What of that which guidance asks a report to contain stands in this chapter."
    )

    parent_page_types = ["publications.AnnualReportPage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("contains"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "chapter of an annual report"
