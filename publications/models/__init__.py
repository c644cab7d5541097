from .asked import Asked
from .chapter import ReportChapterPage
from .index import AnnualReportIndexPage
from .newsletter import NewsletterIndexPage, NewsletterPage, Season
from .report import AnnualReportPage

__all__ = [
    "AnnualReportIndexPage",
    "AnnualReportPage",
    "Asked",
    "NewsletterIndexPage",
    "NewsletterPage",
    "ReportChapterPage",
    "Season",
]
