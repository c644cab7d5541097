"""Builders of subscribers, sign-ups and mailings, and one address of every kind of page they have."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from typing import Any

from django.core import mail
from django.http import HttpResponse
from django.test import Client

from subscriptions import consent, leaving, links
from subscriptions.addresses import normal
from subscriptions.models import Consent, NewsList, SignUp, Subscriber, Subscription
from subscriptions.models.suppression import Reason

from . import build

SINCE = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SHOWN, WAITING, GONE = (uuid.UUID(int=number) for number in (1, 2, 3))


def of(purpose: str, *said: Any) -> str:
    """The path of a page that a signed link opens."""
    return f"/newsletters/{purpose}/{links.token(purpose, *said)}/"


KINDS = [
    "/newsletters/subscribe/",
    of(links.CONFIRM, str(WAITING)),
    of(links.CONFIRM, str(GONE)),
    of(links.PREFERENCES, str(SHOWN)),
    of(links.PREFERENCES, str(GONE)),
    of(links.UNSUBSCRIBE, str(SHOWN), 0, links.DIGEST),
    of(links.UNSUBSCRIBE, str(GONE), 0, links.DIGEST),
]


def make_subscriber(
    sites: build.Sites, address: str = "reader@example.org", *wishes: tuple, since: datetime = SINCE, **fields: Any
) -> Subscriber:
    """Somebody who confirmed: `make_subscriber(sites, "a@example.org", ("essex", "reviews"), ("set", "topic", "bullying"))`.

    Without a word on what, Southend’s newsletter.
    """
    asked = [(sites.site(slug).pk, *rest) for slug, *rest in wishes or (("southend", NewsList.NEWSLETTER),)]
    subscriber = Subscriber.objects.create(address=normal(address), confirmed_at=since, **fields)
    for site, news, *topic in asked:
        Subscription.objects.create(
            subscriber=subscriber, site_id=site, news=news, topic=topic[0] if topic else "", since=since
        )
    Consent.objects.create(
        subscriber=subscriber,
        at=since,
        how="form",
        version=consent.VERSION,
        text=consent.TEXT,
        wishes=[[site, news, *(topic or [""])] for site, news, *topic in asked],
    )
    return subscriber


def make_signup(
    sites: build.Sites, address: str = "new@example.org", slug: str = "southend", at: datetime | None = None, **fields
) -> SignUp:
    """Somebody who asked for that site’s newsletter, and has not confirmed yet."""
    site = sites.site(slug)
    fields.setdefault("wishes", [[site.pk, "newsletter", ""]])
    return SignUp.objects.create(
        address=normal(address),
        site=site,
        consent_version=consent.VERSION,
        consent_text=consent.TEXT,
        asked_at=at or datetime.now(UTC),
        **fields,
    )


def make_suppressed(address: str, reason: str = Reason.BOUNCED) -> None:
    leaving.suppress_address(address, Reason(reason), SINCE)


def sent(client: Client, path: str, data: dict[str, Any], slug: str = "southend", **kwargs: Any) -> HttpResponse:
    """What a reader gets who opens the form at that path and sends it with this, not too soon after."""
    host = {"host": build.host(slug)}
    proof = re.search(r'name="proof" value="([^"]+)"', client.get(path, headers=host).content.decode())
    return client.post(path, {"proof": proof[1] if proof else "", **data}, headers=host, **kwargs)


def link_in_letter(purpose: str, number: int = -1) -> str:
    """The path of that link in a letter that was sent."""
    return re.search(rf"https?://[^/\s]+(/newsletters/{purpose}/[^\s]+)", mail.outbox[number].body)[1]


def furnish(sites: build.Sites) -> None:
    """What the addresses of `KINDS` show on every partnership’s site."""
    make_subscriber(
        sites, "reader@example.org", ("southend", "newsletter"), ("set", "reviews"), ("essex", "topic", "bullying"),
        key=SHOWN,
    )  # fmt: skip
    make_signup(sites, key=WAITING)
