"""Mail to a partnership that messages have come: none of their words, only how many and where to read them.

An urgent one is told within the minute; the others once a day from nine in the morning, all together.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Max, QuerySet
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse

from portal.models import Partnership
from portal.moments import today
from portal.tick import minute

from .models import Message

logger = logging.getLogger(__name__)

FROM_HOUR = 9  # London time
PATIENCE = 20  # seconds for the mail server: the tick has other things to do


@receiver(minute)
def tell(at: datetime, **kwargs: object) -> None:
    """Write to every partnership that gives an address and has messages it was not told of; what fails is tried again."""
    waiting = Message.objects.waiting().filter(told_at=None)
    sites = set(waiting.order_by().values_list("site", flat=True))
    if not sites:
        return
    for partnership in Partnership.objects.filter(site__in=sites).exclude(feedback_address=""):
        mine = waiting.filter(site=partnership.site_id)
        send(partnership, mine.filter(urgent=True), at, urgent=True)
        if at.hour >= FROM_HOUR and not told_today(partnership, at):
            send(partnership, mine.filter(urgent=False), at)


def told_today(partnership: Partnership, at: datetime) -> bool:
    """Was it written to today about what is not urgent?"""
    told = Message.objects.filter(site=partnership.site_id, urgent=False).aggregate(last=Max("told_at"))["last"]
    return told is not None and today(told) == today(at)


def send(partnership: Partnership, messages: QuerySet, at: datetime, urgent: bool = False) -> None:
    """One mail about these messages, if there are any."""
    keys = list(messages.values_list("pk", flat=True))
    if not keys:
        return
    Message.objects.filter(pk__in=keys).update(told_at=at)  # first: killed here, nobody is told twice
    try:
        mail(partnership, len(keys), urgent).send()
    except Exception:
        logger.exception("A partnership cannot be told of new messages from readers.")
        Message.objects.filter(pk__in=keys).update(told_at=None)


def mail(partnership: Partnership, number: int, urgent: bool) -> EmailMessage:
    """What the partnership is told."""
    inbox = settings.WAGTAILADMIN_BASE_URL + reverse(Message.snippet_viewset.get_url_name("list"))
    said = {"partnership": partnership, "number": number, "urgent": urgent, "inbox": inbox}
    messages = f"{number} new message{'' if number == 1 else 's'} from readers"
    return EmailMessage(
        subject=f"Urgent: {messages}" if urgent else messages.capitalize(),
        body=render_to_string("feedback/mail/told.txt", said),
        to=[partnership.feedback_address],
        connection=get_connection(timeout=PATIENCE),
    )
