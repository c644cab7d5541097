"""The meetings of a group, what is next on a site, and events that somebody chose: for the pages of others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from django.db.models import QuerySet, Window
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


def chosen(overlay: Overlay, pages: Iterable[int], at: datetime | None = None) -> list[Meeting]:
    """Those of these events, by id, that the site shows, in the order they are named. Two queries, none for none.

    Each at its next time, or at its last one where it is over; what has no date says what is known of it.
    """
    wanted = list(dict.fromkeys(pages))
    if not wanted:
        return []
    now = moment(at)
    shown = overlay.pages(EventPage).filter(pk__in=wanted)
    at_time: dict[int, Meeting] = {}
    for each in _with_pages(visible(overlay, shown.order_by())).order_by("day", "starts", "pk"):
        if each.page_id not in at_time or at_time[each.page_id].over_at <= now:
            at_time[each.page_id] = _meeting(overlay, each)
    for page in shown.exclude(pk__in=at_time).defer("body", "how_to_book", "afterwards"):
        words = page.dates_note or ("At any time" if page.mode == Mode.ANY_TIME else "No date yet")
        at_time[page.pk] = _undated(overlay, page, words)
    return [at_time[pk] for pk in wanted if pk in at_time]


def _undated(overlay: Overlay, page: EventPage, words: str) -> Meeting:
    over_at = datetime.max.replace(tzinfo=UTC)
    cancelled = bool(page.cancelled_on)
    return Meeting(page.pk, page.title, overlay.path_of(page), words, page.place, cancelled, page.is_milestone, over_at)


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
