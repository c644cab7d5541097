"""The safeguarding arrangements and the threshold document of a site, on its statutory shelf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from portal import generation
from portal.moments import today
from portal.overlay import Overlay
from portal.page_types import answering
from portal.shelf import Duty, Kept

from .catalogue import in_force
from .models import ProcedureKind, ProcedurePage, Version

DUTIES = {ProcedureKind.ARRANGEMENTS: Duty.ARRANGEMENTS, ProcedureKind.THRESHOLD: Duty.THRESHOLDS}
UNDER_REVIEW = "Under review. It counts until a new version takes its place."
LACKS_FILE = "The file has not been uploaded yet."


def statutory_shelf(overlay: Overlay, at: datetime | None = None) -> Iterator[Kept]:
    """What is in force of these on this London day: an own one before a shared one, the latest first.

    One query for all sites, remembered until the day ends or someone publishes.
    """
    met = [each for each in _in_force(today(at)) if overlay.meets(each.page)]
    for each in sorted(met, key=lambda each: (overlay.is_own(each.page), each.starts), reverse=True):
        yield each.kept


@dataclass(frozen=True)
class Found:
    """What a page keeps, and from which day its version counts."""

    page: ProcedurePage
    starts: date
    kept: Kept


def _in_force(day: date) -> list[Found]:
    """What is in force that day of every site's arrangements and threshold documents, withdrawn ones aside."""

    def load() -> list[Found]:
        kept = answering(ProcedurePage.objects.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), kind__in=DUTIES))
        return [Found(version.page, version.starts, _kept(version.page, version)) for version in in_force(kept, day)]

    return generation.remembered(f"procedures:shelf:{day}", load)


def _kept(page: ProcedurePage, version: Version) -> Kept:
    notes = {UNDER_REVIEW: page.under_review, LACKS_FILE: version.lacks_file}
    return Kept(
        duty=DUTIES[ProcedureKind(page.kind)],
        title=page.title,
        path=f"/procedures/{page.slug}/",
        here=bool(len(version.body) or version.document_id) and not version.lacks_file,  # words about it are no file
        dated=version.dated,
        due=page.review_by or version.review_by,
        note=" ".join(note for note, holds in notes.items() if holds),
    )
