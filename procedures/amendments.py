"""The amendments log: what has changed for those who follow the procedures, in sentences, for all of them or narrowed.

A row is a version: its sentence, and the changes section by section. A minor correction makes none (GOV.UK's rule).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict

from portal.moments import day_typed
from portal.overlay import Overlay

from .models import ProcedurePage, Version

OWN, SHARED = "own", "set"


@dataclass
class Asked:
    """What of the log was asked for; `errors` says in words what could not be understood, by field."""

    whose: str = ""
    since: date | None = None
    until: date | None = None
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: QueryDict, overlay: Overlay) -> Asked:
        """As the address says it. On SET's site there is only what SET has."""
        asked = cls(typed={name: query.get(name, "").strip() for name in ("from", "to")})
        whose = str(query.get("whose", ""))
        if overlay.own != overlay.shared and whose in (OWN, SHARED):
            asked.whose = whose
        for name, attribute in (("from", "since"), ("to", "until")):
            text = asked.typed[name]
            setattr(asked, attribute, day_typed(text))
            if text and getattr(asked, attribute) is None:
                asked.errors[name] = "Give a real day, year first: 2025-07-01."
        if asked.since and asked.until and asked.since > asked.until:
            asked.errors["to"] = "This day is before the first one."
        return asked

    @property
    def days(self) -> list[tuple[str, dict[str, str]]]:
        """The two days as the form shows them: label, what was typed, what is wrong with it."""
        labels = {"from": "In force from", "to": "to"}
        return [
            (name, {"words": words, "typed": self.typed[name], "error": self.errors.get(name, "")})
            for name, words in labels.items()
        ]


def amendments(overlay: Overlay, asked: Asked | None = None, pages: list[int] | None = None) -> QuerySet[Version]:
    """The versions that this site's log shows, the latest to come into force first; announced ones too.

    `pages`: the ids of the procedures to look at, where they are known. Two queries, or one.
    """
    asked = asked or Asked()
    if pages is None:
        shown = overlay.pages(ProcedurePage)
        if asked.whose:
            root = overlay.own if asked.whose == OWN else overlay.shared
            shown = shown.filter(path__startswith=root.path)
        pages = list(shown.order_by().values_list("pk", flat=True))
    rows = Version.objects.filter(page__in=pages, significant=True).exclude(change_summary="")
    if asked.since:
        rows = rows.filter(starts__gte=asked.since)
    if asked.until:
        rows = rows.filter(starts__lte=asked.until)
    if asked.errors:
        rows = rows.none()
    return rows.without_texts().select_related("page").defer("page__body").order_by("-starts", "-pk")


def latest(overlay: Overlay, slug: str = "", most: int = 50) -> list[Version]:
    """For the feed: the amendments published last, of all procedures or of the one with this slug."""
    rows = amendments(overlay).order_by("-published_at", "-pk")
    return list((rows.filter(page__slug=slug) if slug else rows)[:most])
