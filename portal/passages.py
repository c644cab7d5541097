"""What searches find: written anew whenever what it is taken from changes.

Readers find a passage of a page only while the page is live: its facets then name the tree it stands in. `keep` sees to that,
whoever wrote the passage.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from .audiences import Audience
from .models.passage import Kind, Passage

if TYPE_CHECKING:
    from .models import BasePage

__all__ = ["Kind", "Passage", "keep", "reader_facet", "tree_facet", "write"]

FOR_ADULTS = (Kind.PROCEDURE, Kind.REVIEW, Kind.DOCUMENT)
WHOLE_TEXT = 200_000  # characters of one passage; PostgreSQL indexes no more than a megabyte
CUT = {
    name: Passage._meta.get_field(name).max_length for name in ("title", "also_called", "within", "place", "fragment")
}


@transaction.atomic
def write(source: str, passages: Iterable[Passage]) -> None:
    """Let these be all the passages of this source, `version:12`; none takes them all away.

    What a file gave is taken as it comes: characters no database keeps are left out, what is too long is cut.
    """
    Passage.objects.filter(source=source).delete()
    rows = list(passages)
    for order, passage in enumerate(rows):
        passage.source, passage.order = source, order
        passage.text = _storable(passage.text)[:WHOLE_TEXT]
        for name, length in CUT.items():
            setattr(passage, name, _storable(getattr(passage, name))[:length])
        _place(passage)
    Passage.objects.bulk_create(rows, batch_size=500)


def keep(page: BasePage) -> None:
    """Let readers find the page as it is now, if it is live, and nothing of it if it is not."""
    source, found = f"page:{page.pk}", page.live and not page.is_root() and not page.adds_only and page.found_as
    write(source, page.passages_now() if found else [])
    _place_all(Passage.objects.filter(page=page).exclude(source=source), page)


def moved(instance: BasePage, **kwargs: Any) -> None:
    """After a move: the page and those below it stand elsewhere in the trees."""
    _place_all(Passage.objects.filter(page__path__startswith=instance.path).select_related("page"))


def connect() -> None:
    """Follow pages that are moved; called once when the portal is ready."""
    from wagtail.signals import post_page_move

    post_page_move.connect(moved, dispatch_uid="passages-move")


def tree_facet(path: str) -> str:
    """The facet of everything in the tree that holds this path: the first two steps, a site's home page."""
    return f"t{path[:8].lower()}"


def reader_facet(audience: str) -> str:
    return f"r{audience.replace('-', '')}"


def _place_all(passages: Iterable[Passage], page: BasePage | None = None) -> None:
    rows = list(passages)
    for passage in rows:
        passage.page = page or passage.page
        _place(passage)
    Passage.objects.bulk_update(rows, ["path", "facets"], batch_size=500)


def _place(passage: Passage) -> None:
    """Say where the passage stands, what it is and who reads it, in words that the index knows."""
    page = passage.page
    facets = [f"k{passage.kind}", *map(reader_facet, _readers(passage))]
    passage.path = page.path if page and page.live else ""
    passage.facets = " ".join([*facets, tree_facet(passage.path)] if passage.path else facets)


def _readers(passage: Passage) -> list[str]:
    """The audiences that it is for. What says nothing is for adults, if it is a procedure, a review or a document."""
    if passage.audience:
        return [passage.audience]
    if passage.kind in FOR_ADULTS or not passage.page:
        return [Audience.PROFESSIONALS, Audience.PARENTS]
    return [each for each in Audience if each in passage.page.readers]


def _storable(text: str) -> str:
    return text.replace("\0", " ").encode("utf-8", "replace").decode()
