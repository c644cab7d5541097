"""Joining: what was typed is kept for seven days, a letter asks whoever reads that mailbox, and only their yes counts (NL1).

Whether an address is known, must not be written to, or has been asked for too often is found out in the background: the
answer to whoever typed it is the same, and takes the same time.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.dispatch import receiver
from django_tasks import task
from wagtail.models import Site

from portal import tick
from portal.letters import compose
from portal.limits import within
from portal.moments import moment
from portal.overlay import Overlay

from . import consent
from .addresses import digest, mailbox, normal
from .leaving import is_refused
from .links import confirm_url
from .message import bare
from .models import Consent, SignUp, Subscriber, Suppression
from .models.consent import How
from .wishes import Choice, Wish, grant, read

logger = logging.getLogger(__name__)

KEPT = timedelta(days=7)
A_DAY = timedelta(days=1)
LETTERS_A_DAY = 3  # to one mailbox, so that nobody’s mailbox can be filled by others
AGAIN_EVERY, AGAIN_UNTIL = 10, timedelta(hours=1)  # minutes; a letter that the mail server did not take


def ask(address: str, site: Site, wishes: list[Wish], at: datetime | None = None) -> None:
    """Keep what was typed on that site, and have the letter written."""
    signup = SignUp.objects.create(
        address=normal(address),
        site=site,
        wishes=wishes,
        consent_version=consent.VERSION,
        consent_text=consent.TEXT,
        asked_at=moment(at),
    )
    write.enqueue(signup.pk)


def pending(key: str, at: datetime | None = None) -> SignUp | None:
    """The sign-up of that key, if it still waits to be confirmed."""
    return SignUp.objects.select_related("site").filter(key=key, asked_at__gt=moment(at) - KEPT).first()


@task()
def write(pk: int) -> None:
    """Write the letter that asks. An address that must not be written to, or has had its letters today, is forgotten."""
    signup = SignUp.objects.select_related("site").filter(pk=pk, mailed_at=None).first()
    if signup is not None:
        send_if_within(signup)


def send_if_within(signup: SignUp, at: datetime | None = None) -> None:
    """Send the letter, or forget who asked. Each sign-up counts once, whoever comes to it first and however often it is tried."""
    uncounted = within("letter", str(signup.key), 1, A_DAY, at)
    if is_refused(signup.address) or (
        uncounted and not within("letters", mailbox(signup.address), LETTERS_A_DAY, A_DAY, at)
    ):
        signup.delete()
        return
    send(signup, at)


def send(signup: SignUp, at: datetime | None = None) -> None:
    """Send the letter; one that is not taken is tried again by the tick. What goes wrong is logged without the address."""
    overlay = Overlay.at(signup.site)
    context = {"asked": Choice(overlay).words(read(signup.wishes)), "confirm": confirm_url(signup)}
    letter = compose(signup.site, "subscriptions/letters/confirm", context, at)
    message = bare(letter, signup.address, overlay.partnership)
    message.extra_headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    try:
        message.send()
    except Exception as error:
        logger.warning("The letter of sign-up %s was not taken: %s.", signup.pk, type(error).__name__)
        return
    SignUp.objects.filter(pk=signup.pk).update(mailed_at=moment(at))


@transaction.atomic
def confirm(signup: SignUp, at: datetime | None = None) -> Subscriber | None:
    """They said yes: they get what was asked for, whatever they said before. None if somebody was quicker.

    The sign-up goes, so that its link does nothing twice: not even after they have left again.
    """
    locked = Subscriber.objects.select_for_update()
    locked.filter(address=signup.address).first()  # before the sign-up, as for who leaves: neither waits for the other
    if not SignUp.objects.select_for_update().filter(pk=signup.pk).exists():
        return None
    now, wishes = moment(at), read(signup.wishes)
    there = set(Site.objects.values_list("pk", flat=True))
    Suppression.objects.filter(digest=digest(signup.address)).delete()
    subscriber, _ = locked.get_or_create(address=signup.address, defaults={"confirmed_at": now})
    grant(subscriber, [wish for wish in wishes if wish[0] in there], now)
    Consent.objects.create(
        subscriber=subscriber,
        at=now,
        how=How.FORM,
        version=signup.consent_version,
        text=signup.consent_text,
        wishes=wishes,
    )
    SignUp.objects.filter(pk=signup.pk).delete()
    return subscriber


@receiver(tick.minute)
def look_after_signups(at: datetime, **kwargs: object) -> None:
    """Forget what nobody confirmed within seven days; write again what the mail server did not take."""
    now = moment(at)
    SignUp.objects.filter(asked_at__lte=now - KEPT).delete()
    if at.minute % AGAIN_EVERY == 0:
        lately = (now - AGAIN_UNTIL, now - timedelta(minutes=AGAIN_EVERY / 2))
        for signup in SignUp.objects.select_related("site").filter(mailed_at=None, asked_at__range=lately):
            send_if_within(signup, at)
