"""The pages below `/have-your-say/`: the list of consultations, and each with its form."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.models import AbstractFormField, FormMixin
from wagtail.fields import StreamField
from wagtail.search import index

from portal.audiences import YOUNG, only_young
from portal.blocks import Body
from portal.models import BasePage, IndexPage
from portal.moments import today
from portal.sections import InSection

from ..builder import ConsultationForm, QuestionBuilder
from .message import Message


class HaveYourSayPage(IndexPage):
    """Where readers say what they think: the consultations that run, and those that are over."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["feedback.ConsultationPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "have your say"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..listing import listed

        return {**super().get_context(request, *args, **kwargs), **listed(request)}


class Stage(models.TextChoices):
    """Where a consultation stands on a day."""

    COMING = "coming", "Not open yet"
    OPEN = "open", "Open now"
    CLOSED = "closed", "Closed"


class QuestionType(models.TextChoices):
    """How a question is answered. Wagtail knows more types: those ask for what a reader should not have to tell us."""

    ONE_LINE = "singleline", "A line of text"
    TEXT = "multiline", "A longer text"
    ONE_OF = "radio", "One of some choices"
    FROM_A_LIST = "dropdown", "One of many choices, from a list"
    SEVERAL_OF = "checkboxes", "Several of some choices"
    TICK = "checkbox", "A box to tick"


class Question(AbstractFormField):
    """One question of a consultation."""

    page = ParentalKey("feedback.ConsultationPage", on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField("answered by", max_length=16, choices=QuestionType.choices)
    field_type.required_on_save = True

    holds_no_words = ("clean_name", "default_value")

    panels = [
        FieldPanel("label", heading="Question"),
        FieldPanel("help_text"),
        FieldPanel("field_type", required_on_save=True),
        FieldPanel("choices", help_text="One a line. Only for questions that are answered by choosing."),
        FieldPanel("required", heading="Has to be answered"),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = "question"


class ConsultationPage(FormMixin, InSection, BasePage):
    """Questions to readers, open from one day of London's to another, and the form for their answers.

    The form stands on the page itself and asks no name. What it was answered goes to the inbox of the site it was read on.
    """

    body = StreamField(Body(), blank=True, verbose_name="text")
    opens_on = models.DateField(
        "first day", null=True, blank=True, help_text="Until a day is given, the page says that none has been set."
    )
    closes_on = models.DateField(
        "last day", null=True, blank=True, help_text="Answers are taken until the end of this day."
    )
    came_of_it = StreamField(
        Body(),
        blank=True,
        verbose_name="you said, we did",
        help_text="What came of it. Shown as soon as the last day is over.",
    )

    section = "have-your-say"
    parent_page_types = ["feedback.HaveYourSayPage", "portal.LocalNote"]
    subpage_types: list[str] = []
    form_builder = QuestionBuilder
    base_form_class = ConsultationForm
    landing_page_template = "feedback/consultation_thanks.html"

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")], "When"),
        FieldPanel("shown_to", heading="Who is asked"),
        FieldPanel("body"),
        InlinePanel("form_fields", heading="Questions", label="Question"),
        MultiFieldPanel([FieldPanel("came_of_it")], "Afterwards"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("came_of_it")]

    class Meta:
        verbose_name = "consultation"

    asked: list[Question] | None = None  # while it is edited: what is in the editor's form

    @property
    def questions(self) -> list[Question]:
        """What it asks, in order."""
        return list(self.form_fields.all()) if self.asked is None else self.asked

    def text_now(self) -> dict[str, str]:
        return {"": f"{self.words_in('body')} {self.words_in('came_of_it')}".strip()}

    @property
    def young(self) -> bool:
        """Is it for young people and nobody else? Then the page speaks to them."""
        return only_young(self.readers)

    @property
    def asks_young_people(self) -> bool:
        """May young people be among those who answer? They are unless it is said whom it is for, and they are not."""
        return not self.readers or bool(YOUNG & set(self.readers))

    def stage(self, at: datetime | None = None) -> Stage:
        """Where it stands on London's day at this moment; now, if not said."""
        day = today(at)
        if self.closes_on and day > self.closes_on:
            return Stage.CLOSED
        return Stage.OPEN if self.opens_on and self.opens_on <= day else Stage.COMING

    def in_brief(self, at: datetime | None = None) -> list[str]:
        return [self.stands(at)]

    def stands(self, at: datetime | None = None) -> str:
        """In words: “Open until Friday 4 December 2026”."""
        stage = self.stage(at)
        if stage == Stage.CLOSED:
            return f"Closed on {in_full(self.closes_on)}"
        if stage == Stage.OPEN:
            return f"Open until the end of {in_full(self.closes_on)}" if self.closes_on else "Open now"
        return f"Opens on {in_full(self.opens_on)}" if self.opens_on else "No date has been set yet"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..answering import about

        return {**super().get_context(request, *args, **kwargs), **about(self, request)}

    def get_submission_class(self) -> type[Message]:
        return Message

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from ..answering import answer

        return answer(self, request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from ..answering import previewed

        self.read_as(request, mode_name)
        return previewed(self, request, mode_name)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The form and what follows it, and for a shared page one for each partnership."""
        ours = [mode for mode in BasePage.preview_modes.fget(self) if mode[0].startswith("site:")]  # type: ignore[attr-defined]
        return [("form", "Form"), ("landing", "After it was sent"), *ours]


def in_full(day: date | None) -> str:
    """`Friday 4 December 2026`"""
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""
