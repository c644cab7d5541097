"""The question at the end of every page."""

from typing import Any

from django import template

from feedback.places import shown

register = template.Library()


@register.inclusion_tag("feedback/strip.html", takes_context=True)
def page_feedback(context: template.Context) -> dict[str, Any]:
    """Was this page useful, and is something wrong on it? Nothing in previews and in letters. No query."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False) or getattr(request, "in_letter", False):
        return {}
    return {"place": shown(request, context.get("page"), context.get("audience"))}
