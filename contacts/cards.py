"""Cards to print: an A4 page for a wall and a card for a wallet, with who to call in one area.

What is printed cannot change, so a card says when it was printed, that numbers change, and where to look: in words and as a
QR code, which is drawn here and asks no other host.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from portal.partnerships import Neighbour

from .directory import CHILDLINE, EMERGENCY, FRONT_DOOR, OUT_OF_HOURS, POLICE, Directory
from .get_help import CHILDLINE_NUMBER, LADO
from .hours import today
from .hours.words import lines
from .models import Channel, ChannelKind, Contact
from .proof import NON_EMERGENCY

COPIES = 4
"""Wallet cards on a sheet of A4."""


@dataclass(frozen=True)
class Entry:
    """A contact on a card: how to reach it and its hours in words."""

    contact: Contact
    ways: list[Channel]
    hours: list[str]


@dataclass(frozen=True)
class Part:
    """What to call about, and whom: nobody where we have no contact."""

    heading: str
    short_heading: str
    entries: list[Entry]


@dataclass(frozen=True)
class Card:
    """Who to call in one area, and the address of the page that says who answers now."""

    area: Neighbour
    parts: list[Part]

    def at(self, view: str) -> str:
        """The address of that page on the area's own site."""
        return urljoin(self.area.url, reverse(f"contacts:{view}"))

    @property
    def address(self) -> str:
        return self.at("get_help")

    @property
    def page(self) -> str:
        return self.at("card")

    @property
    def wallet(self) -> str:
        return self.at("wallet")

    @property
    def short_address(self) -> str:
        """The address as people type it."""
        return self.address.split("://", 1)[-1].rstrip("/")

    @property
    def qr(self) -> SafeString:
        return qr_code(self.address)


LOCAL = (
    (FRONT_DOOR, "Worried about a child, in the daytime", "Worried about a child: daytime"),
    (
        OUT_OF_HOURS,
        "Worried about a child, at night, at weekends and on bank holidays",
        "Nights, weekends, bank holidays",
    ),
    (LADO, "For professionals: worried about someone who works with children", "About someone who works with children"),
)
EVERYWHERE = (
    (CHILDLINE, "You are a child or a teenager", "You are a child or a teenager"),
    (POLICE, "Police, when it is not an emergency", "Police, not an emergency"),
)
WITHOUT_RECORD = {
    CHILDLINE: ("Childline", Channel(kind=ChannelKind.VOICE, value=CHILDLINE_NUMBER)),
    POLICE: ("Police", NON_EMERGENCY),
}
"""Numbers known to the code, so that a card has them even where no record does."""


def qr_code(address: str) -> SafeString:
    """The address as an SVG picture, as large as its place, readable with a tenth of it lost."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    return mark_safe(code.svg_inline(omitsize=True, border=4, svgclass="qr", lineclass=None))


def card_for(area: Neighbour, here: Directory, at: datetime) -> Card:
    """The card of an area of this directory, as it is right at this moment."""
    return Card(area, _parts(LOCAL, here, at, area))


def _parts(wanted: Iterable[tuple[str, str, str]], here: Directory, at: datetime, area: Neighbour | None) -> list[Part]:
    site_ids = (None, area.site_id if area else None)
    return [
        Part(heading, short, _entries(slug, [c for c in here.contacts(slug) if c.site_id in site_ids], at))
        for slug, heading, short in wanted
    ]


def _entries(slug: str, found: list[Contact], at: datetime) -> list[Entry]:
    within_reach = [contact for contact in found if contact.ways]
    if not within_reach and slug in WITHOUT_RECORD:
        name, way = WITHOUT_RECORD[slug]
        return [Entry(Contact(name=name), [way], [])]
    return [
        Entry(contact, [way for way in contact.ways if way.is_number] or contact.ways[:1], lines(contact.hours, at))
        for contact in within_reach
    ]


def _print(request: HttpRequest, template: str) -> HttpResponse:
    here = Directory.of(request)
    at: datetime = request.at  # type: ignore[attr-defined]
    cards = [card_for(area, here, at) for area in here.areas]
    context = {
        "cards": cards,
        "copies": cards * COPIES if here.area else cards,
        "everywhere": _parts(EVERYWHERE, here, at, here.area),
        "printed": today(at),
        "emergency": EMERGENCY,
        "area": here.area,
        "exit": True,
    }
    return render(request, template, context)


@require_safe
def a4(request: HttpRequest) -> HttpResponse:
    """A page to print: of one area, or on SET of all side by side, with the way to each one's."""
    return _print(request, "contacts/card.html")


@require_safe
def wallet(request: HttpRequest) -> HttpResponse:
    """Cards to cut out and fold: four of one area, on SET one of each."""
    return _print(request, "contacts/card_wallet.html")
