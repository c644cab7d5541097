from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.audiences import AgeBand, Audience
from portal.blocks import Body
from portal.models import BasePage


class AreaPage(BasePage):
    """The words of an audience area or age band: the Django view at the same path shows them above its topics."""

    body = StreamField(Body(), blank=True)

    parent_page_types = ["portal.HomePage", "topics.AreaPage", "portal.LocalNote"]
    subpage_types = ["topics.AreaPage", "portal.LocalNote"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "area page"

    def get_context(self, request, *args, **kwargs):
        """For the preview, which wears the register of the area's readers."""
        parts = [part.replace("-plus", "+") for part in self.url_path.strip("/").split("/")]
        context = super().get_context(request, *args, **kwargs)
        context["audience"] = next((each for each in Audience if each.value in parts), None)
        context["band"] = next((each for each in AgeBand if each.value in parts), None)
        return context
