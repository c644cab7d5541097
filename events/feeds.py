"""Events as an Atom feed: what was published, and what has changed for those who take part."""

from __future__ import annotations

from django.http import QueryDict

from portal.feeds import LENGTH, Entry, SiteFeed, owner_of
from portal.overlay import Overlay

from .models import EventPage
from .taken_out import with_sessions
from .words import when


class EventsFeed(SiteFeed):
    """The events published or changed last; a correction of their words alone is not told again."""

    slug, name, home = "events", "events", "/events/"
    says = "New and changed training, events and meetings."

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Entry]:
        pages = overlay.pages(EventPage).exclude(changed_at=None).order_by("-changed_at", "-pk")
        return [_entry(overlay, page) for page in with_sessions(pages)[:LENGTH]]


def _entry(overlay: Overlay, page: EventPage) -> Entry:
    times = page.instances
    said = [when(times[0]) if times else page.dates_note]
    if len(times) > 1:
        said.append(f"and {len(times) - 1} more date{'' if len(times) == 2 else 's'}")
    cancelled = f"Cancelled. {page.cancelled_why}".strip() if page.cancelled_on else ""
    facts = ", ".join(filter(None, [" ".join(filter(None, said)), page.place]))
    return Entry(
        key=f"event/{page.pk}",
        owner=owner_of(overlay, page),
        title=f"Cancelled: {page.title}" if cancelled else page.title,
        path=overlay.path_of(page),
        summary=" ".join(filter(None, [cancelled, f"{facts}." if facts else "", page.summary])),
        published=page.first_published_at or page.changed_at,
        updated=page.changed_at,
    )
