from django.http import HttpRequest
from wagtail import hooks

from portal.feeds import FEEDS

from .admin import EventListing, EventsToLookAfter
from .feeds import EventsFeed

hooks.register(FEEDS, lambda: [EventsFeed])


@hooks.register("register_admin_viewset")
def events_in_the_menu() -> EventListing:
    return EventListing("event_list")


@hooks.register("construct_homepage_panels")
def what_wants_looking_after(request: HttpRequest, panels: list) -> None:
    panels.append(EventsToLookAfter(request))
