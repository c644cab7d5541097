"""A letter as a message: who it is from, and what its headers say to mail programs (RFC 2369, 2919, 8058)."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from wagtail.models import Site

from portal.letters import Letter
from portal.models import Partnership

from .links import DIGEST, preferences_url, unsubscribe_url
from .models import NewsList, Subscriber

ANYMAIL = "anymail."
LISTS = {NewsList.NEWSLETTER: "newsletter", DIGEST: "digest"}
"""What a site sends, as the last word of addresses and the first of list names."""


def sender_address() -> str:
    """The mailbox that letters come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def unsubscribe_mailbox() -> str:
    """The mailbox that takes “unsubscribe” by e-mail."""
    return parseaddr(settings.UNSUBSCRIBE_MAILBOX or settings.DEFAULT_FROM_EMAIL)[1]


def bare(letter: Letter, to: str, partnership: Partnership) -> EmailMultiAlternatives:
    """The letter from that partnership, as plain text and as HTML, without anything about a list."""
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=formataddr((partnership.name, sender_address())),
        to=[to],
        reply_to=[partnership.feedback_address] if partnership.feedback_address else None,
    )
    message.attach_alternative(letter.html, "text/html")
    if settings.EMAIL_BACKEND.startswith(ANYMAIL):
        # Nothing watches the reader: no picture that tells on them, no link that passes by somebody else.
        message.track_opens = message.track_clicks = False  # type: ignore[attr-defined]
    return message


def to_subscriber(
    letter: Letter, subscriber: Subscriber, key: UUID, site: Site, partnership: Partnership, what: str, why: str
) -> EmailMultiAlternatives:
    """The letter to one who asked for it: `what` is the site’s newsletter or the digest, `why` says that they asked."""
    leave = unsubscribe_url(subscriber, site, what)
    message = bare(
        letter.to(unsubscribe=leave, preferences=preferences_url(subscriber, site), why=why),
        subscriber.address,
        partnership,
    )
    box, word = unsubscribe_mailbox(), LISTS[what]
    message.extra_headers = {
        "Message-ID": f"<{key}@{sender_address().rpartition('@')[2]}>",
        "List-Id": f"{_plain(partnership.short_name)} {word} <{word}.{site.hostname}>",
        "List-Unsubscribe": f"<{leave}>, <mailto:{box}?subject={quote(f'unsubscribe {key}')}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if what == DIGEST:
        message.extra_headers |= {"Auto-Submitted": "auto-generated", "Precedence": "bulk"}
    if settings.EMAIL_BACKEND.startswith(ANYMAIL):
        message.metadata = {"delivery": str(key)}  # type: ignore[attr-defined]
    return message


def _plain(words: str) -> str:
    """As a header may have it outside quotes: letters, digits and spaces of ASCII."""
    return "".join(each if each.isascii() and (each.isalnum() or each == " ") else " " for each in words).strip()
