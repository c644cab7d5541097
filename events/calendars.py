"""The calendars that a site offers: of all its events, for one audience, of one kind, of one group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, QueryDict

from portal import generation
from portal.audiences import Audience, reading
from portal.moments import today
from portal.overlay import Overlay

from .asked import for_everyone
from .ical import calendar
from .models import EventKind, EventPage
from .taken_out import taken_out

ADDRESS = "/events/calendar.ics"


@dataclass(frozen=True)
class Offered:
    """A calendar one can follow."""

    name: str
    address: str
    says: str


def offered() -> list[Offered]:
    """Those every site has, for the page of what one can follow."""
    return [
        Offered("all events", ADDRESS, "Training, workshops, meetings and dates to know."),
        *(
            Offered(f"events for {each.label.lower()}", f"{ADDRESS}?audience={each.value}", "And those for everyone.")
            for each in Audience
        ),
        Offered("meetings", f"{ADDRESS}?kind={EventKind.MEETING.value}", "When the groups of the partnership meet."),
        Offered("training", f"{ADDRESS}?kind={EventKind.TRAINING.value}", "For people who work with children."),
    ]


def whole(overlay: Overlay, query: QueryDict, at: datetime | None = None) -> bytes:
    """The calendar that was asked for, remembered until the day ends or someone publishes.

    Raises Http404 for an audience, a kind or a group that there is not: one who follows a calendar should learn that it is none.
    """
    audience = _known("audience", query, Audience.values)
    kind = _known("kind", query, EventKind.values)
    group = query.get("group", "")
    title = _group(overlay, group) if group else ""
    key = f"calendar:{overlay.site.pk}:{today(at)}:{audience}:{kind}:{group}"

    def write() -> bytes:
        pages = overlay.pages(EventPage).order_by()
        if audience:
            pages = pages.filter(reading(audience) | for_everyone())
        if kind:
            pages = pages.filter(kind=kind)
        if group:
            pages = pages.filter(group__in=overlay.pages().order_by().filter(slug=group).values("pk"))
        words = [Audience(audience).label if audience else "", EventKind(kind).label if kind else "", title]
        narrowed = ", ".join(str(word) for word in words if word)
        name = f"{overlay.partnership.short_name}: {narrowed or 'events'}"
        return calendar(overlay, name, taken_out(pages, at), at)

    return generation.remembered(key, write)


def _known(name: str, query: QueryDict, values: list[str]) -> str:
    said = query.get(name, "")
    if said and said not in values:
        raise Http404(f"“{said[:40]}” is no {name} of a calendar.")
    return said


def _group(overlay: Overlay, slug: str) -> str:
    """The title of the group with this slug, if it meets on this site. One query, remembered."""
    if "\0" in slug or len(slug) > 255:
        raise Http404("There is no such group.")

    def load() -> dict[str, str]:
        groups = EventPage.objects.exclude(group=None).values("group")
        return dict(overlay.pages().order_by().filter(pk__in=groups).values_list("slug", "title"))

    found = generation.remembered(f"groups-that-meet:{overlay.site.pk}", load)
    if slug not in found:
        raise Http404(f"“{slug[:40]}” is no group of this site that has meetings.")
    return found[slug]
