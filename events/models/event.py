from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, PageChooserPanel, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.blocks.text import LINE
from portal.models import BasePage, Kind
from portal.readers_form import ReadersForm
from portal.sections import InSection

from ..routes import EventRoutes

RESERVED = ("past",)
"""Addresses below `/events/` that are not events; months and days are none either."""


class EventKind(models.TextChoices):
    """What sort of event it is."""

    TRAINING = "training", "Training"
    WORKSHOP = "workshop", "Workshop"
    CONFERENCE = "conference", "Conference"
    CAMPAIGN = "campaign", "Campaign event"
    MEETING = "meeting", "Meeting"
    MILESTONE = "milestone", "Date to know"


class Mode(models.TextChoices):
    """How one takes part."""

    UNKNOWN = "", "Not stated"
    IN_PERSON = "in-person", "In person"
    ONLINE = "online", "Online"
    BOTH = "both", "In person and online"
    ANY_TIME = "any-time", "Online, at any time"


class EventPage(InSection, EventRoutes, BasePage):
    """Something that takes place: on the days of its sessions, or, without any, when those who want it ask.

    The times of sessions are London's. A cancelled event stays, and says so; a past one keeps what was left of it.
    """

    kind = models.CharField(max_length=20, choices=EventKind.choices, default=EventKind.TRAINING)
    mode = models.CharField(max_length=20, choices=Mode.choices, blank=True, default=Mode.UNKNOWN)
    place = models.CharField(
        max_length=200, blank=True, help_text="The address, or what it is held on: “Microsoft Teams”."
    )
    dates_note = models.CharField(
        max_length=200, blank=True, help_text="What is known of the days where there is no exact one."
    )
    hosts = ParentalManyToManyField(
        "portal.Partnership",
        blank=True,
        related_name="+",
        help_text="Partnerships that host it besides the owner of the page.",
    )
    organiser = models.CharField(max_length=160, blank=True, help_text="The team or organisation that runs it.")
    group = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="For a meeting: the group that meets.",
    )
    cost = models.CharField(
        max_length=80, blank=True, help_text="“Free”, or what it costs and for whom. Empty: not stated."
    )
    capacity = models.CharField(max_length=120, blank=True, help_text="As in “places are limited”.")
    booking_url = models.URLField("booking address", blank=True)
    how_to_book = RichTextField(features=LINE, blank=True, help_text="Whom to ask, where there is no booking address.")
    body = StreamField(Body(), blank=True, verbose_name="text")
    afterwards = StreamField(
        Body(), blank=True, help_text="What is left of it: recordings, slides, what was said. Shown once it is over."
    )
    cancelled_on = models.DateField(
        null=True, blank=True, help_text="The whole event. It stays to be seen as cancelled."
    )
    cancelled_why = models.CharField("why it was cancelled", max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # raised as calendars have to be told of a change

    exclude_fields_in_copy = ["cancelled_on", "cancelled_why", "sequence"]
    section = "events"
    found_as = Kind.EVENT
    parent_page_types = ["events.EventIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []
    base_form_class = ReadersForm
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("mode"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("mode"), FieldPanel("shown_to")]),
                    FieldPanel("body"),
                ],
                heading="Event",
            ),
            ObjectList(
                [FieldPanel("place"), InlinePanel("sessions", label="Session"), FieldPanel("dates_note")],
                heading="When and where",
            ),
            ObjectList(
                [
                    FieldPanel("hosts"),
                    FieldPanel("organiser"),
                    PageChooserPanel("group", "governance.GroupPage"),
                    FieldRowPanel([FieldPanel("cost"), FieldPanel("capacity")]),
                    FieldPanel("booking_url"),
                    FieldPanel("how_to_book"),
                ],
                heading="Who and how",
            ),
            ObjectList(
                [FieldPanel("cancelled_on"), FieldPanel("cancelled_why"), FieldPanel("afterwards")],
                heading="Cancelled, or over",
            ),
            ObjectList(BasePage.promote_panels, heading="Promote"),
            ObjectList(BasePage.settings_panels, heading="Settings"),
        ]
    )

    class Meta:
        verbose_name = "event"

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": f"/events/{self.slug}/ is another page of the portal. Choose another word."})

    def text_now(self) -> dict[str, str]:
        words = (self.place, self.words_in("body"), self.words_in("afterwards"))
        return {"": " ".join(filter(None, words))}
