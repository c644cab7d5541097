from .asked import Asked
from .chapter import ReportChapterPage
from .index import AnnualReportIndexPage
from .report import AnnualReportPage

__all__ = ["AnnualReportIndexPage", "AnnualReportPage", "Asked", "ReportChapterPage"]
