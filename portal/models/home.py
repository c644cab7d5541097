from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.addresses import OverlayRoot
from portal.blocks import Body

from .page import BasePage


class HomePage(OverlayRoot, BasePage):
    """The root of a partnership's site: its own pages hang below it, the shared ones show through."""

    found_as = None  # every page of a site leads to it

    body = StreamField(Body(), blank=True)

    parent_page_types = ["portal.BasePage"]
    subpage_types = [
        *("portal.StandardPage", "portal.LocalNote", "topics.TopicIndexPage", "topics.AreaPage"),
        *("procedures.ProcedureIndexPage", "reviews.ReviewIndexPage", "events.EventIndexPage"),
        *("publications.AnnualReportIndexPage", "publications.NewsletterIndexPage"),
        *("topics.CampaignIndexPage", "feedback.HaveYourSayPage"),
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "home page"
