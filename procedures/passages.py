"""The sections of a procedure, for searches: those of the version in force, and of those to come from their day on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from portal import passages
from portal.blocks import in_one_line
from portal.moments import today
from portal.passages import Kind, Passage

from .models import ProcedurePage, Version, ends
from .text import sections_of


def source(pk: int) -> str:
    """The name under which the passages of the version with this id are kept."""
    return f"version:{pk}"


def write(page: ProcedurePage, at: datetime | None = None) -> None:
    """Let searches find what the page's versions say, each on its own days. Of two that begin on one day, the later."""
    begins = dict(page.versions.order_by("starts", "ordinal").values_list("pk", "starts"))
    spans = zip(begins.values(), ends([*begins.values()], page.withdrawn_on), strict=True)
    days = dict(zip(begins, spans, strict=True))
    found = {pk for pk, (starts, until) in days.items() if until is None or until > max(starts, today(at))}
    Passage.objects.filter(source__in=[source(pk) for pk in days if pk not in found]).delete()
    for version in page.versions.filter(pk__in=found):
        passages.write(source(version.pk), _of(page, version, days[version.pk][1]))


def _of(page: ProcedurePage, version: Version, until: date | None) -> Iterator[Passage]:
    for section in sections_of(version):
        yield Passage(
            kind=Kind.PROCEDURE,
            page=page,
            title=section.heading or page.title,
            within=page.title if section.heading else "",
            fragment=section.anchor,
            text=in_one_line(section.paragraphs, "."),
            since=version.starts,
            until=until,
        )
