from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

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
from portal.moments import moment, today
from portal.passages import Passage
from portal.sections import InSection

from ..brief import in_brief
from ..form import EventForm
from ..recurrence import Instance, faults, too_many
from ..routes import EventRoutes
from ..words import in_short


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
    # What follows is written as the page is published (`publishing`).
    sequence = models.PositiveIntegerField(default=0, editable=False)  # raised as calendars have to be told of a change
    told = models.CharField(max_length=64, editable=False, blank=True)  # a digest of what they were told last
    changed_at = models.DateTimeField(null=True, editable=False)  # when they were told it

    not_in_drafts = ("sequence", "told", "changed_at")
    exclude_fields_in_copy = ["cancelled_on", "cancelled_why", *not_in_drafts]
    section = "events"
    reserved = r"past|open-data|\d{4}-\d{2}(-\d{2})?"
    found_as = Kind.EVENT
    parent_page_types = ["events.EventIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []
    base_form_class = EventForm
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

    def text_now(self) -> dict[str, str]:
        words = (self.place, self.words_in("body"), self.words_in("afterwards"))
        return {"": " ".join(filter(None, words))}

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        """Outside the editor, whose form asks the same: raises ValidationError for times that cannot be."""
        sessions = [] if revision.approved_go_live_at else list(revision.as_object().sessions.all())
        found = [f"{session}: {words}" for session in sessions for _, words in faults(session)]
        found = found or list(filter(None, [too_many(sessions)]))
        if found:
            raise ValidationError(found)
        super().publish(revision, *args, **kwargs)

    @property
    def instances(self) -> list[Instance]:
        """Every time that one of its sessions takes place, in order: of what is in memory, be it a draft."""
        found = [instance for session in self.sessions.all() for instance in session.instances]
        return sorted(found, key=lambda each: (each.day, each.over_at))

    def is_over(self, at: datetime | None = None) -> bool:
        """Has it taken place for the last time? One without sessions never has."""
        found = self.instances
        return bool(found) and max(each.over_at for each in found) <= moment(at)

    def in_brief(self, at: datetime | None = None) -> list[str]:
        """That it is cancelled, when it takes place or took place, and where, of what is in memory."""
        return in_brief(self, at)

    @classmethod
    def in_brief_of(cls, pages: list[Any], at: datetime | None = None) -> dict[int, list[str]]:
        models.prefetch_related_objects(pages, "sessions")
        return super().in_brief_of(pages, at)

    @property
    def is_meeting(self) -> bool:
        return self.kind == EventKind.MEETING

    @property
    def is_milestone(self) -> bool:
        return self.kind == EventKind.MILESTONE

    def passages_now(self) -> list[Passage]:
        """What searches find of it: with its day, and from the day after its last one as what is over."""
        rows = super().passages_now()
        days = self.instances
        if not days:
            return rows
        first, last = days[0], max(days, key=lambda each: each.over_at)
        ended = today(last.over_at) + timedelta(days=1 if last.ends else 0)
        said = in_short(first if len(days) == 1 else last)
        coming = "Cancelled" if self.cancelled_on else said if len(days) == 1 else f"until {said}"
        past = super().passages_now()
        for row in rows:
            row.place, row.until = coming, ended
        for row in past:
            row.place, row.since = f"Past: {said}", ended
        return [*rows, *past]
