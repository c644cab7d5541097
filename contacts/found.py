"""What a search finds among the contacts, above the pages: help at once, whose an old number was, who fills a service."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from portal.partnerships import Neighbour
from portal.search import words_of

from .answers import Answer
from .directory import EMERGENCY, FRONT_DOOR, Directory, Filling
from .get_help import Part, childline, turn_to
from .guard.register import dialled
from .hours import moment
from .models import Channel, Contact, FormerNumber

CRIES = {
    *("999", "112", "abused", "bleeding", "danger", "die", "dying", "emergency", "help", "hit", "hits", "hitting"),
    *("hurt", "hurting", "hurts", "kill", "raped", "scared", "suicidal", "suicide", "touched", "touches", "unsafe"),
}  # fmt: skip
"""Words of somebody who may need help at once …"""

ROUND_THEM = {
    *("a", "am", "an", "and", "at", "be", "been", "being", "boyfriend", "brother", "by", "call", "child", "dad"),
    *("do", "feel", "for", "from", "get", "getting", "girlfriend", "going", "he", "her", "him", "home", "i", "i'm"),
    *("in", "is", "keeps", "me", "mum", "my", "myself", "need", "now", "please", "self", "she", "sister", "someone"),
    *("somebody", "the", "they", "to", "urgent", "want", "who"),
}  # fmt: skip
"""… and those that may stand around them. With any other word, such as “early help”, something is looked for."""

FEWEST = 6
"""Digits of what is searched for that may be a telephone number."""


@dataclass(frozen=True)
class Former:
    """A number no longer in use, and who had it."""

    number: str
    contact: Contact


@dataclass
class Found:
    """What there is to show; nothing, if it is false."""

    fillings: list[Filling] = field(default_factory=list)
    former: list[Former] = field(default_factory=list)
    help: list[Part] = field(default_factory=list)
    childline: Answer | None = None
    area: Neighbour | None = None
    emergency: Channel = EMERGENCY

    def __bool__(self) -> bool:
        return bool(self.fillings or self.former or self.help)


def found(directory: Directory, query: str, at: datetime | None = None) -> Found:
    """What the words or digits of a search name on this site. No query, and one where there are digits enough for a number."""
    words = set(words_of(query))
    former = former_numbers(directory, query)
    slugs = [each.contact.service.slug for each in former]
    named = [directory.fillings[slug] for slug in dict.fromkeys(slugs)]
    named += [filling for filling in directory.named(words) if filling not in named]
    if words & CRIES and words <= CRIES | ROUND_THEM:
        now = moment(at)
        return Found(named, former, turn_to(directory, [FRONT_DOOR], now), childline(directory, now), directory.area)
    return Found(named, former)


def former_numbers(directory: Directory, query: str) -> list[Former]:
    """The former numbers that these digits are, with or without the area's or the country's code; none that is in use again."""
    digits = re.sub(r"\D", "", query).lstrip("0")
    if len(digits) < FEWEST:
        return []
    contacts = {contact.pk: contact for filling in directory.fillings.values() for contact in filling.contacts}
    in_use = {dialled(way.value) for contact in contacts.values() for way in contact.ways if way.is_number}
    formers = FormerNumber.objects.filter(contact__in=contacts).order_by(
        "contact__order", "contact__name", "sort_order"
    )
    return [
        Former(number, contacts[pk])
        for number, pk in formers.values_list("number", "contact")
        if dialled(number) not in in_use and is_asked_for(dialled(number).lstrip("0"), digits)
    ]


def is_asked_for(number: str, digits: str) -> bool:
    return len(number) >= FEWEST and (number in digits or number.endswith(digits))
