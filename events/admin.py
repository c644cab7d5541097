"""The admin of events: all of one's own in one list, the next one first, with what wants looking after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from portal.moments import moment, today
from portal.to_see_to import PagesToSeeTo

from .models import EventKind, EventPage, Mode, Occurrence, Precision
from .words import days, when

SOON = timedelta(days=60)
STANDS = (
    ("coming", "To come"),
    ("over", "Over"),
    ("undated", "Without a date"),
    ("cancelled", "Cancelled"),
)
WANTING = (
    ("day", "The day is still to be given"),
    ("booking", "Nobody can book"),
    ("review", "The review is overdue"),
)


def standing(pages: QuerySet, what: str) -> QuerySet:
    """Those published events that are to come, over, without a date, or cancelled."""
    times = Occurrence.objects.filter(page=OuterRef("pk"))
    coming = times.filter(over_at__gt=moment())
    return {
        "coming": pages.filter(Exists(coming)),
        "over": pages.filter(Exists(times)).exclude(Exists(coming)),
        "undated": pages.exclude(Exists(times)),
        "cancelled": pages.exclude(cancelled_on=None),
    }[what]


def wanting(pages: QuerySet, what: str) -> QuerySet:
    """Those of which only the month is known although it is near, that nobody can book, or whose text was to be read again."""
    times = Occurrence.objects.filter(page=OuterRef("pk"), over_at__gt=moment(), cancelled=False)
    if what == "day":
        return pages.filter(Exists(times.filter(day__lte=today() + SOON).exclude(precision=Precision.DAY)))
    if what == "booking":
        booked = pages.exclude(kind__in=(EventKind.MEETING, EventKind.MILESTONE)).exclude(mode=Mode.ANY_TIME)
        return booked.filter(Exists(times), booking_url="", how_to_book="")
    over = standing(pages, "over").values("pk")
    return pages.filter(review_due__lt=today()).exclude(pk__in=over)  # what is over is kept as it was


class EventFilters(PageFilterSet):
    stands = ChoiceFilter(label="Stands", choices=STANDS, method="by_standing")
    wants = ChoiceFilter(label="Wants", choices=WANTING, method="by_wanting")
    kind = ChoiceFilter(label="Kind", choices=EventKind.choices)

    class Meta:
        model = EventPage
        fields: list[str] = []

    def by_standing(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        return standing(pages, value)

    def by_wanting(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        return wanting(pages, value)


class EventList(IndexView):
    """Every event that the person may edit, whichever site it is on."""

    default_ordering = "next_day"

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        coming = Q(occurrences__over_at__gt=moment())
        following = Coalesce(Min("occurrences__day", filter=coming), Value(date.max))  # what has none comes last
        return super().annotate_queryset(pages).annotate(next_day=following)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The times and the hosts of the whole screen in two queries."""
        context = super().get_context_data(**kwargs)
        shown = list(context["object_list"])
        pages = [page.pk for page in shown]
        coming: dict[int, Occurrence] = {}
        last: dict[int, Occurrence] = {}
        for each in Occurrence.objects.filter(page__in=pages).order_by("day", "pk"):
            last[each.page_id] = each
            if each.over_at > moment():
                coming.setdefault(each.page_id, each)
        hosts = {page.pk: page for page in EventPage.objects.filter(pk__in=pages).only("pk").prefetch_related("hosts")}
        for page in shown:
            page.next_time, page.last_time = coming.get(page.pk), last.get(page.pk)
            page.host_names = ", ".join(host.short_name for host in hosts[page.pk].hosts.all())
        return context


def _next(page: EventPage) -> str:
    if page.next_time:
        return when(page.next_time)
    return f"Over: {days(page.last_time)}" if page.last_time else page.dates_note


def _cancelled(page: EventPage) -> str:
    if page.cancelled_on:
        return f"{page.cancelled_on:%-d %B %Y}"
    return "This date" if page.next_time and page.next_time.cancelled else ""


class EventListing(PageListingViewSet):
    model = EventPage
    icon = "date"
    menu_label = "Events"
    menu_name = "events"
    menu_order = 320
    add_to_admin_menu = True
    name = "event_list"
    index_view_class = EventList
    filterset_class = EventFilters
    columns = [
        PageTitleColumn("title", label="Title", sort_key="title", classname="title"),
        Column("next", label="Next", accessor=_next, sort_key="next_day"),
        Column("kind", label="Kind", accessor="get_kind_display"),
        Column("hosts", label="Other hosts", accessor="host_names"),
        Column("cancelled", label="Cancelled", accessor=_cancelled),
        Column("review_due", label="Review by", sort_key="review_due"),
        PageStatusColumn("status", label="Page", sort_key="live", width="12%"),
    ]


class EventsToLookAfter(PagesToSeeTo):
    """Near months without a day, and events nobody can book."""

    name = "events_to_look_after"
    order = 220
    heading = "Events to look after"
    listing = "event_list:index"
    all_of_them = "All events"

    def lacking(self, mine: QuerySet) -> Iterable[tuple[str, QuerySet]]:
        pages = EventPage.objects.filter(pk__in=mine).live()
        return [(label, wanting(pages, what)) for what, label in WANTING[:2]]
