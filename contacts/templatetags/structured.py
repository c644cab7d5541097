"""Data about contacts in the head of a page, for search engines: a data block, never run, at no query of its own."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from contacts.models import Service
from contacts.structured import Node, organisations, services
from contacts.templatetags.contacts import here
from portal.overlay import Overlay

register = template.Library()
AS_TEXT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
"""What could end the element, written as JSON writes any letter: as Django's own `json_script` does."""


def data_block(node: Node) -> SafeString:
    """The data as a script element that holds no script; nothing if there are none."""
    if not node["@graph"]:
        return SafeString("")
    text = json.dumps(node, ensure_ascii=False).translate(AS_TEXT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.simple_tag(takes_context=True)
def organisation_data(context: template.Context) -> SafeString:
    """The partnership, or on SET each area's, with whom to call about a child."""
    return data_block(organisations(here(context)))


@register.simple_tag(takes_context=True)
def service_data(context: template.Context, service: Service) -> SafeString:
    """Those who fill a service here."""
    directory = here(context)
    filling = directory.filling(service.slug)
    if filling is None:
        return SafeString("")
    address = Overlay.of(context["request"]).site.root_url + service.get_absolute_url()
    return data_block(services(filling, directory, address))
