"""The files of reviews: what a published one lets readers open, and what the others hold.

Its own files are the report, the briefing and the evidence. Those that its text links to may stand elsewhere as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex, Revision, Site

from portal.documents import Shown, shown_on
from portal.models import BasePage
from portal.overlay import Overlay

from .models import RELEASED, Recommendation, ReviewPage, Withdrawal

OWN = ("report", "briefing_file")


@dataclass
class Files:
    """The ids of documents: of a review's own, and of those its text links to."""

    own: set[int] = field(default_factory=set)
    linked: set[int] = field(default_factory=set)

    @property
    def all(self) -> set[int]:
        return self.own | self.linked


@dataclass
class Holder:
    """A review that readers do not see, or not yet as it is going to be, with the files it holds."""

    page: int
    files: Files
    opens: datetime | None  # when its embargo ends, if it is scheduled
    withdrawn: bool


def in_content(content: Mapping[str, Any]) -> set[int]:
    """A review's own files as a revision stores it."""
    found = {content.get(name) for name in OWN}
    found |= {row.get("evidence_file") for row in content.get("recommendations") or []}
    return {int(pk) for pk in found if pk}


def in_body(bodies: Iterable[Any]) -> set[int]:
    """The documents that these texts link to or show, themselves or by a resource."""
    model = get_document_model()
    stream = ReviewPage._meta.get_field("body")
    references = {(kind, str(pk)) for body in bodies for kind, pk, *_ in stream.extract_references(body)}
    found = {int(pk) for kind, pk in references if kind is model}
    others = [
        (ContentType.objects.get_for_model(kind).pk, pk)
        for kind, pk in references
        if kind is not model and not issubclass(kind, BasePage)
    ]
    return found | behind(others)


def behind(records: list[tuple[int, str]]) -> set[int]:
    """The documents that these records show, such as a resource, each by its content type and id. One query, or none."""
    if not records:
        return set()
    wanted = Q()
    for kind, pk in records:
        wanted |= Q(base_content_type=kind, object_id=pk)
    rows = ReferenceIndex.objects.filter(
        wanted, to_content_type=ContentType.objects.get_for_model(get_document_model())
    )
    return {int(pk) for pk in rows.values_list("to_object_id", flat=True)}


def on_page(page: BasePage) -> set[int]:
    """The documents that any page shows, be it in a field, in running text, in a block or by a record it names."""
    references = {(kind, pk) for kind, pk, *_ in ReferenceIndex._extract_references_from_object(page)}
    kinds = ContentType.objects.in_bulk({kind for kind, _ in references})
    found, others = set(), []
    for kind, pk in references:
        model = kinds[kind].model_class()
        if model is get_document_model():
            found.add(int(pk))
        elif model and not issubclass(model, (BasePage, Revision)):
            others.append((kind, pk))
    return found | behind(others)


def documents_shown(overlay: Overlay) -> Iterator[Shown]:
    """The files of each live review of the site. Of one that is under way or not published the report stays closed.

    Four queries. What a resource in the text shows is told by the library.
    """
    pages = list(overlay.pages(ReviewPage).defer("body").order_by("path"))
    held = {page.pk: {page.report_id, page.briefing_file_id} if page.decision in RELEASED else set() for page in pages}
    for page, pk in [*evidence_of(ReviewPage.objects.live()), *linked_live()]:
        if page in held:
            held[page].add(pk)
    documents = get_document_model().objects.in_bulk({pk for ids in held.values() for pk in ids if pk})
    for page in pages:
        for pk in sorted(held[page.pk] & documents.keys()):
            file = documents[pk]
            yield Shown(pk, file.url, file.facts, page.title, overlay.path_of(page), overlay.is_own(page))


def evidence_of(pages: Any) -> list[tuple[int, int]]:
    """The evidence of these reviews' recommendations: the review and the document, by id. One query."""
    rows = Recommendation.objects.filter(page__in=pages.order_by().values("pk"), evidence_file__isnull=False)
    return list(rows.values_list("page", "evidence_file"))


def linked_live() -> list[tuple[int, int]]:
    """What the texts of live reviews link to: the review and the document, by id. One query."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        content_type=ContentType.objects.get_for_model(ReviewPage),
        to_content_type=ContentType.objects.get_for_model(get_document_model()),
        model_path__startswith="body",
    )
    return [(int(page), int(pk)) for page, pk in rows.values_list("object_id", "to_object_id")]


def shown_by_live() -> set[int]:
    """The own files of the reviews that are live somewhere: published already, and no secret of another one's."""
    live = ReviewPage.objects.live()
    found = {pk for row in live.filter(decision__in=RELEASED).values_list(*OWN) for pk in row if pk}
    return found | {pk for _, pk in evidence_of(live)}


def scheduled() -> dict[int, Revision]:
    """The revisions of reviews that go live later, by the review's id. One query."""
    rows = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(ReviewPage), approved_go_live_at__isnull=False
    )
    return {int(revision.object_id): revision for revision in rows}


def holders(pages: Any, with_texts: bool = False) -> list[Holder]:
    """What these reviews hold that readers do not see, as they stand, as drafts and as scheduled. A few queries.

    `with_texts`: what their texts link to as well, which is slower.
    """
    later, found = scheduled(), []
    withdrawn = set(Withdrawal.objects.in_force().values_list("page", flat=True))
    evidence = evidence_of(pages)
    rows = list(pages)
    drafts = Revision.objects.in_bulk({page.latest_revision_id for page in rows if page.latest_revision_id})
    for page in rows:
        contents = [each.content for each in (drafts.get(page.latest_revision_id), later.get(page.pk)) if each]
        own = {pk for content in contents for pk in in_content(content)}
        if not page.live:
            own |= {page.report_id, page.briefing_file_id, *(pk for owner, pk in evidence if owner == page.pk)} - {None}
        linked = set()
        if with_texts:
            stream = ReviewPage._meta.get_field("body")
            linked = in_body([page.body, *(stream.to_python(content.get("body") or "[]") for content in contents)])
        opens = later[page.pk].approved_go_live_at if page.pk in later else None
        found.append(Holder(page.pk, Files(own, linked), opens, page.pk in withdrawn))
    return found


def held_back() -> set[int]:
    """The documents that nobody may open whatever shows them: the own files of embargoed and of withdrawn reviews.

    Three queries where there are none of these.
    """
    withdrawn = Withdrawal.objects.in_force().values_list("page", flat=True)
    hidden = ReviewPage.objects.filter(pk__in=[*scheduled(), *withdrawn]).defer("body")
    found = {pk for each in holders(hidden) for pk in each.files.own}
    return found - shown_by_live() if found else found


def open_somewhere() -> set[int]:
    """The documents that readers of any site may open."""
    return {pk for site in Site.objects.select_related("root_page") for pk in shown_on(Overlay.at(site))}
