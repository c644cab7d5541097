"""What the statutory shelf says of a partnership's reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from portal import generation
from portal.overlay import Overlay
from portal.page_types import answering
from portal.shelf import Duty, Kept

from .catalogue import when
from .models import RELEASED, ReviewIndexPage, ReviewPage


def kept(overlay: Overlay, at: datetime | None = None) -> Iterator[Kept]:
    """The published reviews about the site's partnership; nothing where the site has no list of reviews.

    Three queries for all sites, remembered until someone publishes.
    """
    every = generation.remembered("reviews:shelf", _load)
    if not any(overlay.meets(index) for index in every.indexes):
        return
    mine = overlay.partnership.pk
    found = [
        page
        for page in every.reviews
        if overlay.meets(page) and (overlay.is_own(page) or mine in every.about.get(page.pk, ()))
    ]
    number = len(found)
    yield Kept(
        Duty.REVIEWS,
        title=f"{number} review{'' if number == 1 else 's'}" if number else "No review published so far",
        path="/reviews/",
        here=True,
        dated=next((page.published_words for page in found if page.published_words), ""),
    )


@dataclass
class Every:
    """The lists of all sites, their published reviews, the newest first, and the partnerships these are about, by id."""

    indexes: list[ReviewIndexPage]
    reviews: list[ReviewPage]
    about: dict[int, set[int]] = field(default_factory=dict)


def _load() -> Every:
    reviews = list(answering(ReviewPage.objects.filter(decision__in=RELEASED)).defer("body"))
    reviews.sort(key=lambda page: when(page.published_on, page.published_note), reverse=True)
    about: defaultdict[int, set[int]] = defaultdict(set)
    through = ReviewPage.partnerships.through.objects.filter(reviewpage__live=True)
    for page, partnership in through.values_list("reviewpage", "partnership"):
        about[page].add(partnership)
    return Every(list(answering(ReviewIndexPage.objects.defer("body"))), reviews, dict(about))
