"""What the templates of procedures ask for."""

from typing import Any

from django import template
from django.db.models import Q
from django.utils.safestring import SafeString

from portal.moments import today
from portal.overlay import Overlay
from portal.page_types import answering
from portal.shelf import Duty, Kept
from procedures.catalogue import in_force as versions_in_force
from procedures.models import ProcedurePage, Version
from procedures.reading import Reading
from procedures.references import numbered as with_numbers
from procedures.shelf import statutory_shelf

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


@register.simple_tag(takes_context=True)
def in_force(context: template.Context, page: int | None) -> Version | None:
    """`{% in_force page.terms_of_reference_id as version %}`: what is in force of the procedure with this id on the site.

    Where the site's own page stands in the place of a shared one, that of the own page. None if the site does not show it, it
    has been withdrawn, or nothing of it has begun. One query.
    """
    if page is None:
        return None
    request = context["request"]
    overlay, day = Overlay.of(request), today(getattr(request, "at", None))
    pages = answering(ProcedurePage.objects.filter(Q(pk=page) | Q(shared_page=page)))
    found = versions_in_force(pages.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)), day)
    return next((version for version in found if overlay.meets(version.page)), None)


@register.simple_tag(takes_context=True)
def arrangements(context: template.Context) -> Kept | None:
    """`{% arrangements as kept %}`: the site's safeguarding arrangements, as its shelf has them. One query, remembered."""
    request = context["request"]
    kept = statutory_shelf(Overlay.of(request), getattr(request, "at", None))
    return next((each for each in kept if each.duty == Duty.ARRANGEMENTS), None)


@register.filter
def since(version: Version) -> str:
    """From when a version counts, in words that claim no more than is known: “in force from 1 July 2025”."""
    if version.effective_from:
        stated = f"in force from {version.dated}"
        if version.starts == version.effective_from:
            return stated
        return f"{stated}, {'on this site from' if version.significant else 'corrected on'} {version.starts:%-d %B %Y}"
    return f"{version.dated}; {'the day is not known' if version.edition else 'from which day it counts is not known'}"
