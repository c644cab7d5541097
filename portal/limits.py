"""How often the same reader may do something, without a cookie and without keeping who it was (PR1, PR2).

What is counted is a keyed digest of a network address, or of an e-mail address, which is another one each day; the counts
go the next night.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.dispatch import receiver
from django.http import HttpRequest

from .models import Tally
from .moments import moment, today
from .tick import night


def network_of(request: HttpRequest) -> str:
    """The network a request comes from: behind proxies what the outermost of ours was told; of IPv6 the half that is a home's."""
    came_by = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.PROXIES
    address = came_by[-proxies] if proxies and len(came_by) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def within(what: str, who: str, most: int, per: timedelta = timedelta(hours=1), at: datetime | None = None) -> bool:
    """Count this once more: is it still within `most` for this stretch of time?

    Two queries; for the first of a stretch a few more.
    """
    now = moment(at)
    since = datetime.fromtimestamp(now.timestamp() // per.total_seconds() * per.total_seconds(), tz=now.tzinfo)
    key = f"{settings.SECRET_KEY}:{today(now)}".encode()
    named: dict[str, Any] = {
        "what": what,
        "who": hmac.new(key, who.encode(), hashlib.sha256).hexdigest(),
        "since": since,
    }
    tally = Tally.objects.filter(**named)
    if not tally.update(count=F("count") + 1):
        Tally.objects.get_or_create(**named)
        tally.update(count=F("count") + 1)
    return tally.values_list("count", flat=True).get() <= most


@receiver(night)
def forget(at: datetime, **kwargs: Any) -> None:
    """Forget the counts of the day before."""
    Tally.objects.filter(since__lt=at - timedelta(days=1)).delete()
