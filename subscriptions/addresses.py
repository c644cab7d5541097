"""E-mail addresses as they are kept, and how one is recognised that is kept no longer."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def normal(address: str) -> str:
    """The address as it is kept and compared: without spaces around it, in small letters."""
    return address.strip().lower()


def digest(address: str) -> str:
    """A keyed digest: it tells whether an address is the same one, and the address cannot be had from it without the key."""
    key = f"subscriptions.suppression:{settings.SECRET_KEY}".encode()
    return hmac.new(key, normal(address).encode(), hashlib.sha256).hexdigest()
