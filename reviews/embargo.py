"""What keeps the files of a review closed until it is published: nobody publishes them elsewhere, and nothing opens them.

That the page itself shows nowhere before follows from its not being live. Whatever shows a file of an embargoed or withdrawn
review all the same, such as a resource changed in the meantime, does not open it (`files.held_by`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from wagtail.documents import get_document_model

from portal.models import BasePage
from portal.moments import moment
from portal.publication import Reason

from . import files
from .models import ReviewPage


def reasons_not_to_publish(page: BasePage, parent: BasePage | None = None, at: datetime | None = None) -> Iterator[str]:
    """Why the files that a page shows speak against publishing it. The review they belong to may be a neighbour's: unnamed."""
    shown = files.on_page(page)
    if not shown:
        return
    yield from _of_others(page, shown, at)
    if isinstance(page, ReviewPage) and page.go_live_at and page.go_live_at > moment(at):
        yield from _open_already(page)


def _of_others(page: BasePage, shown: set[int], at: datetime | None) -> Iterator[str]:
    """Files that belong to a review which is not published, or not any more."""
    hidden = ReviewPage.objects.filter(Q(live=False) | Q(has_unpublished_changes=True)).exclude(pk=page.pk)
    held = files.holders(hidden, with_texts=True)
    if isinstance(page, ReviewPage):  # reviews may share a file: only a later embargo, or a withdrawal, forbids it
        opens = max(moment(at), page.go_live_at or moment(at))
        held = [each for each in held if each.withdrawn or (each.opens and each.opens > opens)]
    secret = {pk: each for each in held for pk in each.files.all if pk in shown} if held else {}
    if not secret:
        return
    free = files.shown_by_live() | files.open_somewhere()
    for pk, title in _titles(secret.keys() - free):
        state = "was withdrawn" if secret[pk].withdrawn else "is not published yet"
        yield f"“{title}” belongs to a review that {state}. This page would let readers open it: take it out."


def _open_already(page: ReviewPage) -> Iterator[Reason]:
    """Files of its own that readers can open before its embargo ends."""
    names = {name: getattr(page, f"{name}_id") for name in files.OWN}
    evidence = {row.evidence_file_id for row in page.recommendations.all() if row.evidence_file_id}
    own = {pk for pk in names.values() if pk} | evidence
    early = own - files.shown_by_live() if own else set()
    early &= files.open_somewhere() if early else set()
    for pk, title in _titles(early):
        words = (
            f"“{title}” can already be opened on another page, before the review is published. Take it out there first."
        )
        name = next((name for name, chosen in names.items() if chosen == pk), None)
        yield Reason.at(name, words) if name else Reason(words)


def _titles(ids: Iterable[int]) -> list[tuple[int, str]]:
    return list(get_document_model().objects.filter(pk__in=list(ids)).order_by("pk").values_list("pk", "title"))


def reasons_against_rows(page: ReviewPage, rows: list[dict[str, Any]]) -> list[str]:
    """The same for the evidence that an editor's form brings: its rows are not part of the page yet."""
    if not (page.go_live_at and page.go_live_at > moment()):
        return []
    chosen = {row["evidence_file"].pk for row in rows if row.get("evidence_file")}
    early = chosen - files.shown_by_live() if chosen else set()
    return [
        f"“{title}” can already be opened on another page, before the review is published."
        for _, title in _titles(early & files.open_somewhere() if early else [])
    ]
