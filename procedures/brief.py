"""Procedures in a few words, as a newsletter tells of them: since when the newest version counts, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.utils.text import capfirst

from portal.moments import today

from .models import ProcedurePage, Version


def in_brief(pages: Sequence[ProcedurePage], at: datetime | None = None) -> dict[int, list[str]]:
    """Of each of the procedures, by id. One query for all of them."""
    day = today(at)
    newest = Version.objects.filter(page=OuterRef("pk")).order_by("-starts", "-ordinal").values("pk")[:1]
    wanted = ProcedurePage.objects.filter(pk__in=[page.pk for page in pages]).order_by().values(newest=Subquery(newest))
    versions = {version.page_id: version for version in Version.objects.filter(pk__in=wanted).without_texts()}
    return {page.pk: _said(page, versions.get(page.pk), day) for page in pages}


def _said(page: ProcedurePage, version: Version | None, day: date) -> list[str]:
    if page.withdrawn_on and page.is_withdrawn_by(day):
        return [f"Withdrawn on {page.withdrawn_on:%-d %B %Y}"]
    if version is None:
        return []
    if version.starts > day:
        counts = f"In force from {version.starts:%-d %B %Y}"
    elif version.effective_from:
        counts = f"In force since {version.dated}"
    else:
        counts = capfirst(version.dated)
    return [counts, version.change_summary] if version.change_summary else [counts]
