"""Mail to those who keep contacts: once a day from eight in the morning, whatever is due, in one message to each.

A keeper is written to on the day a check of theirs is due and every week until it is confirmed, always with all that is due.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse

from portal.models import Partnership
from portal.tick import minute

from . import proof
from .hours import bank_holidays
from .hours.words import lines
from .models import Contact

logger = logging.getLogger(__name__)

FROM_HOUR = 8  # London time: before the working day
AGAIN_AFTER = timedelta(days=7)
PATIENCE = 20  # seconds for the mail server: the tick has other things to do


def due(today: date) -> dict[str, list[Contact]]:
    """Each keeper's contacts whose check is due on this day, for the keepers who are to be told today."""
    kept = (
        Contact.objects.exclude(owner="")
        .select_related("service", "site")
        .prefetch_related("channels", "opening_hours")
    )
    by_owner: dict[str, list[Contact]] = defaultdict(list)
    for contact in kept:
        when = proof.check_due(contact)
        if when and when <= today:
            by_owner[contact.owner.lower()].append(contact)
    return {
        owner: contacts
        for owner, contacts in by_owner.items()
        if any(is_to_be_told(contact, today) for contact in contacts)
        and not any(contact.reminded_on == today for contact in contacts)
    }


def is_to_be_told(contact: Contact, today: date) -> bool:
    """Was its keeper not told since the check fell due, or a week ago or longer?"""
    told, when = contact.reminded_on, proof.check_due(contact)
    return told is None or (when is not None and told < when) or today - told >= AGAIN_AFTER


@receiver(minute)
def remind(at: datetime, **kwargs: Any) -> None:
    """Write to every keeper who is to be told today, once; a mail that cannot be sent is tried again at the next tick."""
    today = proof.today(at)
    if at.hour < FROM_HOUR:
        return
    for owner, contacts in due(today).items():
        told = {contact.pk: contact.reminded_on for contact in contacts}
        Contact.objects.filter(pk__in=told).update(reminded_on=today)  # first: killed here, nobody is told twice
        try:
            message(owner, contacts, at).send()
        except Exception:
            logger.exception("The reminder of contacts that are due cannot be sent to their keeper.")
            for pk, day in told.items():
                Contact.objects.filter(pk=pk).update(reminded_on=day)


def message(owner: str, contacts: Iterable[Contact], at: datetime) -> EmailMessage:
    """What one keeper is told. Answers go to the partnership, if all the contacts are one's that has an address for it."""
    contacts = sorted(contacts, key=lambda contact: (proof.check_due(contact), contact.name))
    items = [
        {
            "contact": contact,
            "due": proof.check_due(contact),
            "hours": lines(contact.hours, at),
            "url": settings.WAGTAILADMIN_BASE_URL + reverse(confirm_url_name(), args=[contact.pk]),
        }
        for contact in contacts
    ]
    sites = {contact.site_id for contact in contacts}
    partnership = Partnership.objects.filter(site_id=sites.pop()).first() if len(sites) == 1 else None
    answer_to = partnership.feedback_address if partnership else ""
    count = len(items)
    return EmailMessage(
        subject=f"Please check {count} contact{'' if count == 1 else 's'}",
        body=render_to_string("contacts/mail/reminder.txt", {"items": items, "answer_to": answer_to}),
        to=[owner],
        reply_to=[answer_to] if answer_to else None,
        connection=get_connection(timeout=PATIENCE),
    )


def confirm_url_name() -> str:
    return Contact.snippet_viewset.get_url_name("confirm")


@receiver(minute)
def miss_bank_holidays(at: datetime, **kwargs: Any) -> None:
    """Once a day, log as an error that the shipped bank holidays end: pages then show every number and none first (GH5)."""
    if (at.hour, at.minute) == (FROM_HOUR, 0):
        for year in bank_holidays.missing(proof.today(at)):
            logger.error("The bank holidays of %s are not in the data of the package “holidays”: upgrade it.", year)
