"""The statements that every website must have, on its statutory shelf: how accessible it is, and what it knows of readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from . import generation
from .moments import LONDON
from .overlay import Overlay
from .page_types import answering, page_model
from .sections import DEPTH
from .shelf import Duty, Kept

SLUGS = {"accessibility": Duty.ACCESSIBILITY, "privacy": Duty.PRIVACY}


def statements(overlay: Overlay, at: datetime | None = None) -> Iterator[Kept]:
    """The site's statements. One query for all sites, remembered until someone publishes."""

    def load() -> list:
        return list(answering(page_model().objects.filter(slug__in=SLUGS, depth=DEPTH)))

    for page in generation.remembered("statements", load):
        if not overlay.meets(page):
            continue
        published = page.last_published_at
        yield Kept(
            duty=SLUGS[page.slug],
            title=page.title,
            path=overlay.path_of(page),
            here=True,
            dated=f"{published.astimezone(LONDON):%-d %B %Y}, as published here" if published else "",
            due=page.review_due,
        )
