"""Which documents and recordings readers of a site meet: on live pages and notes they can open, and in the resources there.

What a page refers to is in Wagtail's reference index. Wagtail leaves writing it to the worker, so that a file would be
served too late, or too long; `note_references` writes it as the page is saved.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ReferenceIndex

from portal import generation
from portal.documents import Shown
from portal.models import BasePage
from portal.overlay import Overlay

from .models import Document, Media, Resource


@dataclass(frozen=True)
class Place:
    """A page, or a note on it, as readers of a site find it."""

    title: str
    url: str


def documents_shown(overlay: Overlay) -> Iterator[Shown]:
    """Every document on a page of this site. For the hook of `portal.documents`."""
    for pk, places in on_pages(overlay)[Document].items():
        for place in places:
            yield Shown(pk, place.title, place.url)


def on_pages(overlay: Overlay) -> dict[type[models.Model], dict[int, list[Place]]]:
    """Documents and recordings by id, each with the places of this site that show it. Four queries, remembered."""
    return generation.remembered(f"files:{overlay.site.pk}", lambda: _look(overlay))


def _look(overlay: Overlay) -> dict[type[models.Model], dict[int, list[Place]]]:
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in (Document, Media, Resource)}
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage), to_content_type__in=kinds
    )
    rows = list(references.values_list("object_id", "to_content_type", "to_object_id").distinct())
    within = dict(Resource.objects.exclude(document=None).values_list("pk", "document_id"))
    places = _places(overlay, {int(page) for page, _, _ in rows})
    found: dict[type[models.Model], dict[int, list[Place]]] = {Document: {}, Media: {}}
    for page, kind, to in rows:
        model, pk = kinds[kind], int(to)
        if model is Resource:
            model, pk = Document, within.get(pk, 0)
        if pk and int(page) in places:
            found[model].setdefault(pk, []).append(places[int(page)])
    return found


def _places(overlay: Overlay, pks: set[int]) -> dict[int, Place]:
    """Those of the pages that readers of this site can open, or read as a note on another."""
    addresses = overlay.addresses
    paths = set(addresses.values())
    found = {}
    for page in BasePage.objects.live().filter(pk__in=pks).only("title", "path", "url_path", "content_type"):
        path = addresses.get(page.pk)
        if path is None and overlay.own.holds(page) and overlay.open(page):
            is_home, on_another = page.pk == overlay.own.pk, page.specific_class.adds_only
            path = overlay.path_of(page) if is_home or (on_another and overlay.path_of(page) in paths) else None
        if path:
            found[page.pk] = Place(page.title, path)
    return found


@receiver(post_save)
def note_references(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Write at once what a page or a resource refers to, as it is published; saving a draft changes no more than a few fields."""
    if (
        not raw
        and kwargs["update_fields"] is None
        and issubclass(sender, (BasePage, Resource))
        and sender is not BasePage
    ):
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(instance)
