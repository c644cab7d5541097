from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import RevisionMixin, Site
from wagtail.search import index

from ..forms import ContactForm
from ..hours import Answers, Hours
from ..panels import ChangesPanel, OnceSaved, PlacesPanel
from ..preview import PreviewsCard
from .channel import SPOKEN, Channel, ChannelKind
from .service import Service


class Contact(PreviewsCard, RevisionMixin, index.Indexed, ClusterableModel):
    """Who fills a service, for one partnership or everywhere. One record, shown in every place that names the service.

    What shows is always asked of the record: nothing of it is stored in a page.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="contacts")
    site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="partnership",
        help_text="Left empty: it serves everywhere.",
    )
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, blank=True, help_text="As running text names it: “Call … on …”.")
    also_called = models.CharField(max_length=300, blank=True, help_text="Old names and other words people search for.")
    summary = models.TextField(blank=True, help_text="When to use it, and what happens when you call.")
    answers = models.CharField("when it answers", max_length=10, choices=Answers.choices, default=Answers.UNKNOWN)
    hours_note = models.TextField(
        "about the hours", blank=True, help_text="What the hours below do not say: “for immediate risk only”."
    )
    alongside = models.BooleanField(
        "may answer at the same time as another",
        default=False,
        help_text="Tick if several contacts of this service in this area are right to call at the same hour.",
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first where several fill the service.")
    source = models.CharField(max_length=200, blank=True, help_text="Where these details were taken from.")
    confirmed_on = models.DateField(null=True, blank=True, help_text="When somebody last used it and found it right.")
    confirmed_by = models.CharField(max_length=120, blank=True)
    next_check = models.DateField(
        "next check due", null=True, blank=True, help_text="Left empty: six months after it was confirmed."
    )
    owner = models.EmailField(
        "kept by", blank=True, help_text="Who is written to when the check is due. They need no account here."
    )
    reminded_on = models.DateField(null=True, editable=False)
    to_confirm = models.TextField(
        "to be confirmed", blank=True, help_text="What the partnership has to confirm. Emptied once it has. Staff only."
    )

    holds_no_words = ("confirmed_by", "owner", "source")
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("service"), FieldPanel("site")]),
                FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
                FieldRowPanel([FieldPanel("also_called"), FieldPanel("order")]),
                FieldPanel("summary"),
            ],
            "Who",
        ),
        InlinePanel("channels", heading="How to reach them", label="Way to reach them"),
        OnceSaved("why"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("answers"), FieldPanel("alongside")]), FieldPanel("hours_note")],
            "When they answer",
        ),
        InlinePanel("opening_hours", heading="Hours", label="Hours"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("confirmed_on"), FieldPanel("confirmed_by")]),
                FieldRowPanel([FieldPanel("next_check"), FieldPanel("owner")]),
                FieldPanel("to_confirm"),
                FieldPanel("source"),
            ],
            "Proof",
        ),
        InlinePanel("former_numbers", heading="Numbers no longer in use", label="Former number"),
        ChangesPanel(heading="Numbers that changed"),
        PlacesPanel(heading="Where it shows"),
    ]
    base_form_class = ContactForm
    why = ""  # said by whoever changes a number or an address; `contacts/changes/recorded.py` writes it down
    noted: Any = ()  # what it has written down
    search_fields = [
        index.SearchField("name", boost=5),
        index.SearchField("also_called"),
        index.AutocompleteField("name"),
        index.FilterField("service"),
        index.FilterField("site"),
    ]

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """A contact of SET's own site serves everywhere. What changes of its ways is written down, with `why`."""
        from ..changes.recorded import recorded

        if self.site and self.site.is_default_site:
            self.site = None
        only = kwargs.get("update_fields")
        with recorded(self) if only is None or "channels" in only else nullcontext():
            super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a check that is still to come: readers would be told what is not true."""
        super().clean()
        if self.confirmed_on and self.confirmed_on > timezone.localdate():
            raise ValidationError({"confirmed_on": "This day is still to come. Give the day it was checked."})

    @property
    def called(self) -> str:
        """The name running text uses."""
        return self.short_name or self.name

    @cached_property
    def hours(self) -> Hours:
        """When they answer by telephone, or by their first way if they have none; asked of the database once."""
        kinds = [way.kind for way in self.ways]
        kind = ChannelKind.VOICE if ChannelKind.VOICE in kinds else next(iter(kinds), "")
        return self.all_hours.of_kind(kind)

    @cached_property
    def all_hours(self) -> Hours:
        """The hours of every way to reach them."""
        return Hours(self.answers, tuple(row.row for row in self.opening_hours.all()))

    def open_at(self, at: datetime | None = None) -> bool | None:
        """Does somebody answer at this moment, now if not said? None where that is not known."""
        return self.hours.open_at(at)

    def next_change(self, at: datetime | None = None) -> datetime | None:
        """When, in London time, that changes next; None if no change is in sight."""
        return self.hours.next_change(at)

    @cached_property
    def ways(self) -> list[Channel]:
        """The ways to reach them, in the order they are tried; asked of the database once."""
        return list(self.channels.all())

    @property
    def is_known(self) -> bool:
        """Does it fill its service? Without a way to reach it only where staff say what is still to be found out."""
        return bool(self.ways or self.to_confirm)

    @property
    def in_text(self) -> list[tuple[str, Channel]]:
        """The ways a sentence names, each with its preposition: telephone and text number, or else the e-mail address."""
        first: dict[str, Channel] = {}
        for way in self.ways:
            first.setdefault(way.kind, way)
        named = [(word, first[kind]) for kind, word in SPOKEN.items() if kind in first]
        return named or [("at", way) for kind, way in first.items() if kind == ChannelKind.EMAIL]
