"""The question at the end of every page."""

from typing import Any

from django import template

from feedback.places import shown

register = template.Library()

NOT_ASKED = ("is_preview", "in_letter", "is_private")
"""What a request says of itself where nobody is asked. The address of a private page is its reader's key: it is kept nowhere."""


@register.inclusion_tag("feedback/strip.html", takes_context=True)
def page_feedback(context: template.Context) -> dict[str, Any]:
    """Was this page useful, and is something wrong on it? Nothing in previews, in letters and on private pages. No query."""
    request = context.get("request")
    if request is None or any(getattr(request, name, False) for name in NOT_ASKED):
        return {}
    return {"place": shown(request, context.get("page"), context.get("audience"))}
