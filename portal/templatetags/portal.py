"""What the public templates ask for; available in every template without loading."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from portal.blocks import SectionValue
from portal.blocks import sections as sections_of
from portal.feeds import SiteFeed, feeds

register = template.Library()


@register.simple_tag
def sections(body: Iterable | None) -> list[SectionValue]:
    """The sections of a page's body, for the list “On this page”."""
    return sections_of(body)


@register.simple_tag(takes_context=True)
def here(context: Context, path: str) -> SafeString:
    """The `aria-current` of a link in a menu: `page` on that very page, `true` below it, nothing elsewhere."""
    current = context["request"].path
    if current == path:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"' if current.startswith(path) else "")


@register.filter
def under(cells: Iterable, columns: Iterable[dict[str, Any]]) -> list[tuple[str, Any]]:
    """A table row's cells, each with the heading of its column."""
    return [(column["heading"], cell) for column, cell in zip(columns, cells, strict=True)]


@register.filter
def size(octets: int | None) -> str:
    """A file's size to two significant figures: `340 KB`, `1.2 MB`; nothing if unknown."""
    if not octets:
        return ""
    for unit, factor in (("MB", 1000**2), ("KB", 1000)):
        if octets >= factor * 0.995:
            figures = float(f"{octets / factor:.2g}")
            return f"{figures:.1f} {unit}" if figures < 10 else f"{figures:.0f} {unit}"
    return "1 KB"


@register.simple_tag
def site_feeds() -> list[type[SiteFeed]]:
    """Every feed of a site, for the head of each page."""
    return feeds()
