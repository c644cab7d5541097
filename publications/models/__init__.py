from .chapter import ReportChapterPage
from .index import AnnualReportIndexPage
from .report import AnnualReportPage, Asked

__all__ = ["AnnualReportIndexPage", "AnnualReportPage", "Asked", "ReportChapterPage"]
