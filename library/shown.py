"""Which documents and recordings readers of a site meet: on live pages and notes they can open, and in the resources there.

What a page refers to is in Wagtail's reference index. Wagtail leaves writing it to the worker, so that a file would be
served too late, or too long; `note_references` writes it as the page is saved.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
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


def documents_shown(overlay: Overlay) -> Iterator[Shown]:
    """Every document on a page of this site. For the hook of `portal.documents`."""
    return iter(on_pages(overlay).documents)


@dataclass
class OnPages:
    """The files on the pages of a site: each document in each place, and the recordings by id."""

    documents: list[Shown] = field(default_factory=list)
    recordings: set[int] = field(default_factory=set)


def on_pages(overlay: Overlay) -> OnPages:
    """What the pages of this site show. One query, remembered."""
    return generation.remembered(f"files:{overlay.site.pk}", lambda: _look(overlay))


# Wagtail's index keeps ids as words, so it is joined by hand. One row for each use of a file, itself or by a resource.
USES = """SELECT page.id, page.title, page.path, page.url_path, page.content_type_id, page.shared_page_id,
    noted.path AS noted_path, file.id AS file, file.slug AS file_slug, file.kind AS file_kind, file.file AS file_name,
    file.pages AS file_pages, file.file_size AS file_size, resource.id AS resource, CAST(use.to_object_id AS bigint) AS used
FROM {references} AS use
JOIN {pages} AS page ON page.id = CAST(use.object_id AS bigint) AND page.live
LEFT JOIN {pages} AS noted ON noted.id = page.shared_page_id AND noted.live
LEFT JOIN {resources} AS resource ON use.to_content_type_id = %s AND resource.id = CAST(use.to_object_id AS bigint)
LEFT JOIN {documents} AS file ON file.id = resource.document_id
    OR (use.to_content_type_id = %s AND file.id = CAST(use.to_object_id AS bigint))
WHERE use.base_content_type_id = %s AND use.to_content_type_id IN (%s, %s, %s)
"""


def _look(overlay: Overlay) -> OnPages:
    document, media, resource, page = (
        ContentType.objects.get_for_model(model).pk for model in (Document, Media, Resource, BasePage)
    )
    tables = {"references": ReferenceIndex, "pages": BasePage, "resources": Resource, "documents": Document}
    sql = USES.format(**{name: model._meta.db_table for name, model in tables.items()})
    found, seen = OnPages(), set()
    for use in BasePage.objects.raw(sql, [resource, document, page, document, media, resource]):
        told_elsewhere = use.file and not use.resource and use.specific_class.shows_its_documents
        if told_elsewhere or not _is_met(overlay, use):
            continue
        if use.file and (use.file, use.pk) not in seen:
            seen.add((use.file, use.pk))
            facts = {"slug": use.file_slug, "kind": use.file_kind, "pages": use.file_pages, "file_size": use.file_size}
            file = Document(pk=use.file, file=use.file_name, collection_id=0, **facts)  # a default would cost a query
            place = (use.title, overlay.path_of(use), overlay.is_own(use))
            found.documents.append(Shown(file.pk, file.url, file.facts, *place))
        elif not use.file:
            found.recordings.add(use.used)
    return found


def _is_met(overlay: Overlay, page: Any) -> bool:
    """Can readers of this site open the live page, or read it as a note on another?"""
    if page.specific_class.adds_only:
        noted = BasePage(pk=page.shared_page_id, path=page.noted_path or "")
        return overlay.own.holds(page) and overlay.open(page) and bool(noted.path) and overlay.meets(noted)
    return overlay.meets(page)


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
