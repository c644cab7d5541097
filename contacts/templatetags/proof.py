"""The line that proves a contact was checked."""

from typing import Any

from django import template

from contacts import proof
from contacts.directory import EMERGENCY
from contacts.models import Contact
from contacts.templatetags.contacts import moment_of

register = template.Library()


@register.inclusion_tag("contacts/checked.html", takes_context=True)
def checked(context: template.Context, contact: Contact) -> dict[str, Any]:
    """“Checked 12 November 2026”; once the check is long overdue, that it is being done and whom to call instead."""
    at = moment_of(context)
    return {
        "checked_on": proof.checked_on(contact, at),
        "told": proof.being_checked(contact, at),
        "several": sum(way.is_number for way in contact.ways) > 1,
        "Told": proof.Told,
        "emergency": EMERGENCY,
        "police": proof.NON_EMERGENCY,
    }
