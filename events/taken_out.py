"""Which events of a site are taken out as data, into calendars and as JSON: what is to come, and a year of what is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, Min, QuerySet
from wagtail.query import PageQuerySet

from portal.moments import moment

from .listing import LONG
from .models import EventPage, Occurrence

KEPT = timedelta(days=365)  # what is over stays
MOST = 1000  # events: what is nearest ahead first, then what was last


def taken_out(pages: PageQuerySet, at: datetime | None = None) -> list[EventPage]:
    """Those of the events that have a date, with their sessions; the next ones first. Four queries, two if there are none."""
    now = moment(at)
    times = Occurrence.objects.filter(page__in=pages.values("pk")).order_by().values("page")
    coming = times.filter(over_at__gt=now).annotate(first=Min("day")).order_by("first", "page")
    chosen = [row["page"] for row in coming[:MOST]]
    if len(chosen) < MOST:
        over = times.annotate(last=Max("over_at")).filter(last__lte=now, last__gt=now - KEPT).order_by("-last", "page")
        chosen += [row["page"] for row in over[: MOST - len(chosen)]]
    by_id = {page.pk: page for page in with_sessions(EventPage.objects.filter(pk__in=chosen))}
    return [by_id[pk] for pk in chosen if pk in by_id]


def with_sessions(pages: QuerySet) -> QuerySet:
    """Those events without their long texts, and with their sessions."""
    return pages.defer(*LONG).prefetch_related("sessions")
