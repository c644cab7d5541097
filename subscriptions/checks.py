"""What `manage.py check --deploy` says of sending mail: what large mailboxes ask of whoever writes to many."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Error as CheckError
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError
from wagtail.models import Site

from .handing import DJANGOS_SMTP
from .message import ANYMAIL, sender_address, unsubscribe_mailbox

NEAR = ("localhost", "127.0.0.1", "::1")
SENDS = (DJANGOS_SMTP, "subscriptions.smtp.EmailBackend")


@register(Tags.security, deploy=True)
def letters_can_go_out(**kwargs: Any) -> list[CheckMessage]:
    """Mail is really sent, over TLS, from an address that exists, with links on https."""
    return [*_backend(), *_mailboxes(), *_sites()]


def _backend() -> list[CheckMessage]:
    name = settings.EMAIL_BACKEND
    if name.startswith(ANYMAIL):
        return []
    if name not in SENDS:
        return [
            CheckError(f"Mail goes to {name}, which sends nothing.", hint="Set EMAIL_URL.", id="subscriptions.E001")
        ]
    if settings.EMAIL_HOST not in NEAR and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        words = "Mail, with the addresses of subscribers, goes to another machine without TLS."
        return [CheckWarning(words, hint="Use smtp+tls:// or smtp+ssl:// in EMAIL_URL.", id="subscriptions.W002")]
    return []


def _mailboxes() -> list[CheckMessage]:
    said = {"EMAIL_FROM": sender_address(), "UNSUBSCRIBE_MAILBOX": unsubscribe_mailbox()}
    found: list[CheckMessage] = []
    for name, address in said.items():
        try:
            validate_email(address)
            wrong = address.rpartition("@")[2] in NEAR
        except ValidationError:
            wrong = True
        if wrong:
            words = f"{name} is no address that the world can write to: letters from it are refused."
            found.append(CheckError(words, hint="Set it to a mailbox that somebody reads.", id="subscriptions.E003"))
    return found


def _sites() -> list[CheckMessage]:
    try:
        open_to_all = [str(site) for site in Site.objects.all() if not site.root_url.startswith("https://")]
    except DatabaseError:  # not there yet
        return []
    return [
        CheckWarning(
            f"The site {name} is not on port 443: the one-click unsubscribe of its letters has to be an https address.",
            hint="Give the site its port under Settings, Sites (RFC 8058).",
            id="subscriptions.W004",
        )
        for name in open_to_all
    ]
