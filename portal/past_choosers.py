"""What a form of the admin names by number past its chooser: a neighbour's files, and pages that are not published.

Choosers offer none of these, but a form is taken as it is sent: its preview, or the page once published, would show them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from .choosers import choosable, runs_all_sites
from .models import BasePage

NOT_YOURS = (
    "A file or a page named here belongs to another partnership, which has not published it. Choose another one."
)

Named = set[tuple[type[Model], str]]


def names(things: Iterable[Model]) -> Named:
    """The files and pages that a page, or the rows of its form, refer to."""
    found = {(kind, pk) for each in things for kind, pk, *_ in ReferenceIndex._extract_references_from_object(each)}
    named = ((ContentType.objects.get_for_id(kind).model_class(), str(pk)) for kind, pk in found)
    return {(kind, pk) for model, pk in named for kind in _kinds() if model and issubclass(model, kind)}


def refused(page: Any, rows: Iterable[Model], user: Any) -> bool:
    """Does a page or record with these rows name what the user may not choose, and did not before? A query for each kind."""
    if runs_all_sites(user):
        return False
    by_kind: dict[type[Model], set[str]] = defaultdict(set)
    for kind, pk in names([page, *rows]):
        by_kind[kind].add(pk)
    closed = {(kind, pk) for kind, ids in by_kind.items() for pk in ids & _closed(kind, ids, user)}
    if closed and page.pk:
        before = type(page)._default_manager.get(pk=page.pk)
        closed -= names([before.get_latest_revision_as_object() if isinstance(before, BasePage) else before])
    return bool(closed)


def _kinds() -> tuple[type[Model], ...]:
    return (BasePage, get_document_model(), get_image_model())


def _closed(kind: type[Model], ids: set[str], user: Any) -> set[str]:
    """Those of them that the user may not choose. What lies in no collection of a partnership is everybody's."""
    asked: Any = kind._default_manager.filter(pk__in=ids)
    if kind is BasePage:
        hidden = asked.filter(live=False)
        mine = choosable(hidden, user).values("pk")
    else:
        hidden = asked.filter(collection__depth__gt=1)
        policy = policy_registry.get_by_type(kind)
        mine = policy.instances_user_has_any_permission_for(user, ["choose", "change", "delete"]).values("pk")
    return {str(pk) for pk in hidden.filter(~Q(pk__in=mine)).values_list("pk", flat=True)}
