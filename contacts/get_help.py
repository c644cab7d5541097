"""/get-help/: who to turn to now, by where, who asks, what it is about and how soon help is needed.

What a reader has said stands in the address and nowhere else. Whatever it holds that we do not know counts as not said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from portal.audiences import Audience
from portal.partnerships import Neighbour

from .answers import Answer, who_answers
from .directory import CHILDLINE, EMERGENCY, FRONT_DOOR, Directory
from .hours import Hours
from .models import Channel, ChannelKind, Contact, Need, Service, Urgency
from .needs import Needs

LADO = "lado"
CONSULTED = (FRONT_DOOR, LADO)
"""Whom professionals are always shown too: where to talk a worry through, and who hears about people who work with children."""

CHILDLINE_NUMBER = "0800 1111"
"""Known to the code, so that a young person sees it even where no record does."""

WHO = {
    Audience.YOUNG_PEOPLE: "A child or teenager",
    Audience.PARENTS: "A parent, carer, relative or neighbour",
    Audience.PROFESSIONALS: "A professional",
}


@dataclass(frozen=True)
class Asked:
    """What the reader has said: each a word we know, or empty."""

    area: str = ""
    who: str = ""
    about: str = ""
    urgent: str = ""

    def but(self, **changes: str) -> str:
        """The address that says the same but for this."""
        said = {name: value for name, value in vars(replace(self, **changes)).items() if value}
        return reverse("contacts:get_help") + (f"?{urlencode(said)}" if said else "")


@dataclass(frozen=True)
class Option:
    value: str
    words: str
    url: str


@dataclass(frozen=True)
class Question:
    """One thing the page asks: the options as links, or the one chosen and the link that takes it back."""

    name: str
    heading: str
    options: list[Option]
    chosen: str = ""
    change: str = ""


@dataclass
class Part:
    """The answer for one area, or for all of them (None): of each service who answers, and the services nobody fills there."""

    area: Neighbour | None
    answers: list[Answer] = field(default_factory=list)
    missing: list[Service] = field(default_factory=list)


def areas_by_word(areas: Iterable[Neighbour]) -> dict[str, Neighbour]:
    """The areas by what an address may call them: the name of the place, or the first part of their own host's name."""
    return {
        word: area for area in areas for word in ((urlsplit(area.url).hostname or "").split(".")[0], slugify(area.area))
    }


def said_in(request: HttpRequest) -> QueryDict:
    """What the address says; nothing where it says more than anybody would. Never raises."""
    try:
        return request.GET
    except TooManyFieldsSent:
        request.GET = QueryDict()  # type: ignore[assignment]
        return request.GET


def asked(request: HttpRequest, here: Directory, needs: Needs) -> Asked:
    """What the address says, once each and in words we know. Never raises, whatever it holds."""
    given = said_in(request)
    known: dict[str, Collection[str]] = {
        "area": () if here.area else areas_by_word(here.areas),
        "who": WHO,
        "about": needs.tables.keys() - {Need.GENERAL},
        "urgent": Urgency.values,
    }
    said = {name: given.getlist(name) for name in known}
    return Asked(**{name: said[name][0] for name in known if len(said[name]) == 1 and said[name][0] in known[name]})


def turn_to(here: Directory, slugs: Iterable[str], at: datetime, only: Neighbour | None = None) -> list[Part]:
    """Who answers for these services at this moment, in their order: those that nobody answers now come last.

    One part where the area is known. Where it is not, one for each area, and one for the services that serve everywhere.
    """
    known = here.area or only
    parts: dict[int | None, Part] = {}
    wanted = [slug for slug in dict.fromkeys(slugs) if slug in here.fillings]
    covers = {here.fillings[slug].cover for slug in wanted}  # their answer holds these already
    for slug in wanted:
        for area, answer in [] if slug in covers else here.answers(slug, at=at):
            if known and area not in (known, None):
                continue
            place = known or area
            part = parts.setdefault(place.site_id if place else None, Part(place))
            if answer.lines or answer.unreachable:
                part.answers.append(answer)
            else:
                part.missing.append(here.fillings[slug].service)
    for part in parts.values():
        part.answers.sort(key=lambda answer: not answer.answering)
    return list(parts.values())


def childline(here: Directory, at: datetime) -> Answer:
    """Childline, from its record or by what the code knows."""
    answers = [answer for _, answer in here.answers(CHILDLINE, at=at) if answer.lines]
    if answers:
        return answers[0]
    contact = Contact(name="Childline")
    contact.ways, contact.all_hours = [Channel(kind=ChannelKind.VOICE, value=CHILDLINE_NUMBER)], Hours()
    return who_answers([contact], at)


def questions(said: Asked, needs: Needs) -> list[Question]:
    """What the page asks on every site, in order; of what it is about, what this reader may be asked."""
    about = {table.slug: table.heading_for(said.who) for table in needs.offered(said.who)}
    if said.about:
        about[said.about] = needs.tables[said.about].heading_for(said.who)
    return [
        question("who", "Who are you?", {str(who): words for who, words in WHO.items()}, said),
        question("about", "What is it about?", about, said),
        question("urgent", "How urgent is it?", {each.value: str(each.label) for each in Urgency}, said),
    ]


def question(name: str, heading: str, words: dict[str, str], said: Asked) -> Question:
    """One of them, as `said` answers it; `words` says each option in words."""
    options = [Option(value, label, said.but(**{name: value})) for value, label in words.items()]
    chosen = words.get(getattr(said, name), "")
    return Question(name, heading, options, chosen, f"{said.but(**{name: ''})}#{name}")


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """What to do now: danger first, then who answers, by what the address says of the reader's need."""
    here, needs = Directory.of(request), Needs.known()
    said = asked(request, here, needs)
    at: datetime = request.at  # type: ignore[attr-defined]
    only = areas_by_word(here.areas).get(said.area)
    row = needs.route(said.about, said.who, said.urgent)
    young, professional = said.who == Audience.YOUNG_PEOPLE, said.who == Audience.PROFESSIONALS
    services = [slug for slug in row.services if not (young and slug == CHILDLINE)]
    also = [slug for slug in CONSULTED if professional and slug not in services]
    asking = questions(said, needs)
    context: dict[str, Any] = {
        "emergency": EMERGENCY,
        "urgency": said.urgent,
        "heading": next((each.chosen for each in asking if each.name == "about"), ""),
        "said": [each.chosen for each in asking if each.chosen and each.name != "about"],
        "area": here.area or only,
        "row": row,
        "parts": turn_to(here, services, at, only),
        "also": turn_to(here, also, at, only) if also else [],
        "childline": childline(here, at) if young else None,
        "partnerships": []
        if here.area or only
        else [replace(area, url=urljoin(area.url, said.but(area=""))) for area in here.areas],
        "chosen_area": only,
        "other_areas": said.but(area=""),
        "questions": asking,
        "exit": True,
    }
    if young:
        context["audience"] = Audience.YOUNG_PEOPLE
    return render(request, "contacts/get_help.html", context)
