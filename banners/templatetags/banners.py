"""The banners at the top of every page."""

import logging
from typing import Any

from django import template

from banners import shown
from portal.current_request import current_request

register = template.Library()
log = logging.getLogger(__name__)


@register.inclusion_tag("banners/banners.html", takes_context=True)
def banners(context: template.Context) -> dict[str, Any]:
    """What shows now; in the preview of a banner that one alone."""
    request = context.get("request")
    if "previewed" in context:
        return {"banners": context["previewed"]}
    return {"banners": shown.banners(request, getattr(request, "at", None)) if request else []}


@register.inclusion_tag("banners/banners.html")
def banners_if_known() -> dict[str, Any]:
    """For a page that is shown when something went wrong, perhaps in the database or right here: never an error of its own."""
    request = current_request.get()
    try:
        return {"banners": shown.banners(request, getattr(request, "at", None)) if request else []}
    except Exception:
        log.warning("The page of an error is shown without banners.", exc_info=True)
        return {"banners": []}
