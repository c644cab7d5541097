"""Every procedure that a site shows on a day, with its version in force: what the manual and the lists are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery
from wagtail.query import PageQuerySet

from portal import generation
from portal.moments import today
from portal.overlay import Overlay

from .models import ProcedurePage, Version
from .state import State


@dataclass(frozen=True)
class Entry:
    """A procedure in a list. `version` is the id of the version in force; None before the first has begun."""

    page: int
    title: str
    summary: str
    slug: str
    kind: str
    owner: str
    state: State
    is_own: bool
    part: tuple[int, str, str] | None  # the place, the title and the slug of its part of the manual
    order: int
    version: int | None
    issue: str
    effective_from: date | None
    edition: str
    lacks_file: bool
    outline: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"/procedures/{self.slug}/"


def with_version(pages: PageQuerySet, day: date) -> PageQuerySet:
    """Those procedures with the id of their version in force on that day as `in_force`; None before the first."""
    begun = Version.objects.filter(page=OuterRef("pk")).begun_by(day).values("pk")[:1]
    return pages.annotate(in_force=Subquery(begun))


def in_force(pages: PageQuerySet, day: date) -> list[Version]:
    """The versions in force on that day of those procedures, each with its page and without its outline. One query."""
    begun = with_version(pages, day).order_by().values("in_force")
    rows = Version.objects.filter(pk__in=begun).select_related("page")
    return list(rows.defer("outline", "anchors", "page__body"))


def catalogue(overlay: Overlay, at: datetime | None = None) -> list[Entry]:
    """The procedures of this site that are not withdrawn on this London day, by title.

    Two queries, remembered until the day ends or someone publishes.
    """
    day = today(at)
    return generation.remembered(f"procedures:{overlay.site.pk}:{day}", lambda: _load(overlay, day))


def _load(overlay: Overlay, day: date) -> list[Entry]:
    kept = overlay.pages(ProcedurePage).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))
    pages = list(with_version(kept, day).select_related("part").defer("body").order_by("title"))
    versions = Version.objects.defer("body", "anchors").in_bulk([page.in_force for page in pages if page.in_force])
    return [_entry(overlay, page, versions.get(page.in_force), day) for page in pages]


def _entry(overlay: Overlay, page: ProcedurePage, version: Version | None, day: date) -> Entry:
    said = version or page
    return Entry(
        page=page.pk,
        title=page.title,
        summary=page.summary,
        slug=page.slug,
        kind=page.kind,
        owner=page.responsible,
        state=page.state(version is not None, day),
        is_own=overlay.is_own(page),
        part=(page.part.order, page.part.title, page.part.slug) if page.part else None,
        order=page.order,
        version=version.pk if version else None,
        issue=version.number if version else "",
        effective_from=said.effective_from,
        edition=said.edition,
        lacks_file=bool(version and version.lacks_file),
        outline=version.outline if version else [],
    )
