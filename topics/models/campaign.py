from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, PageChooserPanel, TabbedInterface
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.models import BasePage, IndexPage
from portal.moments import today
from portal.passages import Passage
from portal.readers_form import ReadersForm
from portal.sections import InSection

from ..standing import State, span, state_on

PAST = "Past campaign"


class CampaignIndexPage(IndexPage):
    """The campaigns of a site: those that run, those to come, those that are over; they hang below it."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["topics.CampaignPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "campaigns index"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..campaigns import listed
        from ..feeds import CampaignsFeed

        context = super().get_context(request, *args, **kwargs)
        return {**context, "listed": listed(request, getattr(request, "at", None)), "feed": CampaignsFeed}


class CampaignPage(InSection, BasePage):
    """A campaign: it begins, ends by itself on its last day, and stays to be read as one that is over.

    Its days are London's, and both may be unknown (`topics.standing`).
    """

    begins = models.DateField("first day", null=True, blank=True)
    ends = models.DateField(
        "last day",
        null=True,
        blank=True,
        help_text="From the day after it, the campaign is shown as one that has ended.",
    )
    runs = models.BooleanField(
        "it is running",
        default=False,
        help_text="Only for a campaign whose first or last day is not known. Without a last day it counts as running "
        "until the day “Review by” (under Settings): look at it again by then.",
    )
    dates_note = models.CharField(
        max_length=200, blank=True, help_text="What is known of the days beyond that, or where there is no exact one."
    )
    hashtag = models.CharField(
        max_length=60,
        blank=True,
        validators=[RegexValidator(r"^#\w+$", "A hashtag is # and one word: #NeglectMatters.")],
    )
    theme = models.CharField(max_length=200, blank=True, help_text="The line or motto of this year’s campaign.")
    led_by = models.CharField(max_length=160, blank=True, help_text="The organisation that leads it.")
    partners = models.TextField(blank=True, help_text="Organisations that take part, one a line.")
    partnerships = ParentalManyToManyField(
        "portal.Partnership",
        blank=True,
        related_name="+",
        help_text="For a shared campaign: the partnerships that take part. None chosen: all of them.",
    )
    body = StreamField(Body(), blank=True, verbose_name="text")
    afterwards = StreamField(
        Body(), blank=True, help_text="What it was and what it achieved. Shown above the text once it is over."
    )
    advice = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="where its advice is kept",
        help_text="Readers of a campaign that is over are sent there. None: its own text still holds.",
    )
    front_page = models.PositiveSmallIntegerField(
        "place on the front page",
        null=True,
        blank=True,
        help_text="1 comes first; three are shown at most, from two weeks before the first day to the last. Empty: none.",
    )

    exclude_fields_in_copy = ["front_page"]
    section = "campaigns"
    parent_page_types = ["topics.CampaignIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []
    base_form_class = ReadersForm
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("hashtag")]
    edit_handler = TabbedInterface(
        [
            ObjectList([*BasePage.content_panels, FieldPanel("shown_to"), FieldPanel("body")], heading="Campaign"),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
                    FieldPanel("dates_note"),
                    FieldPanel("runs"),
                    FieldPanel("front_page"),
                ],
                heading="When",
            ),
            ObjectList(
                [
                    FieldPanel("theme"),
                    FieldRowPanel([FieldPanel("hashtag"), FieldPanel("led_by")]),
                    FieldPanel("partners"),
                    FieldPanel("partnerships", widget=CheckboxSelectMultiple),
                ],
                heading="Who",
            ),
            ObjectList(
                [InlinePanel("topics", label="Topic", heading="Topics"), InlinePanel("events", label="Event")],
                heading="Topics and events",
            ),
            ObjectList([PageChooserPanel("advice"), FieldPanel("afterwards")], heading="Once it is over"),
            ObjectList(BasePage.promote_panels, heading="Promote"),
            ObjectList(BasePage.settings_panels, heading="Settings"),
        ]
    )

    class Meta:
        verbose_name = "campaign"

    def clean(self) -> None:
        super().clean()
        if self.begins and self.ends and self.ends < self.begins:
            raise ValidationError({"ends": "It has to end on its first day or later."})
        if self.runs and self.begins and self.ends:
            raise ValidationError({"runs": "Both its days are known: they say when it runs."})

    def state(self, at: datetime | None = None) -> State:
        """To come, running, over or undated, at this moment's day in London."""
        return state_on(self, today(at))

    def is_over(self, at: datetime | None = None) -> bool:
        return self.state(at) == State.OVER

    @property
    def when(self) -> str:
        """Its days in words, as far as they are known: `17 to 21 March 2025`."""
        return span(self.begins, self.ends) or self.dates_note

    @property
    def partner_names(self) -> list[str]:
        return [line.strip() for line in self.partners.splitlines() if line.strip()]

    def text_now(self) -> dict[str, str]:
        words = (self.theme, self.hashtag, self.words_in("body"), self.words_in("afterwards"))
        return {"": " ".join(filter(None, words))}

    def in_brief(self, at: datetime | None = None) -> list[str]:
        """For a newsletter: its days, and its hashtag while it has a use."""
        if self.is_over(at):
            return [f"This campaign ended on {self.ends:%-d %B %Y}"]
        return [each for each in (capfirst(self.when), self.hashtag) if each]

    def passages_now(self) -> list[Passage]:
        """What searches find of it: with its days, and from the day after its last one as a past campaign."""
        coming = f"Campaign, {span(self.begins, self.ends)}".removesuffix(", ")
        rows = self._passages(coming if len(coming) <= 40 else "Campaign")
        if self.ends is None:
            return rows
        past = self._passages(f"{PAST}, ended {self.ends:%-d %B %Y}")
        for row, over in zip(rows, past, strict=True):
            row.until = over.since = self.ends + timedelta(days=1)
        return [*rows, *past]

    def _passages(self, place: str) -> list[Passage]:
        rows = super().passages_now()
        for row in rows:
            row.place = place
        return rows

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..campaigns import shown

        return {**super().get_context(request, *args, **kwargs), "campaign": shown(self, request)}


class CampaignTopic(models.Model):
    """A topic that the campaign is about: while it runs, the topic's page leads to it."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey("topics.TopicPage", models.CASCADE, related_name="+")

    panels = [PageChooserPanel("topic")]

    def __str__(self) -> str:
        return str(self.topic)


class CampaignEvent(models.Model):
    """An event that belongs to the campaign."""

    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="events")
    event = models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="+")

    panels = [PageChooserPanel("event", "events.EventPage")]

    def __str__(self) -> str:
        return str(self.event)
