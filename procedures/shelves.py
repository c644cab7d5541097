"""The procedures that are no chapters, by kind, as the index shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from portal import generation
from portal.moments import today
from portal.overlay import Overlay

from .manual import with_version
from .models import ProcedureKind, ProcedurePage, Version
from .state import State, state_of


@dataclass(frozen=True)
class Row:
    """A procedure in a list."""

    title: str
    summary: str
    url: str
    owner: str
    state: State
    issue: str
    effective_from: date | None
    edition: str
    no_file: bool
    is_own: bool


def shelves(overlay: Overlay, at: datetime | None = None) -> list[tuple[str, list[Row]]]:
    """The site's procedures outside the manual by kind; two queries, remembered until the day ends or someone publishes."""
    day = today(at)
    return generation.remembered(f"procedures:{overlay.site.pk}:{day}", lambda: _load(overlay, day))


def _load(overlay: Overlay, day: date) -> list[tuple[str, list[Row]]]:
    kept = Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
    pages = list(
        with_version(overlay.pages(ProcedurePage).filter(kept, part=None), day).defer("body").order_by("title")
    )
    known = Version.objects.defer("body", "outline", "anchors").in_bulk([p.in_force for p in pages if p.in_force])
    by_kind: dict[str, list[Row]] = {kind: [] for kind in ProcedureKind.values}
    for page in pages:
        version = known.get(page.in_force)
        by_kind[page.kind].append(
            Row(
                title=page.title,
                summary=page.summary,
                url=overlay.path_of(page),
                owner=page.responsible,
                state=state_of(page, version is not None, day),
                issue=version.number if version else "",
                effective_from=version.effective_from if version else page.effective_from,
                edition=version.edition if version else page.edition,
                no_file=bool(version and version.file_wanted and not version.document_id),
                is_own=overlay.own.holds(page) and overlay.own != overlay.shared,
            )
        )
    return [(str(ProcedureKind(kind).label), rows) for kind, rows in by_kind.items() if rows]
