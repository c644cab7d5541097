"""E-mail addresses as they are kept, and how one is recognised that is kept no longer."""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 254  # characters of an address (RFC 5321)


def normal(address: str) -> str:
    """The address as it is kept and compared: without spaces around it, in small letters, its domain as mail servers write it."""
    local, at, domain = address.strip().lower().rpartition("@")
    with suppress(UnicodeError):  # it is no domain at all
        domain = domain.encode("idna").decode("ascii")
    return f"{local}{at}{domain}"


def is_address(address: str) -> bool:
    """Is this, as `normal` writes it, an address that is kept? None in quotes, of which one mailbox has any number."""
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST and address.isascii() and '"' not in address


def mailbox(address: str) -> str:
    """The mailbox an address may lead to, for counting: what follows a plus sign is a note to oneself, dots are often nothing."""
    local, at, domain = normal(address).rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}{at}{domain}"


def digest(address: str) -> str:
    """A keyed digest: it tells whether an address is the same one, and the address cannot be had from it without the key."""
    key = f"subscriptions.suppression:{settings.SECRET_KEY}".encode()
    return hmac.new(key, normal(address).encode(), hashlib.sha256).hexdigest()
