from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.models import BasePage

from ..routes import ReportIndexRoutes


class AnnualReportIndexPage(ReportIndexRoutes, BasePage):
    """The annual reports, the latest one first; they hang below it."""

    body = StreamField(Body(), blank=True)

    max_count_per_parent = 1
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["publications.AnnualReportPage", "portal.LocalNote"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "annual reports index"
