"""What is wrong with the place of a group: said next to the field, before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portal.publication import Reason
from portal.trees import Trees

from .models import GroupPage

if TYPE_CHECKING:
    from portal.models import BasePage

NEIGHBOURS = "This is a page of another partnership: choose one of your own, or a shared one."
NOT_SHARED = "This is a page of one partnership. A shared group is read on every site: choose a shared page."


def reasons_not_to_publish(page: BasePage, parent: BasePage | None = None) -> Iterator[Reason]:
    """A group must not answer to itself, by whatever way, nor name what readers of its site do not meet."""
    if not isinstance(page, GroupPage):
        return
    if page.reports_to_id and page.pk and _comes_back(page):
        yield Reason.at("reports_to", "The group would answer to itself. Choose another one, or none.")
    trees = Trees.now()
    placed = page if page.path else parent
    owner = trees.owner(placed) if placed else None
    for field in ("reports_to", "terms_of_reference"):
        named = getattr(page, field)
        if named is None or trees.shares(named):
            continue
        if owner is None or not owner.root.holds(named):
            yield Reason.at(field, NEIGHBOURS if owner else NOT_SHARED)


def _comes_back(page: GroupPage) -> bool:
    """Does the way up from the group lead back to it? One query."""
    above = dict(GroupPage.objects.exclude(reports_to=None).values_list("pk", "reports_to"))
    seen: set[int] = set()
    at = page.reports_to_id
    while at is not None and at not in seen:
        if at == page.pk:
            return True
        seen.add(at)
        at = above.get(at)
    return False
