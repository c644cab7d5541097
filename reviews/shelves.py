"""What the statutory shelf says of a partnership's reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from portal.overlay import Overlay
from portal.shelf import Duty, Kept

from .catalogue import area_word, catalogue
from .models import RELEASED


def kept(overlay: Overlay, at: datetime | None = None) -> Iterator[Kept]:
    """The reviews about the site's partnership, on SET all of them; nothing where the site has no list of reviews.

    One query beside the catalogue's.
    """
    if overlay.find("reviews").page is None:
        return
    word = area_word(overlay.partnership.short_name)
    found = [
        entry
        for entry in catalogue(overlay).listed
        if entry.decision in RELEASED and (overlay.partnership.is_shared or word in entry.areas)
    ]
    number = len(found)
    yield Kept(
        Duty.REVIEWS,
        title=f"{number} review{'' if number == 1 else 's'}" if number else "No review published so far",
        path="/reviews/",
        here=True,
        dated=next((entry.published for entry in found if entry.published), ""),
    )
