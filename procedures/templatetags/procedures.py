"""What the templates of procedures ask for."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from portal.models import BasePage
from portal.overlay import Overlay
from procedures.catalogue import Entry, catalogue
from procedures.models import ProcedureKind, Version
from procedures.reading import Reading
from procedures.references import numbered as with_numbers

register = template.Library()


class NumberedNode(template.Node):
    def __init__(self, reading: Any, inside: template.NodeList) -> None:
        self.reading, self.inside = reading, inside

    def render(self, context: template.Context) -> SafeString:
        reading: Reading = self.reading.resolve(context)
        here = reading.chapter.entry.url if reading.chapter else ""
        return with_numbers(self.inside.render(context), reading.manual, here)


@register.tag
def numbered(parser: template.base.Parser, token: template.base.Token) -> NumberedNode:
    """`{% numbered reading %}…{% endnumbered %}`: links inside to chapters and sections get their number of today."""
    reading = parser.compile_filter(token.split_contents()[1])
    inside = parser.parse(("endnumbered",))
    parser.delete_first_token()
    return NumberedNode(reading, inside)


def _site_catalogue(context: template.Context) -> list[Entry]:
    request = context["request"]
    return catalogue(Overlay.of(request), getattr(request, "at", None))


@register.simple_tag(takes_context=True)
def in_force(context: template.Context, page: BasePage | None) -> Entry | None:
    """`{% in_force page as terms %}`: the procedure as this site shows it, with its version in force.

    None if the site does not show it, or it has been withdrawn. Where the site's own page stands in the place of a shared one
    that was named, that page. No query beyond the catalogue's, which is remembered.
    """
    if page is None:
        return None
    slug = page.slug if Overlay.of(context["request"]).address(page) else None
    return next((entry for entry in _site_catalogue(context) if entry.slug == slug), None)


@register.simple_tag(takes_context=True)
def of_kind(context: template.Context, kind: str) -> list[Entry]:
    """`{% of_kind "arrangements" as found %}`: the site's procedures of that kind that have begun, its own first."""
    found = [entry for entry in _site_catalogue(context) if entry.kind == ProcedureKind(kind) and entry.version]
    return sorted(found, key=lambda entry: not entry.is_own)


@register.filter
def since(version: Version) -> str:
    """From when a version counts, in words that claim no more than is known: “in force from 1 July 2025”."""
    if version.effective_from:
        stated = f"in force from {version.dated}"
        if version.starts == version.effective_from:
            return stated
        return f"{stated}, {'on this site from' if version.significant else 'corrected on'} {version.starts:%-d %B %Y}"
    return f"{version.dated}; {'the day is not known' if version.edition else 'from which day it counts is not known'}"
