"""What the statutory shelf says of a partnership's reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from portal import generation
from portal.overlay import Overlay
from portal.page_types import answering, page_model
from portal.shelf import Duty, Kept

from .dates import in_words, when
from .models import RELEASED


@dataclass
class Found:
    """A published review, or the page that lists them: where it stands, and the partnerships it is about, by id."""

    pk: int
    path: str
    is_list: bool
    published_on: date | None
    published_note: str
    about: set[int] = field(default_factory=set)

    @property
    def published(self) -> str:
        return in_words(self.published_on, self.published_note)


def kept(overlay: Overlay, at: datetime | None = None) -> Iterator[Kept]:
    """The published reviews about the site's partnership; nothing where the site has no list of reviews.

    One query for all sites, remembered until someone publishes.
    """
    here = [each for each in generation.remembered("reviews:shelf", _load) if overlay.meets(each)]
    if not any(each.is_list for each in here):
        return
    mine = overlay.partnership.pk
    found = [each for each in here if not each.is_list and (overlay.is_own(each) or mine in each.about)]
    number = len(found)
    yield Kept(
        Duty.REVIEWS,
        title=f"{number} review{'' if number == 1 else 's'}" if number else "The list of reviews",
        path="/reviews/",
        here=True,
        is_empty=not number,
        dated=next((each.published for each in found if each.published), ""),
    )


def _load() -> list[Found]:
    """Those of all sites, the newest first."""
    wanted = Q(reviewindexpage__isnull=False) | Q(reviewpage__decision__in=RELEASED)
    columns = ("reviewindexpage", "reviewpage__published_on", "reviewpage__published_note", "reviewpage__partnerships")
    rows = answering(page_model().objects.filter(wanted)).order_by().values_list("pk", "path", *columns)
    found: dict[int, Found] = {}
    for pk, path, index, published_on, note, partnership in rows:
        each = found.setdefault(pk, Found(pk, path, index is not None, published_on, note or ""))
        each.about |= {partnership} - {None}
    return sorted(found.values(), key=lambda each: when(each.published_on, each.published_note), reverse=True)
