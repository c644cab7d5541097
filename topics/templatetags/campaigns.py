"""Campaigns in the templates of others."""

from typing import Any

from django import template

from portal.overlay import Overlay
from topics.campaigns import on_front_page

register = template.Library()


@register.inclusion_tag("topics/campaign_slots.html", takes_context=True)
def campaign_slots(context: template.Context) -> dict[str, Any]:
    """Up to three campaigns that run or begin soon, on a site's first page."""
    request = context["request"]
    return {"campaigns": on_front_page(Overlay.of(request), getattr(request, "at", None))}
