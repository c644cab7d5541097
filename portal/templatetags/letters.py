"""Letters in templates: a block of a page as mail programs can show it, and words as plain text."""

from typing import Any

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from wagtail.blocks import BoundBlock
from wagtail.models import Site

from portal.letter_text import as_text

register = template.Library()


@register.simple_tag(takes_context=True)
def letter_block(context: Context, block: BoundBlock, level: int = 2) -> SafeString:
    """A block of a page’s body as `letters/blocks/<its name>.html` shows it; `level` is that of its headings."""
    name = block.block.name
    with context.push(block=block, value=block.value, level=level):
        return context.template.engine.get_template(f"letters/blocks/{name}.html").render(context)


class AsText(template.Node):
    """`{% as_text %}…{% endas_text %}`: what is inside is HTML, escaped as such, and comes out as plain text."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes

    def render(self, context: Context) -> str:
        before, context.autoescape = context.autoescape, True
        try:
            html = self.nodes.render(context)
        finally:
            context.autoescape = before
        request: Any = context.get("request")
        return as_text(html, Site.find_for_request(request).root_url if request else "")


@register.tag("as_text")
def do_as_text(parser: Parser, token: Token) -> AsText:
    nodes = parser.parse(("endas_text",))
    parser.delete_first_token()
    return AsText(nodes)


@register.simple_tag
def letter_size(picture: Any, most: int) -> tuple[int, int]:
    """Width and height at which a letter shows a picture: `most` pixels wide, or as wide as it is."""
    width = min(picture.width, most)
    return width, round(picture.height * width / picture.width)
