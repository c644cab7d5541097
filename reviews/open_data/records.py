"""The reviews of the site being read as records: what its pages show, and nothing that only staff see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from wagtail.documents import get_document_model

from portal.moments import LONDON
from portal.open_data import LICENCE, known, lasting_id
from portal.overlay import Overlay

from ..catalogue import Entry, catalogue
from ..models import RELEASED, SETTLED, LearningPoint, Profession, Recommendation, ReviewKind, ReviewPage
from .fields import COLUMNS, LISTS


@dataclass(frozen=True)
class OpenData:
    """The reviews of one site, in four queries beside the catalogue's."""

    overlay: Overlay

    @cached_property
    def entries(self) -> list[Entry]:
        return catalogue(self.overlay).all

    @cached_property
    def pages(self) -> dict[int, dict[str, Any]]:
        """What the catalogue does not know of each review, by its id."""
        fields = ("ages", "time_frame", "commissioned_by", "report_url", "report", "briefing_file")
        return {row["pk"]: row for row in self.overlay.pages(ReviewPage).order_by().values("pk", *fields)}

    @cached_property
    def files(self) -> dict[int, str]:
        """The addresses of all files of live reviews, by id."""
        live = ReviewPage.objects.live()
        used = Q(pk__in=live.filter(report__isnull=False).values("report"))
        used |= Q(pk__in=live.filter(briefing_file__isnull=False).values("briefing_file"))
        used |= Q(
            pk__in=Recommendation.objects.filter(page__live=True, evidence_file__isnull=False).values("evidence_file")
        )
        return {file.pk: self.address(file.url) for file in get_document_model().objects.filter(used)}

    @cached_property
    def learning(self) -> dict[int, list[dict[str, Any]]]:
        found = defaultdict(list)
        rows = LearningPoint.objects.filter(page__live=True).order_by("page", "sort_order")
        for page, profession, text in rows.values_list("page", "profession", "text"):
            found[page].append({"for": profession, "for_name": str(Profession(profession).label), "text": text})
        return found

    @cached_property
    def recommendations(self) -> dict[int, list[dict[str, Any]]]:
        found = defaultdict(list)
        rows = Recommendation.objects.filter(page__live=True).order_by("page", "sort_order")
        fields = ("number", "text", "for_whom", "state", "due", "done_on", "evidence", "evidence_file")
        for row in rows.values("page", *fields, "agency__name"):
            found[row["page"]].append(
                known(
                    number=row["number"],
                    text=row["text"],
                    agency=row["agency__name"],
                    for_whom=row["for_whom"],
                    state=row["state"],
                    due=row["due"] and row["due"].isoformat(),
                    done_on=row["done_on"] and row["done_on"].isoformat(),
                    evidence=row["evidence"],
                    evidence_file=self.files.get(row["evidence_file"]),
                )
            )
        return found

    def address(self, path: str) -> str:
        return f"{self.overlay.site.root_url}{path}"

    def records(self) -> list[dict[str, Any]]:
        """Every review of the site, whole."""
        return [self.record(entry, self.pages[entry.page]) for entry in self.entries if entry.page in self.pages]

    def record(self, entry: Entry, page: dict[str, Any]) -> dict[str, Any]:
        report, briefing = (self.files.get(page[name]) for name in ("report", "briefing_file"))
        released = entry.decision in RELEASED
        return known(
            id=str(lasting_id(self.overlay, "reviews", entry.page)),
            title=entry.title,
            summary=entry.summary,
            page=self.address(entry.url),
            kind=entry.kind,
            kind_name=str(ReviewKind(entry.kind).label),
            called=entry.called,
            state=entry.decision,
            reason=entry.reason,
            published_on=entry.published_on and entry.published_on.isoformat(),
            published=entry.published,
            pseudonyms=entry.pseudonyms,
            ages=page["ages"],
            time_frame=page["time_frame"],
            partnerships=list(entry.area_names),
            commissioned_by=page["commissioned_by"],
            themes=list(entry.themes),
            learning=self.learning.get(entry.page, []),
            recommendations=self.recommendations.get(entry.page, []),
            report=report if released else None,
            report_elsewhere=page["report_url"],
            briefing=self.address(f"{entry.url}briefing/"),
            briefing_file=briefing if released else None,
            modified=entry.updated_at and entry.updated_at.astimezone(LONDON).isoformat(timespec="seconds"),
        )

    def rows(self) -> Iterator[dict[str, str]]:
        """The same as a table: a row a review."""
        for record in self.records():
            row = {name: str(record[name]) for name in COLUMNS if name in record}
            row |= {name: "; ".join(record[name]) for name in LISTS}
            actions = record["recommendations"]
            yield row | {
                "learning_points": str(len(record["learning"])),
                "recommendations": str(len(actions)),
                "recommendations_open": str(sum(each["state"] not in SETTLED for each in actions)),
                "licence": LICENCE["url"],
            }
