from portal.models import IndexPage

from ..routes import IndexRoutes


class ReviewIndexPage(IndexRoutes, IndexPage):
    """The list of reviews, with what they are for; the reviews hang below it."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["reviews.ReviewPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "reviews index"
