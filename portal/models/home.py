from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal import generation
from portal.blocks import Body
from portal.overlay import Overlay, OverlayRoot

from .page import BasePage
from .partnership import Partnership


class HomePage(OverlayRoot, BasePage):
    """The root of a partnership's site: its own pages hang below it, the shared ones show through."""

    body = StreamField(Body(), blank=True)

    parent_page_types = ["portal.BasePage"]
    subpage_types = ["portal.StandardPage", "portal.LocalNote", "topics.TopicIndexPage", "topics.AreaPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "home page"

    def get_context(self, request, *args, **kwargs):
        """On the shared site no area is known: the reader chooses one."""
        context = super().get_context(request, *args, **kwargs)
        if Overlay.of(request).partnership.is_shared:
            context["partnerships"] = partnerships()
        return context


def partnerships() -> list[dict[str, str]]:
    """Every partnership with a site of its own, by name, with its address."""

    def load() -> list[dict[str, str]]:
        others = Partnership.objects.filter(site__is_default_site=False).select_related("site")
        rows = [
            {"short_name": p.short_name, "area": p.area, "name": p.name, "url": p.site.root_url + "/", "theme": p.theme}
            for p in others
        ]
        return sorted(rows, key=lambda row: row["area"])

    return generation.remembered("partnerships", load)
