"""The signed addresses that letters carry. They name a subscriber by a key, and hold for as long as the subscriber is there."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404
from django.urls import reverse
from wagtail.models import Site

from .models import NewsList, SignUp, Subscriber

DIGEST = "digest"  # all that comes in the daily digest: every list but the newsletter
CONFIRM, PREFERENCES, UNSUBSCRIBE = "confirm", "preferences", "unsubscribe"


def confirm_url(signup: SignUp) -> str:
    """Where somebody says that they want what was typed."""
    return signup.site.root_url + reverse("subscriptions:confirm", args=[token(CONFIRM, str(signup.key))])


def preferences_url(subscriber: Subscriber, site: Site) -> str:
    """Where a subscriber sees and changes what they get."""
    return site.root_url + reverse("subscriptions:preferences", args=[token(PREFERENCES, str(subscriber.key))])


def unsubscribe_url(subscriber: Subscriber, site: Site, what: str = NewsList.NEWSLETTER) -> str:
    """Where a subscriber leaves that site’s newsletter, or, for `DIGEST`, the digest; the address of RFC 8058’s one click."""
    named = token(UNSUBSCRIBE, str(subscriber.key), site.pk, str(what))
    return site.root_url + reverse("subscriptions:unsubscribe", args=[named])


def token(purpose: str, *said: Any) -> str:
    return signing.dumps(list(said), salt=f"subscriptions.{purpose}")


def read(purpose: str, text: str) -> list[Any]:
    """What a token of that purpose says. Raises Http404 for one that is not ours."""
    try:
        return signing.loads(text, salt=f"subscriptions.{purpose}")
    except signing.BadSignature as error:
        raise Http404("This link is not complete, or it is not one of ours.") from error
