from portal.models import IndexPage

from ..routes import IndexRoutes


class ProcedureIndexPage(IndexRoutes, IndexPage):
    """The manual's contents, the other procedures, and the log of amendments; the procedures hang below it."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["procedures.ProcedurePage", "portal.LocalNote"]

    class Meta:
        verbose_name = "procedures index"
