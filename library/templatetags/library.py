"""Documents and recordings in templates."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from library.links import with_facts
from library.models import Document

register = template.Library()


@register.filter
def document_facts(html: str) -> SafeString:
    """Running text in which every link to a document says what it opens."""
    return mark_safe(with_facts(html))


@register.inclusion_tag("components/another_format.html", takes_context=True)
def another_format(context: template.Context, document: Document, title: str = "") -> dict[str, Any]:
    """Whom to ask for a document in another format: the partnership by its feedback address, or else its business team.

    Says first if the file is one that a screen reader may not read well.
    """
    request = context.get("request")
    overlay = context.get("overlay")
    overlay = overlay() if callable(overlay) else overlay
    address = overlay.partnership.feedback_address if overlay else ""
    return {
        "request": request,
        "document": document,
        "title": title or document.title,
        "address": address,
    }
