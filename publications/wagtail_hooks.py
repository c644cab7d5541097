from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.feeds import FEEDS
from portal.publication import REASONS_NOT_TO_PUBLISH
from portal.shelf import SHELF

from .admin import ReportsMenu
from .due import keeps
from .feeds import ReportsFeed
from .publishing import reasons_not_to_publish

hooks.register(FEEDS, lambda: [ReportsFeed])
hooks.register(REASONS_NOT_TO_PUBLISH, reasons_not_to_publish)
hooks.register(SHELF, keeps)
register_snippet(ReportsMenu)
