from __future__ import annotations

from datetime import datetime

from django.db import models

from portal.moments import moment

from ..recurrence import Precision


class OccurrenceQuerySet(models.QuerySet):
    """What is over and what is to come, in London. A session whose end is not known is over when its day is."""

    def upcoming(self, at: datetime | None = None) -> OccurrenceQuerySet:
        """Those that are not over, the next one first."""
        return self.filter(over_at__gt=moment(at)).order_by("day", "starts", "pk")

    def past(self, at: datetime | None = None) -> OccurrenceQuerySet:
        """Those that are over, the last one first."""
        return self.filter(over_at__lte=moment(at)).order_by("-day", "-starts", "-pk")

    def between(self, first: object, last: object) -> OccurrenceQuerySet:
        """Those that touch the days from the first to the last."""
        return self.filter(day__lte=last, last_day__gte=first).order_by("day", "starts", "pk")


class Occurrence(models.Model):
    """One time that a session of a published event takes place. Written when the event is published, read by lists."""

    page = models.ForeignKey("events.EventPage", models.CASCADE, related_name="occurrences")
    session = models.UUIDField()  # the session's key
    name = models.CharField(max_length=160, blank=True)
    place = models.CharField(max_length=200, blank=True)
    precision = models.CharField(max_length=10, default=Precision.DAY)
    day = models.DateField()  # London's
    last_day = models.DateField()  # the same, or later
    starts = models.DateTimeField(null=True)  # where the time is known
    ends = models.DateTimeField(null=True)
    over_at = models.DateTimeField()  # from this moment on it is past: its end, or the midnight after its last day
    cancelled = models.BooleanField(default=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["day", "starts"]
        indexes = [
            models.Index(fields=["over_at"], name="occurrence_over"),
            models.Index(fields=["day", "last_day"], name="occurrence_days"),
        ]

    def __str__(self) -> str:
        return f"{self.page}, {self.day:%-d %B %Y}"
