"""The meetings of a group, what is next on a site, and events that somebody chose: for the pages of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from portal import generation
from portal.models import BasePage
from portal.moments import LONDON, moment, today
from portal.overlay import Overlay

from .listing import visible
from .models import EventPage, Mode, Occurrence, Precision
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


def chosen(overlay: Overlay, pages: Iterable[Any], at: datetime | None = None) -> list[Meeting]:
    """Those of these events, by id, that the site shows: to come, without a date, then over. One query.

    Each at its next time, or at its last one where it is over; what has no date says what is known of it.
    """
    now = moment(at)
    times = {name: F(f"occurrences__{name}") for name in ("day", "last_day", "precision", "starts", "ends", "over_at")}
    rows = overlay.pages(EventPage).filter(pk__in=pages).defer("body", "how_to_book", "afterwards")
    rows = rows.annotate(**times, at_place=F("occurrences__place"), off=F("occurrences__cancelled"))
    shown: dict[int, EventPage] = {}
    for each in rows.order_by(F("occurrences__day").asc(nulls_last=True), "occurrences__starts", "title", "pk"):
        if each.pk not in shown or shown[each.pk].over_at <= now:
            shown[each.pk] = each
    found = [_chosen(overlay, each) for each in shown.values()]
    return sorted(found, key=lambda each: each.over_at <= now)


def _chosen(overlay: Overlay, page: Any) -> Meeting:
    undated = page.dates_note or ("At any time" if page.mode == Mode.ANY_TIME else "No date yet")
    return Meeting(
        event=page.pk,
        title=page.title,
        url=overlay.path_of(page),
        when=when(page) if page.day else undated,
        place=page.at_place or page.place,
        cancelled=bool(page.off or page.cancelled_on),
        is_milestone=page.is_milestone,
        over_at=page.over_at or datetime.max.replace(tzinfo=UTC),
    )


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
