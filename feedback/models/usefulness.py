from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Sum
from wagtail.models import Site

from portal.moments import today

RECENT = timedelta(days=90)
"""What the report for staff counts."""

KEEP_COUNTS = timedelta(days=365)
"""So long the counts of a day are kept: they are nobody's, but nobody reads them later either."""


class Votes(models.QuerySet):
    def recent(self, at: datetime | None = None) -> Votes:
        """Those of the last 90 days of London's."""
        return self.filter(day__gt=today(at) - RECENT)

    def to_erase(self, at: datetime | None = None) -> Votes:
        """Those that nobody reads any more."""
        return self.filter(day__lte=today(at) - KEEP_COUNTS)

    def by_page(self) -> models.QuerySet:
        """One row a page of a site, with how many said yes and no; the most noes first."""
        counted = self.values("site_id", "path").annotate(
            yes_all=Sum("yes"), no_all=Sum("no"), name=models.Max("title")
        )
        return counted.order_by("-no_all", "yes_all", "path")


class Usefulness(models.Model):
    """How many readers found a page useful on one day, and how many did not: counts and nothing else."""

    site = models.ForeignKey(Site, models.CASCADE, verbose_name="partnership")
    path = models.CharField(max_length=300)
    title = models.CharField(max_length=255, blank=True)
    day = models.DateField(db_index=True)
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    objects = Votes.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "path", "day"], name="usefulness_of_a_day")]

    def __str__(self) -> str:
        return f"{self.path}, {self.day}: {self.yes} yes, {self.no} no"


def count(site: Site, path: str, title: str, useful: bool, at: datetime | None = None) -> None:
    """One more reader found the page useful, or did not. One query; for the first one of the day a few more."""
    of = {"site": site, "path": path, "day": today(at)}
    name = "yes" if useful else "no"
    one_more = {name: F(name) + 1}
    if not Usefulness.objects.filter(**of).update(**one_more):
        Usefulness.objects.get_or_create(**of, defaults={"title": title[:255]})
        Usefulness.objects.filter(**of).update(**one_more)
