from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.feeds import FEEDS
from portal.publication import REASONS_NOT_TO_PUBLISH
from portal.shelf import SHELF

from .admin import NewsletterListing, ReportsMenu
from .due import keeps
from .feeds import NewslettersFeed, ReportsFeed
from .publishing import reasons_not_to_publish

hooks.register(FEEDS, lambda: [ReportsFeed, NewslettersFeed])
hooks.register(REASONS_NOT_TO_PUBLISH, reasons_not_to_publish)
hooks.register(SHELF, keeps)
register_snippet(ReportsMenu)


@hooks.register("register_admin_viewset")
def newsletter_listing() -> NewsletterListing:
    return NewsletterListing()
