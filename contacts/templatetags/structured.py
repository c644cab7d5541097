"""Data about contacts in the head of a page, for search engines: a data block, never run, at no query of its own."""

from django import template
from django.utils.safestring import SafeString

from contacts.models import Service
from contacts.structured import organisations, services
from contacts.templatetags.contacts import here
from portal.overlay import Overlay
from portal.structured import data_block

register = template.Library()


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
