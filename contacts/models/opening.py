from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from portal.several import SeveralField

from ..hours import Day, Row
from .channel import ChannelKind


class OpeningHours(Orderable):
    """A row of a contact's hours: on some days of the week or on certain dates, open from one time to another, or closed.

    A closing time at or before the opening time is the next day's. What a row means is told in `contacts/hours/rows.py`.
    """

    contact = ParentalKey("contacts.Contact", on_delete=models.CASCADE, related_name="opening_hours")
    days = SeveralField(options=Day.choices)
    first = models.DateField("or only on", null=True, blank=True, help_text="Stands in for the days on that date.")
    last = models.DateField("to", null=True, blank=True, help_text="Left empty: that one date.")
    opens = models.TimeField("from", null=True, blank=True)
    closes = models.TimeField(
        "to", null=True, blank=True, help_text="00:00 is midnight. The same as “from” is a whole day and night."
    )
    closed = models.BooleanField(default=False)
    kind = models.CharField(
        "only for", max_length=10, blank=True, choices=ChannelKind.choices, help_text="Left empty: every way."
    )

    panels = [
        FieldPanel("days"),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes"), FieldPanel("closed")]),
        FieldRowPanel([FieldPanel("first"), FieldPanel("last"), FieldPanel("kind")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "hours"
        verbose_name_plural = "hours"

    def __str__(self) -> str:
        return str(self.row)

    @classmethod
    def of(cls, row: Row, order: int = 0) -> "OpeningHours":
        """The record of a row, of no contact yet; `order` is its place among the contact's."""
        names = ("days", "opens", "closes", "first", "last", "kind", "closed")
        return cls(sort_order=order, **{name: getattr(row, name) for name in names})

    @property
    def row(self) -> Row:
        opens, closes = (None, None) if self.closed else (self.opens, self.closes)
        return Row(tuple(self.days), opens, closes, self.first, self.last, self.kind)

    def clean(self) -> None:
        """Refuse a row that names no days, or both days and dates, or half a pair of times."""
        super().clean()
        wrong: dict[str, Any] = {}
        if bool(self.days) == bool(self.first):
            wrong["days"] = "Tick the days, or give a date: one of the two."
        if self.last and not (self.first and self.first <= self.last):
            wrong["last"] = "The last date comes after the first."
        if self.closed and (self.opens or self.closes):
            wrong["closed"] = "Either closed, or from one time to another."
        if not self.closed and (self.opens is None or self.closes is None):
            wrong["opens" if self.opens is None else "closes"] = "Give both times, or tick “closed”."
        if wrong:
            raise ValidationError(wrong)
