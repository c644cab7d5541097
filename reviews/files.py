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

from portal.documents import Held, Shown, shown_on
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


# Wagtail's index keeps ids as words, so it is joined by hand. It is written as a page is saved (`library.shown`). The last
# rows are the reviews whose own files stay closed: scheduled ones, and withdrawn ones.
FILES = """SELECT page.id, page.title, page.path, page.url_path, use.model_path, review.decision, file.id AS file,
    file.slug AS file_slug, file.kind AS file_kind, file.file AS file_name, file.pages AS file_pages,
    file.file_size AS file_size
FROM {references} AS use
JOIN {reviews} AS review ON review.basepage_ptr_id = CAST(use.object_id AS bigint)
JOIN {pages} AS page ON page.id = review.basepage_ptr_id AND page.live
JOIN {documents} AS file ON file.id = CAST(use.to_object_id AS bigint)
WHERE use.base_content_type_id = %s AND use.content_type_id = %s AND use.to_content_type_id = %s
UNION ALL
SELECT review.basepage_ptr_id, '', '', '', '', '', NULL, '', '', '', NULL, NULL
FROM {reviews} AS review
WHERE EXISTS (SELECT 1 FROM {revisions} AS later WHERE later.approved_go_live_at IS NOT NULL
        AND later.content_type_id = %s AND later.object_id = CAST(review.basepage_ptr_id AS varchar))
    OR EXISTS (SELECT 1 FROM {withdrawals} AS taken WHERE taken.page_id = review.basepage_ptr_id
        AND taken.withdrawn_at IS NOT NULL AND taken.ended_at IS NULL)
"""


def documents_shown(overlay: Overlay) -> Iterator[Shown | Held]:
    """The files of each live review of the site, and those that nobody may open whatever shows them.

    Of a review that is under way or not published the report stays closed. One query, and some where reviews are embargoed
    or withdrawn. What a resource in the text shows is told by the library.
    """
    document, hidden, seen = get_document_model(), set(), set()
    kinds = [ContentType.objects.get_for_model(model).pk for model in (BasePage, ReviewPage, document)]
    tables = {
        "references": ReferenceIndex,
        "reviews": ReviewPage,
        "pages": BasePage,
        "documents": document,
        "revisions": Revision,
        "withdrawals": Withdrawal,
    }
    sql = FILES.format(**{name: model._meta.db_table for name, model in tables.items()})
    for use in BasePage.objects.raw(sql, [*kinds, kinds[1]]):
        if use.file is None:
            hidden.add(use.pk)
            continue
        closed = use.model_path in OWN and use.decision not in RELEASED
        if closed or (use.pk, use.file) in seen or not overlay.meets(use):
            continue
        seen.add((use.pk, use.file))
        facts = {"slug": use.file_slug, "kind": use.file_kind, "pages": use.file_pages, "file_size": use.file_size}
        file = document(pk=use.file, file=use.file_name, collection_id=0, **facts)  # a default would cost a query
        yield Shown(file.pk, file.url, file.facts, use.title, overlay.path_of(use), overlay.is_own(use))
    yield from map(Held, held_by(hidden))


def evidence_of(pages: Any) -> list[tuple[int, int]]:
    """The evidence of these reviews' recommendations: the review and the document, by id. One query."""
    rows = Recommendation.objects.filter(page__in=pages.order_by().values("pk"), evidence_file__isnull=False)
    return list(rows.values_list("page", "evidence_file"))


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


def held_by(hidden: set[int]) -> set[int]:
    """The own files of these embargoed or withdrawn reviews, which stay closed whatever shows them.

    Not those that a live review of its own has published.
    """
    if not hidden:
        return set()
    pages = ReviewPage.objects.filter(pk__in=hidden).defer("body")
    found = {pk for each in holders(pages) for pk in each.files.own}
    return found - shown_by_live() if found else found


def open_somewhere() -> set[int]:
    """The documents that readers of any site may open."""
    return {pk for site in Site.objects.select_related("root_page") for pk in shown_on(Overlay.at(site))}
