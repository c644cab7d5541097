"""The lists of a site's events: what is to come, what is offered without a date, what is over. An event has one row in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, prefetch_related_objects
from wagtail.query import PageQuerySet

from portal.moments import moment
from portal.overlay import Overlay
from portal.screens import ROWS, screen_at

from .models import EventKind, EventPage, Mode, Occurrence
from .words import when

LONG = ("body", "afterwards", "how_to_book")  # of a page, what lists do not show


@dataclass
class Row:
    """An event as a list shows it: at its next time, or its last one."""

    page: EventPage
    url: str
    overlay: Overlay = field(repr=False)
    shown: Occurrence | None = None
    more: int = 0  # further times in this list

    @property
    def when(self) -> str:
        return when(self.shown) if self.shown else self.page.dates_note

    @property
    def place(self) -> str:
        return (self.shown and self.shown.place) or self.page.place

    @property
    def facts(self) -> str:
        """What it is, where, how one takes part and who hosts it, in one line."""
        how = "" if self.page.mode in ("", Mode.ANY_TIME) else str(self.page.get_mode_display())
        place = "" if how.lower() == self.place.lower() else self.place
        return " · ".join(
            filter(None, [str(self.page.get_kind_display()), place, how, ", ".join(hosts_of(self.page, self.overlay))])
        )

    @property
    def cancelled(self) -> bool:
        return bool(self.page.cancelled_on or (self.shown and self.shown.cancelled))


@dataclass
class Listed:
    """One screen of a list."""

    page_obj: Page
    rows: list[Row] = field(default_factory=list)


def upcoming(overlay: Overlay, pages: PageQuerySet, number: Any, at: datetime | None = None) -> Listed:
    """Events that are not over, the next one first. Two queries, and one for the hosts (`with_hosts`)."""
    times = visible(overlay, pages).filter(over_at__gt=moment(at)).order_by()
    firsts = times.values("page").annotate(day=Min("day"), over=Min("over_at"), times=Count("pk"))
    screen = screen_at(list(firsts.order_by("day", "over", "page")), number)
    return Listed(screen, _rows(overlay, screen, times.order_by("-over_at", "-pk")))


def past(overlay: Overlay, pages: PageQuerySet, number: Any, at: datetime | None = None) -> Listed:
    """Events of which nothing is to come, the last one first. Two queries, and one for the hosts."""
    times = visible(overlay, pages).order_by()
    lasts = times.values("page").annotate(over=Max("over_at"), day=Max("day"), times=Count("pk"))
    screen = screen_at(list(lasts.filter(over__lte=moment(at)).order_by("-over", "-page")), number)
    return Listed(screen, _rows(overlay, screen, times.order_by("over_at", "pk")))


def _rows(overlay: Overlay, screen: Page, times: QuerySet[Occurrence]) -> list[Row]:
    """The events of a screen, each at its first or last day; of several times on that day, the last in order."""
    groups = list(screen)
    on = Q(pk__in=[])
    for group in groups:
        on |= Q(page=group["page"], day=group["day"])
    found = times.filter(on).select_related("page").defer(*(f"page__{name}" for name in LONG))
    shown = {each.page_id: each for each in found}
    rows = []
    for group in groups:
        each = shown.get(group["page"])
        if each:  # else it was taken down between the two queries
            rows.append(_row(overlay, each.page, each, group["times"] - 1))
    return rows


def when_asked(pages: PageQuerySet) -> PageQuerySet:
    """What is offered without a day: training and workshops, and e-learning at any time. By title."""
    offered = pages.filter(~Exists(Occurrence.objects.filter(page=OuterRef("pk"))), cancelled_on=None)
    return offered.exclude(kind__in=(EventKind.MEETING, EventKind.MILESTONE)).order_by("title", "pk")


def offered(overlay: Overlay, pages: PageQuerySet, number: Any) -> Listed:
    """A screen of what is offered without a day. Two queries, and one for the hosts."""
    screen = screen_at(when_asked(pages).defer(*LONG), number)
    return Listed(screen, [_row(overlay, page) for page in screen])


def some_offered(overlay: Overlay, pages: PageQuerySet) -> tuple[list[Row], bool]:
    """The first of what is offered without a day, and whether there is more. One query, and one for the hosts."""
    found = list(when_asked(pages).defer(*LONG)[: ROWS + 1])
    return [_row(overlay, page) for page in found[:ROWS]], len(found) > ROWS


def with_hosts(*lists: list[Row]) -> None:
    """Read the hosts of all the events of these lists. One query."""
    prefetch_related_objects([row.page for rows in lists for row in rows], "hosts")


def hosts_of(page: EventPage, overlay: Overlay) -> list[str]:
    """The partnerships that host it, its owner first."""
    owner = overlay.partnership.short_name if overlay.own.holds(page) else overlay.shared_name
    return list(dict.fromkeys([owner, *sorted(host.short_name for host in page.hosts.all())]))


def _row(overlay: Overlay, page: EventPage, shown: Occurrence | None = None, more: int = 0) -> Row:
    return Row(page, overlay.path_of(page), overlay, shown, more)


def visible(overlay: Overlay, pages: PageQuerySet | None = None) -> QuerySet[Occurrence]:
    """Every time of a site's events, or of those of them."""
    chosen = overlay.pages(EventPage).order_by() if pages is None else pages
    return Occurrence.objects.filter(page__in=chosen.values("pk"))
