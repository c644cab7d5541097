"""What the templates of procedures ask for."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from procedures.models import Version
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


@register.filter
def since(version: Version) -> str:
    """From when a version counts, in words that claim no more than is known: “in force from 1 July 2025”."""
    if version.effective_from:
        stated = f"in force from {version.dated}"
        if version.starts == version.effective_from:
            return stated
        return f"{stated}, {'on this site from' if version.significant else 'corrected on'} {version.starts:%-d %B %Y}"
    return f"{version.dated}; {'the day is not known' if version.edition else 'from which day it counts is not known'}"
