from portal.models import IndexPage

from ..routes import ReportIndexRoutes


class AnnualReportIndexPage(ReportIndexRoutes, IndexPage):
    """The annual reports, the latest one first; they hang below it."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["publications.AnnualReportPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "annual reports index"
