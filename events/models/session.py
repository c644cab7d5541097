from __future__ import annotations

import uuid

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class Precision(models.TextChoices):
    """How much of its day is known."""

    DAY = "day", "The day"
    MONTH = "month", "Only the month"


class Repeats(models.TextChoices):
    """How a session comes again."""

    NEVER = "", "Once"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnightly", "Every two weeks"
    MONTHLY_DATE = "monthly-date", "Every month, on the same date"
    MONTHLY_DAY = "monthly-day", "Every month, on the same weekday of its week"
    YEARLY = "yearly", "Every year"


class Session(Orderable):
    """When an event takes place: a day or several, with times if they are known, once or again and again. Times are London's."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="sessions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)  # what calendars know it by; a change keeps it
    name = models.CharField(max_length=160, blank=True, help_text="Where there are several: what this one is.")
    precision = models.CharField("known", max_length=10, choices=Precision.choices, default=Precision.DAY)
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True, help_text="Empty: not known, or the whole day.")
    last_day = models.DateField(null=True, blank=True, help_text="Where it lasts more than a day.")
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="Where it differs from the event’s.")
    repeats = models.CharField(max_length=20, choices=Repeats.choices, blank=True, default=Repeats.NEVER)
    until = models.DateField(null=True, blank=True, help_text="The last day on which it may come again.")
    except_on = models.TextField(
        "not on", blank=True, help_text="Days on which it does not take place, one a line: 2026-12-24."
    )
    cancelled = models.BooleanField(default=False, help_text="This session alone. It stays to be seen as cancelled.")

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("precision"), FieldPanel("cancelled")]),
        FieldRowPanel([FieldPanel("day"), FieldPanel("begins"), FieldPanel("last_day"), FieldPanel("ends")]),
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("repeats"), FieldPanel("until"), FieldPanel("except_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "session"

    def __str__(self) -> str:
        return self.name or f"{self.day:%-d %B %Y}"
