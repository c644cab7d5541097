"""The issues of a site's newsletter: the latest first, and the years that have any."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When
from wagtail.query import PageQuerySet

from portal.overlay import Overlay

from .models import NewsletterPage, Season

IN_YEAR = Case(
    *(When(season=season, then=Value(place)) for place, season in enumerate(Season.values)),
    default=Value(len(Season.values)),
    output_field=IntegerField(),
)


def listed(overlay: Overlay, year: int | None = None) -> PageQuerySet:
    """Every issue that readers of this site can open, or those of one year; the latest first, without their words."""
    issues = overlay.pages(NewsletterPage)
    if year is not None:
        issues = issues.filter(year=year)
    return issues.annotate(in_year=IN_YEAR).order_by("-year", "-in_year", "title")


def years(overlay: Overlay) -> list[int]:
    """The years with an issue, the latest first. One query."""
    found = overlay.pages(NewsletterPage).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())
