"""A letter as staff see it before it goes out: with nobody’s links in it, on the screen or in their own mailbox."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPException
from typing import Any

from anymail.exceptions import AnymailError
from django.urls import reverse
from wagtail.models import Site

from portal.letters import Letter
from portal.overlay import Overlay

from .handing import why_down
from .mailings import NotPossible, letter_of
from .message import bare
from .models import Mailing


def send_test(mailing: Mailing, user: Any, at: datetime | None = None) -> None:
    """The letter as it would go out, to the member of staff who asks: on no list, and with nobody’s links in it."""
    if not user.email:
        raise NotPossible("Your account has no e-mail address. Add it under your name, Account.")
    site = mailing.site
    assert site is not None
    letter = for_nobody(letter_of(mailing, at), site)
    test = Letter(f"[Test] {letter.subject}", letter.html, letter.text)
    try:
        bare(test, user.email, Overlay.at(site).partnership).send()
    except (OSError, SMTPException, AnymailError) as error:
        raise NotPossible(f"The test could not be sent. {why_down(error)}.") from None


def for_nobody(letter: Letter, site: Site) -> Letter:
    """As staff see it: where a subscriber has links of their own, the page where one subscribes."""
    page = site.root_url + reverse("subscriptions:subscribe")
    return letter.to(unsubscribe=page, preferences=page, why="This is a test: subscribers find here why they get it.")
