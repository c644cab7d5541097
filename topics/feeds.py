"""Campaigns as an Atom feed: each is told once, when it is published; one that was over by then is not news."""

from __future__ import annotations

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.http import QueryDict
from django.utils.text import capfirst

from portal.feeds import LENGTH, Entry, SiteFeed, owner_of
from portal.moments import LONDON
from portal.overlay import Overlay

from .campaigns import LONG
from .models import CampaignPage


class CampaignsFeed(SiteFeed):
    """The campaigns published last."""

    slug, name, home = "campaigns", "campaigns", "/campaigns/"
    says = "New campaigns and awareness weeks."

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Entry]:
        """Two queries."""
        published = TruncDate("first_published_at", tzinfo=LONDON)
        pages = overlay.pages(CampaignPage).exclude(first_published_at=None).annotate(published=published)
        news = pages.filter(Q(ends=None) | Q(ends__gte=F("published"))).order_by("-first_published_at", "-pk")
        return [_entry(overlay, page) for page in news.defer(*LONG).prefetch_related("topics__topic")[:LENGTH]]


def _entry(overlay: Overlay, page: CampaignPage) -> Entry:
    when = capfirst(page.when)
    return Entry(
        key=f"campaign/{page.pk}",
        owner=owner_of(overlay, page),
        title=page.title,
        path=overlay.path_of(page),
        summary=" ".join(filter(None, [f"{when.removesuffix('.')}." if when else "", page.summary])),
        published=page.first_published_at,
        updated=page.first_published_at,
        topics=tuple(row.topic.slug for row in page.topics.all()),
    )
