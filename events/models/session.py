from __future__ import annotations

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from ..recurrence import Instance, Precision, Repeats, faults, instances


class Session(Orderable):
    """When an event takes place: a day or several, with times if they are known, once or again and again. Times are London's.

    `key` is what calendars know it by. It goes through the editor's form: a session that was added to a draft has no id there
    until the page is published, and Wagtail takes it for a new one at the next change.
    """

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="sessions")
    key = models.UUIDField(default=uuid.uuid4, blank=True)
    name = models.CharField(max_length=160, blank=True, help_text="Where there are several: what this one is.")
    precision = models.CharField("known", max_length=10, choices=Precision.choices, default=Precision.DAY)
    day = models.DateField(help_text="Of a month or a year: any of its days.")
    begins = models.TimeField(null=True, blank=True, help_text="Empty: not known, or the whole day.")
    last_day = models.DateField(null=True, blank=True, help_text="Where it lasts more than a day.")
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="Where it differs from the event’s.")
    repeats = models.CharField(max_length=20, choices=Repeats.choices, blank=True, default=Repeats.NEVER)
    until = models.DateField(
        null=True, blank=True, help_text="The last day on which it may come again, five years ahead at most."
    )
    except_on = models.TextField(
        "not on", blank=True, help_text="Days on which it does not take place, one a line: 2026-12-24."
    )
    cancelled_on = models.DateField(
        null=True, blank=True, help_text="The day on which this session alone was cancelled. It stays to be seen."
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("precision"), FieldPanel("cancelled_on")]),
        FieldRowPanel([FieldPanel("day"), FieldPanel("begins")]),
        FieldRowPanel([FieldPanel("last_day"), FieldPanel("ends")]),
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("repeats"), FieldPanel("until")]),
        FieldPanel("except_on", widget=forms.Textarea(attrs={"rows": 2})),
        FieldPanel("key", widget=forms.HiddenInput, heading=" "),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "session"

    def __str__(self) -> str:
        return self.name or (f"{self.day:%-d %B %Y}" if self.day else "session")

    def clean(self) -> None:
        """Refuses times that cannot be, each next to its field."""
        super().clean()
        self.key = self.key or uuid.uuid4()
        found: dict[str, str] = {}
        for field, words in faults(self):
            found.setdefault(field, words)
        if found:
            raise ValidationError(found)

    @property
    def instances(self) -> list[Instance]:
        """Every time that it takes place."""
        return instances(self)
