"""The lists of a site's events: what is to come, what is offered without a date, what is over. An event has one row in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from wagtail.query import PageQuerySet

from portal.models import Partnership
from portal.moments import moment
from portal.overlay import Overlay

from .models import EventKind, EventPage, Mode, Occurrence
from .words import when

ROWS = 20
LONG = ("body", "afterwards", "how_to_book")  # of a page, what lists do not show


@dataclass
class Row:
    """An event as a list shows it: at its next time, or its last one."""

    page: EventPage
    url: str
    is_own: bool
    hosts: list[str]
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
        return " · ".join(filter(None, [str(self.page.get_kind_display()), place, how, ", ".join(self.hosts)]))

    @property
    def cancelled(self) -> bool:
        return bool(self.page.cancelled_on or (self.shown and self.shown.cancelled))


@dataclass
class Listed:
    """One screen of a list."""

    page_obj: Page
    rows: list[Row] = field(default_factory=list)


def upcoming(overlay: Overlay, pages: PageQuerySet, number: Any, at: datetime | None = None) -> Listed:
    """Events that are not over, the next one first. Six queries."""
    times = Occurrence.objects.filter(page__in=pages, over_at__gt=moment(at))
    firsts = times.order_by().values("page").annotate(first=Min("day"), begins=Min("over_at"), times=Count("pk"))
    screen = screen_of(firsts.order_by("first", "begins", "page"), number)
    order = Occurrence.objects.filter(page=OuterRef("pk"), over_at__gt=moment(at)).order_by("day", "over_at", "pk")
    return Listed(screen, _rows(overlay, {row["page"]: row["times"] for row in screen}, order))


def past(overlay: Overlay, pages: PageQuerySet, number: Any, at: datetime | None = None) -> Listed:
    """Events of which nothing is to come, the last one first. Six queries."""
    lasts = Occurrence.objects.filter(page__in=pages).order_by().values("page")
    lasts = lasts.annotate(last=Max("over_at"), times=Count("pk")).filter(last__lte=moment(at))
    screen = screen_of(lasts.order_by("-last", "-page"), number)
    order = Occurrence.objects.filter(page=OuterRef("pk")).order_by("-over_at", "-pk")
    return Listed(screen, _rows(overlay, {row["page"]: row["times"] for row in screen}, order))


def when_asked(pages: PageQuerySet) -> PageQuerySet:
    """What is offered without a day: training and workshops, and e-learning at any time. By title."""
    offered = pages.filter(~Exists(Occurrence.objects.filter(page=OuterRef("pk"))), cancelled_on=None)
    return offered.exclude(kind__in=(EventKind.MEETING, EventKind.MILESTONE)).order_by("title", "pk")


def offered(overlay: Overlay, pages: PageQuerySet, number: Any) -> Listed:
    """A screen of what is offered without a day. Four queries."""
    screen = screen_of(when_asked(pages).values_list("pk", flat=True), number)
    return Listed(screen, _rows(overlay, dict.fromkeys(screen, 1)))


def screen_of(rows: QuerySet, number: Any) -> Page:
    """A screenful. Raises Http404 for one that does not exist."""
    try:
        return Paginator(rows, ROWS).page(number or 1)
    except InvalidPage as error:
        raise Http404("There is no such page of this list.") from error


def in_lists(pages: QuerySet) -> QuerySet:
    """Those events without their long texts, with their hosts."""
    return pages.defer(*LONG).prefetch_related("hosts")


def hosts_of(page: EventPage, overlay: Overlay, owners: dict[int, str]) -> list[str]:
    """The partnerships that host it, its owner first; `owners` by the id of their site."""
    mine = overlay.partnership.short_name if overlay.own.holds(page) else owners.get(0, "")
    others = sorted(host.short_name for host in page.hosts.all())
    return list(dict.fromkeys(filter(None, [mine, *others])))


def shared_name(overlay: Overlay) -> dict[int, str]:
    """The name of the shared partnership. One query; none on its own site."""
    if overlay.partnership.is_shared:
        return {0: overlay.partnership.short_name}
    found = Partnership.objects.filter(site__is_default_site=True).values_list("short_name", flat=True).first()
    return {0: found or ""}


def rows_of(overlay: Overlay, pages: Iterable[EventPage]) -> list[Row]:
    """Those events as rows without a time."""
    owners = shared_name(overlay)
    return [Row(page, overlay.path_of(page), overlay.is_own(page), hosts_of(page, overlay, owners)) for page in pages]


def _rows(overlay: Overlay, times: dict[int, int], order: QuerySet | None = None) -> list[Row]:
    found = in_lists(EventPage.objects.filter(pk__in=list(times)))
    if order is not None:
        found = found.annotate(shown=Subquery(order.values("pk")[:1]))
    by_id = {page.pk: page for page in found}
    rows = rows_of(overlay, [by_id[pk] for pk in times if pk in by_id])
    if order is not None:
        shown = Occurrence.objects.in_bulk([row.page.shown for row in rows])
        for row in rows:
            row.shown, row.more = shown.get(row.page.shown), times[row.page.pk] - 1
    return rows


def visible(overlay: Overlay, pages: PageQuerySet | None = None) -> QuerySet[Occurrence]:
    """Every time of a site's events, or of those of them."""
    chosen = overlay.pages(EventPage).order_by() if pages is None else pages
    return Occurrence.objects.filter(Q(page__in=chosen.values("pk")))
