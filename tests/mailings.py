"""Builders of subscribers and mailings, a letter without its page’s own words, and a mail server on the loopback address."""

from __future__ import annotations

import email
import email.policy
import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.test import override_settings

from portal.letters import Letter
from portal.models import BasePage
from publications.models import NewsletterIndexPage, NewsletterPage
from subscriptions.models import Mailing, MailingKind, NewsList, State, Subscriber, Subscription

from . import build

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
HTML = (
    "<html><body><h1>Summer</h1><p>[[why]]</p>"
    "<a href='[[preferences]]'>Choose</a> <a href='[[unsubscribe]]'>Unsubscribe</a></body></html>"
)
TEXT = "Summer\n\n.a line that begins with a dot\n\n[[why]]\nChoose: [[preferences]]\nUnsubscribe: [[unsubscribe]]\n"
KINDS: list[str] = []
"""Mailings have no page of their own for readers."""

numbers = itertools.count(1)


def issue(home: BasePage, season: str = "summer", live: bool = True) -> NewsletterPage:
    """That season’s issue of that site’s newsletter, `/newsletters/summer-2026/`."""
    index = BasePage.objects.filter(url_path=f"{home.url_path}newsletters/").first()
    index = index.specific if index else build.add(home, NewsletterIndexPage(title="Newsletters", slug="newsletters"))
    page = NewsletterPage(title=f"{season.title()} issue", slug=f"{season}-2026", season=season, year=2026)
    return build.add(index, page, live)


@contextmanager
def plain_letters(subject: str = "Summer issue", html: str = HTML) -> Iterator[None]:
    """What issues say is somebody else’s: here each is a letter of a few words."""

    def letter(page: Any, site: Any, at: Any = None) -> Letter:
        return Letter(subject, html, TEXT)

    def sent(page: Any, at: datetime) -> None:
        NewsletterPage.objects.filter(pk=page.pk).update(sent_at=at)

    with patch.object(NewsletterPage, "letter", letter), patch.object(NewsletterPage, "has_been_sent", sent):
        yield


def subscribe(site: Any, *news: str, address: str = "", since: datetime = LONG_AGO, topic: str = "") -> Subscriber:
    """Somebody who wants these lists of that site, the newsletter if none is named."""
    address = address or f"reader-{next(numbers)}@example.org"
    who, _ = Subscriber.objects.get_or_create(address=address, defaults={"confirmed_at": since})
    for each in news or (NewsList.NEWSLETTER,):
        Subscription.objects.create(subscriber=who, site=site, news=each, since=since, topic=topic)
    return who


def being_sent(page: NewsletterPage, **fields: Any) -> Mailing:
    """A mailing of that issue to all who want it, begun, with a chain of batches that nobody has started yet."""
    from subscriptions import recipients

    fields = {"subject": "Summer issue", "html": HTML, "text": TEXT, "state": State.SENDING, "run": uuid4(), **fields}
    mailing = Mailing.objects.create(
        page=page, site=page.get_site(), kind=MailingKind.NEWSLETTER, started_at=datetime.now(UTC), **fields
    )
    recipients.write_down(mailing)
    return mailing


class Received:
    """A mail server’s ear: keeps what it takes, and answers what a test wants it to."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, bytes]] = []
        self.on_mail: Callable[[str], str | None] = lambda address: None
        self.on_rcpt: Callable[[str], str | None] = lambda address: None
        self.on_data: Callable[[str], str | None] = lambda address: None
        self.lock = threading.Lock()

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self.on_mail(address) or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        answer = self.on_rcpt(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        address = envelope.rcpt_tos[0]
        answer = self.on_data(address)
        if answer and answer[0] in "45":
            return answer
        with self.lock:
            self.messages.append((address, envelope.original_content))
        if answer == "silence":
            session.peer = None
            server.transport.abort()  # it has the letter, and says nothing
        return "250 Taken"

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.messages]

    def read(self) -> list[Any]:
        """The letters as Python’s own reader of mail understands them."""
        return [email.message_from_bytes(raw, policy=email.policy.default) for _, raw in self.messages]


class OnLoopback(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler, enable_SMTPUTF8=True, ident="test")

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # whichever was free
        super()._trigger_server()


@contextmanager
def mail_server(**more: Any) -> Iterator[Received]:
    """A real SMTP server that the portal sends to."""
    received = Received()
    controller = OnLoopback(received, hostname="127.0.0.1", port=0)
    controller.start()
    here = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": controller.port,
        "DEFAULT_FROM_EMAIL": "portal@set.example",
        "UNSUBSCRIBE_MAILBOX": "leave@set.example",
    }
    try:
        with override_settings(**{**here, **more}):
            yield received
    finally:
        controller.stop()


def soon(minutes: float) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)
