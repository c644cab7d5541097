"""/contacts/: all services by name and who fills them, narrowed by what the address says.

The address may name an area (where it is not known), a service, a reader, and `open=now`. What it holds besides, or what makes
no sense, counts as not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from portal.audiences import Audience
from portal.partnerships import Neighbour

from .answers import Answer, Line
from .directory import Directory, Filling
from .get_help import areas_by_word, said_in
from .vcard import in_reach

OPEN_NOW = "now"


@dataclass(frozen=True)
class Choice:
    """What the reader has chosen to see; nothing chosen is everything."""

    area: Neighbour | None = None
    service: str = ""
    audience: str = ""
    open_now: bool = False

    @classmethod
    def of(cls, request: HttpRequest, here: Directory) -> Choice:
        """What the address says in words we know. Never raises, whatever it holds."""
        said = said_in(request)
        service, audience = said.get("service", ""), said.get("audience", "")
        return cls(
            area=None if here.area else areas_by_word(here.areas).get(said.get("area", "")),
            service=service if service in here.fillings else "",
            audience=audience if audience in Audience.values else "",
            open_now=said.get("open") == OPEN_NOW,
        )

    def fits(self, filling: Filling) -> bool:
        """Is the service one of those chosen? A service for nobody in particular is for everyone."""
        service = filling.service
        return self.service in ("", service.slug) and (
            not self.audience or not service.audiences or self.audience in service.audiences
        )

    def fills(self, filling: Filling) -> bool:
        """Does anybody fill it where the reader looks?"""
        return any(not self.area or contact.site_id in (self.area.site_id, None) for contact in filling.contacts)


@dataclass
class Listed:
    """A service as the directory lists it: who answers for it, on SET for each area."""

    filling: Filling
    answers: list[tuple[Neighbour | None, Answer]]
    side_by_side: bool

    @property
    def can_save(self) -> bool:
        return bool(in_reach(self.filling))

    def only(self, wanted: Callable[[Line], bool]) -> Listed | None:
        """The same with those lines only; None if there are none."""
        kept = [(area, Answer(answer.at, [*filter(wanted, answer.lines)], [])) for area, answer in self.answers]
        kept = [(area, answer) for area, answer in kept if answer.lines]
        return replace(self, answers=kept) if kept else None


def listed(here: Directory, choice: Choice, at: datetime) -> Iterator[Listed]:
    """The chosen services that somebody fills, each with the one that answers when it is closed."""
    for slug, filling in here.fillings.items():
        if choice.fits(filling) and choice.fills(filling):
            answers = here.answers(slug, at=at)
            shown = [(area, answer) for area, answer in answers if not (choice.area and area) or area == choice.area]
            yield Listed(filling, shown, here.area is None and any(area for area, _ in answers))


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The chosen services, first those that somebody fills; of “open now”, apart from the rest, whose hours nobody knows."""
    here = Directory.of(request)
    choice = Choice.of(request, here)
    found = list(listed(here, choice, request.at))  # type: ignore[attr-defined]
    unknown: list[Listed] = []
    if choice.open_now:
        unknown = [kept for each in found if (kept := each.only(lambda line: line.is_open is None))]
        found = [kept for each in found if (kept := each.only(lambda line: bool(line.is_open)))]
    unfilled = [each.service for each in here.fillings.values() if choice.fits(each) and not choice.fills(each)]
    contents = [{"anchor": each.filling.service.slug, "heading": each.filling.service.name} for each in found]
    if unknown:
        contents.append({"anchor": "unknown", "heading": "Hours we do not know"})
    contents.append({"anchor": "take-away", "heading": "Take them with you"})
    context = {
        "choice": choice,
        "is_narrowed": choice != Choice(),
        "areas": [] if here.area else [(slugify(area.area), area) for area in here.areas],
        "services": [filling.service for filling in here.fillings.values()],
        "listed": found,
        "unknown": unknown,
        "unfilled": [] if choice.open_now else unfilled,
        "contents": contents,
        "exit": True,
    }
    return render(request, "contacts/directory.html", context)
