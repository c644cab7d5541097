"""What becomes of something a reader sent: danger and spam are looked for in it, and it is kept."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from portal.danger import suggests_danger
from portal.limits import network_of, within
from portal.moments import moment

from .models import Message, State

MOST = 20
"""Messages from one network in an hour: a whole school may be behind one."""

LINK = re.compile(r"https?:|www\.|<a\b|\[url|\b[\w-]+\.(ru|top|xyz|click|shop|online|site|biz|info)\b", re.IGNORECASE)
AGAIN = timedelta(days=1)
"""The same words within this time are the same message."""

ALIKE = 20
"""Letters and digits from which on words are somebody's own: many may say “more buses”."""


@dataclass
class Said:
    """What was said: pairs of a question and its answer, the words that were typed freely, and what speaks for a machine."""

    answers: list[list[str]]
    typed: list[str] = field(default_factory=list)
    machine: bool = False

    @property
    def danger(self) -> bool:
        return suggests_danger(*self.typed)

    @property
    def alike(self) -> str:
        """The same for the same words, whatever their case and signs; nothing for a few of them."""
        letters = re.sub(r"\W+", "", " ".join(self.typed).lower())
        return hashlib.sha256(letters.encode()).hexdigest() if len(letters) >= ALIKE else ""

    def looks_like_spam(self, site: Site, at: datetime | None = None) -> bool:
        """Was a field filled in that only a machine sees, does it lead elsewhere, was it said before? One query at most."""
        if self.machine or any(LINK.search(text) for text in self.typed):
            return True
        known = Message.objects.filter(site=site, alike=self.alike, at__gt=moment(at) - AGAIN)
        return bool(self.alike) and known.exists()


def may_send(request: HttpRequest) -> bool:
    """Has little enough come from this network within the hour?"""
    return within("message", network_of(request), MOST, at=getattr(request, "at", None))


def keep(site: Site, said: Said, at: datetime | None = None, **of: Any) -> Message:
    """Keep it for the staff of the site it was read on: in the inbox, or held back where it looks like spam."""
    state = State.HELD_BACK if said.looks_like_spam(site, at) else State.NEW
    return Message.objects.create(
        site=site,
        answers=said.answers,
        alike=said.alike,
        state=state,
        urgent=said.danger,
        at=moment(at),
        **of,
    )
