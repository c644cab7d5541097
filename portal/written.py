"""Everything that people write for readers: pages as published and as drafts, records, pictures, recordings, documents
and what is in their files; and whose it is.

Read piece by piece, in a number of queries that grows with the kinds of things and not with the things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Site, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtailmedia.models import get_media_model

from .models import BasePage
from .trees import Trees
from .words import Passage, Step, child_relations, passages, passages_of

AT_A_TIME = 100
FEW_AT_A_TIME = 10  # of documents, each of which may hold hundreds of pages
IN_THE_FILE = Step("file", "the file itself")


@dataclass(frozen=True)
class Written:
    """One thing with words for readers; of a page that is being changed, also its draft."""

    thing: models.Model
    name: str  # a page's path, or what else it is and what it is called
    area: str  # the slug of whose it is: `southend`, `set`
    site: Site | None  # the site whose staff keep it; None: SET's
    passages: list[Passage]
    other_numbers: str | None = None
    is_draft: bool = False

    @property
    def url(self) -> str:
        """Where it is edited."""
        return AdminURLFinder().get_edit_url(self.thing) or ""


def everything() -> Iterator[Written]:
    """All of it, page type by page type, then the records, pictures, recordings and documents."""
    owners = Owners()
    for model in get_page_models():
        if model is not BasePage:
            yield from pages(model, owners)
    for model in (*get_snippet_models(), get_image_model(), get_media_model()):
        yield from records(model, owners)
    yield from documents(owners)


def pages(model: type[BasePage], owners: Owners) -> Iterator[Written]:
    """The pages of a type that stand in somebody's tree: as published, then the draft if there is another."""
    relations = child_relations(model)
    for page in model.objects.select_related("latest_revision").prefetch_related(*relations).iterator(AT_A_TIME):
        whose = owners.of_page(page)
        if whose is None:
            continue
        area, site, path = whose
        draft = page.latest_revision if page.has_unpublished_changes or not page.live else None
        if page.live or not draft:
            yield Written(page, path, area, site, list(passages_of(page)), page.other_numbers, not page.live)
        if draft:
            values = draft.content
            said = values.get("other_numbers", "")
            yield Written(page, path, area, site, list(passages(model, values)), said, is_draft=True)


def records(model: type[models.Model], owners: Owners) -> Iterator[Written]:
    """The records of a model, each with what belongs to it."""
    related = [name for name in ("site", "collection") if hasattr(model, name)]
    found = model._default_manager.select_related(*related).prefetch_related(*child_relations(model)).order_by("pk")
    for thing in found.iterator(AT_A_TIME):
        name = f"{model._meta.verbose_name} “{thing}”"
        yield Written(thing, name, *owners.of_record(thing), list(passages_of(thing)))


def documents(owners: Owners) -> Iterator[Written]:
    """The documents, each with the words in its file, as far as they have been read."""
    model = get_document_model()
    found = model.objects.select_related("collection").prefetch_related("units").order_by("pk")
    for document in found.iterator(FEW_AT_A_TIME):
        inside = [
            Passage(unit.text, False, (IN_THE_FILE, Step(unit.number, unit.label))) for unit in document.units.all()
        ]
        name = f"{model._meta.verbose_name} “{document}”"
        words = [*passages_of(document), *inside]
        yield Written(document, name, *owners.of_record(document), words, document.other_numbers)


class Owners:
    """Whose a thing is: by its place in the trees, its collection, or its own word. Two queries."""

    SHARED = ("set", None)

    @cached_property
    def trees(self) -> Trees:
        return Trees.now()

    @cached_property
    def collections(self) -> dict[str, tuple[str, Site]]:
        """Each partnership's collection, by its path; `portal.groups` makes them."""
        named = {tree.partnership.short_name: whose for tree in self.trees.own for whose in [self.named(tree)]}
        return {each.path: named[each.name] for each in Collection.objects.filter(depth=2) if each.name in named}

    @staticmethod
    def named(tree) -> tuple[str, Site]:
        return tree.root.url_path.strip("/"), tree.partnership.site

    def of_page(self, page: BasePage) -> tuple[str, Site | None, str] | None:
        """Whose page it is, with its path there; None for one in no tree."""
        tree = self.trees.owner(page)
        if tree:
            return (*self.named(tree), f"/{tree.path_of(page)}")
        shared = self.trees.shared
        return (*self.SHARED, f"/{shared.path_of(page)}") if shared and shared.root.holds(page) else None

    def of_record(self, thing: models.Model) -> tuple[str, Site | None]:
        site_id = getattr(thing, "site_id", None)
        collection = getattr(thing, "collection", None)
        if site_id:
            by_site = {site.pk: (area, site) for area, site in map(self.named, self.trees.own)}
            return by_site.get(site_id, self.SHARED)
        if collection:
            found = (whose for path, whose in self.collections.items() if collection.path.startswith(path))
            return next(found, self.SHARED)
        return self.SHARED
