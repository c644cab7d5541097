"""The nightly sweep: every typed number in everything that people write for readers, kept as corrections to be made.

A number may be right when it is typed and known to be wrong later, or come in by another way than the editor.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils.text import Truncator

from portal import tick
from portal.written import Written, everything

from ..hours import moment
from ..models import Correction, CorrectionKind
from .register import Register, dialled
from .verdicts import Finding, Guard, Reasons

NIGHTLY = (3, 45)
"""Hour and minute, London time: after the portal has tidied up, before anybody works."""


@dataclass(frozen=True)
class Found:
    """A typed number and where it stands."""

    written: Written
    place: str
    finding: Finding

    def __str__(self) -> str:
        """A line for those who watch the portal: `southend /about/ · body, Text 1: “0845 606 1212” is an old number of …`."""
        return f"{self.written.area} {self.where}: “{self.finding.written}” {self.finding.said}"

    @property
    def where(self) -> str:
        return f"{self.written.name}{' (draft)' if self.written.is_draft else ''} · {self.place}"

    @property
    def key(self) -> tuple[int | None, str, str]:
        """What makes it the same the next night: whose, where, which number. As long as the columns are."""
        site, where = self.written.site, Truncator(self.where).chars(255)
        return site.pk if site else None, where, Truncator(self.finding.written).chars(220)


def sweep() -> Iterator[Found]:
    """Every typed number there is. A draft’s only where the published page has it not."""
    guard = Guard(Register.load())
    published: set[tuple[Any, str, str]] = set()
    for written in everything():
        reasons = Reasons.of(written.other_numbers, guard.register)
        for passage in written.passages:
            for finding in guard.findings(passage, reasons):
                key = (written.thing, passage.place, finding.written)
                if not written.is_draft:
                    published.add(key)
                if not written.is_draft or key not in published:
                    yield Found(written, passage.place, finding)


@transaction.atomic
def record(found: list[Found], at: datetime | None = None) -> None:
    """Keep what was found as corrections to be made, each once, and tick off those of earlier nights that are gone."""
    now = moment(at)
    ours = Correction.objects.filter(kind=CorrectionKind.TYPED, change=None, done_at=None)
    known = {(row.site_id, row.place, row.number): row.pk for row in ours}
    keys = {each.key: each for each in found}
    # A number that has changed has a list of its own.
    changed = Correction.objects.filter(kind__in=(CorrectionKind.TYPED, CorrectionKind.DOCUMENT), done_at=None)
    listed = {(row.url, dialled(row.number)) for row in changed.exclude(change=None)}
    ours.filter(pk__in=[pk for key, pk in known.items() if key not in keys]).update(done_at=now)
    Correction.objects.bulk_create(
        Correction(
            kind=CorrectionKind.TYPED,
            site_id=site,
            place=place,
            number=number,
            url=each.written.url,
            note=Truncator(each.finding.said).chars(300),
            found_at=now,
        )
        for (site, place, number), each in keys.items()
        if (site, place, number) not in known and (each.written.url, dialled(number)) not in listed
    )


@receiver(tick.minute)
def sweep_nightly(at: datetime, **kwargs: Any) -> None:
    if (at.hour, at.minute) == NIGHTLY:
        record(list(sweep()), at)
