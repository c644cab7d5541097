"""The question at the end of every page."""

from typing import Any

from django import template

from feedback.places import shown

register = template.Library()


@register.inclusion_tag("feedback/strip.html", takes_context=True)
def page_feedback(context: template.Context) -> dict[str, Any]:
    """Was this page useful, and is something wrong on it? No query.

    Nothing in previews and in letters, nor where the address is a reader's own: it must not come to be read by staff.
    """
    request = context.get("request")
    if request is None or any(getattr(request, flag, False) for flag in ("is_preview", "in_letter", "is_private")):
        return {}
    return {"place": shown(request, context.get("page"), context.get("audience"))}
