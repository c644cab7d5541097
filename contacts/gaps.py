"""When nobody answers: times ahead at which a service and the one that covers it are both known to be closed in an area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from wagtail.models import Site

from portal import generation
from portal.moments import clock

from .directory import Directory
from .hours import LONDON, moment, today
from .hours.words import dates_in_words
from .models import Contact

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Gap:
    """From one moment to another, in London time, nobody answers for these services in this area."""

    site_id: int | None
    area: str
    services: tuple[str, ...]
    start: datetime
    end: datetime

    def __str__(self) -> str:
        begins, ends = clock(self.start.time()), clock(self.end.time())
        last = self.end - timedelta(microseconds=1)  # midnight still belongs to the day it ends
        if self.start.date() == last.date():
            when = f"on {dates_in_words(self.start)} from {begins} to {ends}"
        else:
            when = f"from {begins} on {dates_in_words(self.start)} to {ends} on {dates_in_words(self.end)}"
        return f"{self.area}: nobody answers {when} ({', '.join(self.services)})"


def gaps(at: datetime | None = None) -> list[Gap]:
    """The gaps of the next fourteen days in every area, soonest first. Only of services that another covers.

    Computed once a day and remembered until somebody changes a contact.
    """
    now = moment(at)
    midnight = datetime.combine(today(now), time(), LONDON)
    found = generation.remembered(f"gaps:{midnight.date()}", lambda: [list(_gaps(midnight, midnight + AHEAD))])[0]
    return [gap for gap in found if now < gap.end]


def _gaps(start: datetime, end: datetime) -> Iterator[Gap]:
    directory = Directory.at(Site.objects.get(is_default_site=True))
    covered = [filling for filling in directory.fillings.values() if filling.cover]
    spans = [
        Gap(area.site_id, area.area, names, *span)
        for filling in covered
        for area, answer in directory.answers(filling.service.slug, at=start)
        if area
        for names in [tuple(directory.fillings[slug].service.name for slug in directory.covering(filling.service.slug))]
        for span in closed([line.contact for line in answer.lines], start, end)
    ]
    yield from sorted(spans, key=lambda gap: (gap.start, gap.area))


def closed(contacts: Iterable[Contact], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of this time, in London time, in which every one of them is known to be closed; none of nobody."""
    every = [contact.hours for contact in contacts]
    begins, ends = moment(start), moment(end)
    days = (ends - begins).days + 2
    marks = {begins, *(mark for hours in every for mark in hours.marks(begins, days) if begins < mark < ends)}
    found: list[tuple[datetime, datetime]] = []
    for mark, until in pairwise([*sorted(marks), ends]):
        if every and all(hours.open_at(mark) is False for hours in every):
            begun = found.pop()[0] if found and found[-1][1] == mark else mark
            found.append((begun, until))
    return [(begun.astimezone(LONDON), ended.astimezone(LONDON)) for begun, ended in found]
