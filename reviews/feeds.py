"""Reviews as an Atom feed."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time

from django.http import QueryDict

from portal import generation
from portal.feeds import LENGTH, SiteFeed
from portal.feeds import Entry as Told
from portal.moments import LONDON
from portal.overlay import Overlay

from .catalogue import Entry, catalogue
from .models import Related


class ReviewsFeed(SiteFeed):
    """The reviews of a site that are no longer under way; one that is published again is told again."""

    slug, name, home = "reviews", "reviews", "/reviews/"
    says = "Reviews of practice, and what to learn from them."

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Told]:
        topics = generation.remembered("review-topics", topics_of_reviews)
        told = [_told(entry, topics.get(entry.page, ())) for entry in catalogue(overlay).listed if entry.updated_at]
        told.sort(key=lambda entry: entry.published, reverse=True)
        return told[:LENGTH]


def topics_of_reviews() -> dict[int, tuple[str, ...]]:
    """The topics to be read with each live review, as the last words of their addresses. One query."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Related.objects.filter(page__live=True, target__content_type__model="topicpage")
    for page, slug in rows.order_by("sort_order").values_list("page", "target__slug"):
        found[page].append(slug)
    return {page: tuple(slugs) for page, slugs in found.items()}


def _told(entry: Entry, topics: tuple[str, ...]) -> Told:
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
        topics=topics,
    )
