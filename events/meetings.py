"""The meetings of a group, and what is next on a site: for the pages of others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from portal import generation
from portal.models import BasePage
from portal.moments import LONDON, moment, today
from portal.overlay import Overlay

from .listing import visible
from .models import EventPage, Occurrence, Precision
from .words import when

MOST = 20  # meetings of a group that are over
AHEAD = 30  # times that are remembered for the day
OF_ONE = 5  # of them of one event: what is on several times a day has a next one when the first is over


@dataclass(frozen=True)
class Meeting:
    """One time of an event, as other pages name it."""

    event: int
    title: str
    url: str
    when: str
    place: str
    cancelled: bool
    is_milestone: bool
    over_at: datetime
    has_resources: bool = False


@dataclass
class Meetings:
    """Of a group: those to come, the next one first, and those that are over, the last one first."""

    coming: list[Meeting] = field(default_factory=list)
    past: list[Meeting] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.coming or self.past)


def meetings(overlay: Overlay, group: BasePage, at: datetime | None = None) -> Meetings:
    """The meetings of that group which this site shows. Two queries."""
    times = visible(overlay, overlay.pages(EventPage).order_by().filter(group=group.pk))
    coming = _with_pages(times.upcoming(at))[:MOST]
    past = _with_pages(times.past(at))[:MOST]
    return Meetings([_meeting(overlay, each) for each in coming], [_meeting(overlay, each) for each in past])


def next_events(overlay: Overlay, most: int, at: datetime | None = None) -> list[Meeting]:
    """The next times of the site's events, one of each event. One query, remembered until the day ends or someone publishes."""
    day, now = today(at), moment(at)

    def load() -> list[Meeting]:
        midnight = datetime.combine(day, time(), LONDON) - timedelta(seconds=1)
        nth = Window(RowNumber(), partition_by="page", order_by=["day", "starts", "pk"])
        times = visible(overlay).upcoming(midnight).filter(precision=Precision.DAY)
        found = _with_pages(times.annotate(nth=nth).filter(nth__lte=OF_ONE))
        return [_meeting(overlay, each) for each in found[:AHEAD]]

    coming: dict[int, Meeting] = {}
    for each in generation.remembered(f"next-events:{overlay.site.pk}:{day}", load):
        if each.over_at > now:
            coming.setdefault(each.event, each)
    return list(coming.values())[:most]


def _with_pages(times: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    return times.select_related("page").defer("page__body", "page__how_to_book")


def _meeting(overlay: Overlay, each: Occurrence) -> Meeting:
    page = each.page
    return Meeting(
        event=page.pk,
        title=page.title,
        url=overlay.path_of(page),
        when=when(each),
        place=each.place or page.place,
        cancelled=each.cancelled or bool(page.cancelled_on),
        is_milestone=page.is_milestone,
        over_at=each.over_at,
        has_resources=bool(page.afterwards),
    )
