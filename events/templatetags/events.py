"""Events in the templates of others."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from events.calendars import Offered, offered
from events.meetings import Meeting, Meetings
from events.meetings import chosen as chosen_of
from events.meetings import meetings as meetings_of
from events.meetings import next_events as next_of
from events.shown import Shown
from events.structured import nodes
from portal.models import BasePage
from portal.moments import moment
from portal.overlay import Overlay
from portal.structured import data_block

register = template.Library()


@register.simple_tag(takes_context=True)
def meetings(context: template.Context, group: BasePage) -> Meetings:
    """The meetings of a governance group on this site: `coming`, the next one first, and `past`, the last one first."""
    request = context["request"]
    return meetings_of(Overlay.of(request), group, getattr(request, "at", None))


@register.simple_tag(takes_context=True)
def next_events(context: template.Context, most: int = 3) -> list[Meeting]:
    """The next events of this site, at most so many."""
    request = context["request"]
    return next_of(Overlay.of(request), most, getattr(request, "at", None))


@register.simple_tag(takes_context=True)
def chosen_events(context: template.Context, pages: Iterable[Any]) -> list[tuple[Meeting, bool]]:
    """Those of these events, by id, that this site shows, each with whether it is over."""
    request = context["request"]
    at = moment(getattr(request, "at", None))
    return [(each, each.over_at <= at) for each in chosen_of(Overlay.of(request), pages, at)]


@register.simple_tag
def event_calendars() -> list[Offered]:
    """The calendars of a site one can follow."""
    return offered()


@register.simple_tag
def event_data(event: Shown) -> SafeString:
    """The event for search engines, in the head of its page."""
    return data_block(nodes(event))
