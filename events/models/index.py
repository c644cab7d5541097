from portal.models import IndexPage

from ..routes import IndexRoutes


class EventIndexPage(IndexRoutes, IndexPage):
    """What is on, month by month, and what was; the events hang below it."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["events.EventPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "events index"
