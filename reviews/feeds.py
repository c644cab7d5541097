"""Reviews as an Atom feed."""

from __future__ import annotations

from datetime import datetime, time

from django.http import QueryDict

from portal.feeds import LENGTH, SiteFeed
from portal.feeds import Entry as Told
from portal.moments import LONDON
from portal.overlay import Overlay

from .catalogue import Entry, catalogue


class ReviewsFeed(SiteFeed):
    """The reviews of a site that are no longer under way; one that is published again is told again."""

    slug, name, home = "reviews", "reviews", "/reviews/"
    says = "Reviews of practice, and what to learn from them."

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Told]:
        told = [_told(entry) for entry in catalogue(overlay).listed if entry.updated_at]
        told.sort(key=lambda entry: entry.published, reverse=True)
        return told[:LENGTH]


def _told(entry: Entry) -> Told:
    updated = entry.updated_at
    assert updated is not None
    here = entry.released_at or updated
    day = entry.published_on
    published = min(datetime.combine(day, time(12), LONDON), here) if day else here
    words = [f"{entry.kind_words}: {entry.state.label.lower()}.", entry.summary, entry.reason]
    return Told(
        key=f"review/{entry.page}",
        owner=entry.owner,
        title=entry.title,
        path=entry.url,
        summary=" ".join(word for word in words if word),
        published=published,
        updated=updated,
    )
