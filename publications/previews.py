"""An issue as an e-mail, before it is one: in a wide and in a narrow window, and as plain text; and what staff are told of it.

The letter stands in a frame of its own, as wide as the window of a mail program, so that its style sheet goes by that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Site

from portal.letters import Letter
from portal.overlay import Overlay

from . import items

if TYPE_CHECKING:
    from .models import NewsletterPage

WIDE, NARROW, TEXT = "letter-wide", "letter-narrow", "letter-text"
MODES = [(WIDE, "E-mail, wide"), (NARROW, "E-mail, narrow"), (TEXT, "E-mail, plain text")]
WIDTHS = {WIDE: 640, NARROW: 320}  # CSS pixels
OF_NOBODY = {
    "why": "Here each reader is told why they get this letter.",
    "preferences": "#preferences",
    "unsubscribe": "#unsubscribe",
}
"""What stands where a letter differs from reader to reader."""


def preview(issue: NewsletterPage, mode: str, request: HttpRequest) -> HttpResponse:
    """The letter as one of the modes shows it, with samples in the places that differ from reader to reader."""
    site = issue.get_site() or Overlay.of(request).site
    letter = issue.letter(site, getattr(request, "at", None)).to(**OF_NOBODY)
    context = {"letter": letter, "width": WIDTHS.get(mode), "page": issue}
    response = render(request, "publications/admin/letter_preview.html", context)
    # As in a mail program: styles at their elements, pictures of the site it belongs to, and nothing that runs.
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: {site.root_url}; frame-ancestors 'self'"
    )
    response.headers["Content-Security-Policy"] = policy
    return response


@dataclass(frozen=True)
class Told:
    """What the editor of an issue is told: the letter as it stands, and how many items readers do not get."""

    letter: Letter
    left_out: int

    @classmethod
    def of(cls, issue: NewsletterPage) -> Told | None:
        site: Site | None = issue.get_site()
        if site is None:
            return None
        letter = issue.letter(site)
        return cls(letter, items.show(issue, Overlay.at(site)))
