"""What of a page has been put right since it was sent by e-mail, where the letters cannot be changed any more.

An app whose records show on pages registers a function under the hook named here. It is called with the page, the overlay of
the site being read and the moment the letters went out, and answers each number or address that readers of the site may
still have in a letter of then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wagtail import hooks

from .overlay import Overlay

if TYPE_CHECKING:
    from .models import BasePage

CORRECTIONS = "corrections_since"


@dataclass(frozen=True)
class Corrected:
    """A number or address that a letter shows and that is not right any more. `now` is empty if nothing took its place."""

    name: str  # whose it is
    was: str
    now: str
    at: datetime


def corrections(page: BasePage, overlay: Overlay, since: datetime) -> list[Corrected]:
    """What has changed since, the latest first."""
    found: Iterator[Corrected] = (each for ask in hooks.get_hooks(CORRECTIONS) for each in ask(page, overlay, since))
    return sorted(found, key=lambda each: each.at, reverse=True)
