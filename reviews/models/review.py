from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.search import index

from portal.audiences import Audience
from portal.blocks import Body
from portal.models import BasePage, Kind
from portal.sections import InSection

from ..dates import in_words
from ..form import ReviewForm
from ..kept import KeptByTheRules
from ..routes import ReviewRoutes
from .kinds import Decision, ReviewKind


class ReviewPage(InSection, KeptByTheRules, ReviewRoutes, BasePage):
    """A review of practice, published so that others learn from it. It names children by pseudonym only.

    Its partnership is the site whose tree it stands in; one in the shared tree names those it is about. What is embargoed is
    not live: it is scheduled (“go live at”), and nothing of a page that is not live is shown anywhere.
    """

    kind = models.CharField(max_length=20, choices=ReviewKind.choices, default=ReviewKind.LOCAL)
    called = models.CharField(
        max_length=160, blank=True, help_text="What its authors call it, where that is more exact than the kind."
    )
    pseudonyms = models.CharField(
        max_length=200, blank=True, help_text="As in the report, with commas between them. Never a child’s own name."
    )
    partnerships = ParentalManyToManyField(
        "portal.Partnership",
        blank=True,
        related_name="+",
        limit_choices_to={"site__is_default_site": False},
        help_text="For a shared review: the partnerships it is about.",
    )
    commissioned_by = models.CharField(
        max_length=160, blank=True, help_text="Who published it, where that is not a partnership of this portal."
    )
    decision = models.CharField("publication", max_length=20, choices=Decision.choices, default=Decision.UNDER_WAY)
    decision_reason = models.TextField(
        "reason",
        max_length=600,
        blank=True,
        help_text="Why it is not published, or only its summary. Shown to readers.",
    )
    published_on = models.DateField(
        null=True, blank=True, help_text="The day it was first published, wherever that was. Empty: not known."
    )
    published_note = models.CharField(
        "published, if no day is known", max_length=60, blank=True, help_text="As printed: “March 2025”."
    )
    ages = models.CharField(max_length=120, blank=True, help_text="Only where the report says them.")
    time_frame = models.CharField(
        "when it happened", max_length=160, blank=True, help_text="Only where the report says it."
    )
    themes = ParentalManyToManyField("reviews.Theme", blank=True, related_name="reviews")
    body = StreamField(Body(), blank=True, verbose_name="text", help_text="What happened, and what was learned.")
    report = models.ForeignKey(get_document_model_string(), models.PROTECT, null=True, blank=True, related_name="+")
    report_wanted = models.BooleanField(
        "the report has not been uploaded yet", default=False, help_text="Readers are told, and whom to ask for it."
    )
    briefing_file = models.ForeignKey(
        get_document_model_string(), models.PROTECT, null=True, blank=True, related_name="+",
        help_text="A briefing made elsewhere. The portal makes one page from the data in any case.",
    )  # fmt: skip
    report_url = models.URLField("report elsewhere", blank=True, help_text="Where its publisher keeps it.")

    # What the keeper ticks off; staff only. Working Together to Safeguard Children (2023), chapter 5.
    publish_by = models.DateField(null=True, blank=True, help_text="The day by which it has to be published.")
    family_told_on = models.DateField(null=True, blank=True, help_text="The family was told before publication.")
    panel_sent_on = models.DateField(
        null=True, blank=True, help_text="A copy went to the national panel and the Secretary of State."
    )
    deposited_on = models.DateField(null=True, blank=True, help_text="A copy went to the NSPCC’s national repository.")

    released_at = models.DateTimeField(
        null=True, editable=False, help_text="When it was first live here as published, or as a summary."
    )

    exclude_fields_in_copy = [
        "released_at",
        *("report", "report_wanted", "briefing_file", "published_on", "published_note", "decision"),
        *("publish_by", "family_told_on", "panel_sent_on", "deposited_on"),
    ]
    section = "reviews"
    reserved = "themes|open-data"
    found_as = Kind.REVIEW
    shows_its_documents = True
    parent_page_types = ["reviews.ReviewIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []  # a published review is for everybody
    base_form_class = ReviewForm
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("pseudonyms", boost=3),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("decision"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("called")]),
                    FieldRowPanel([FieldPanel("pseudonyms"), FieldPanel("ages"), FieldPanel("time_frame")]),
                    FieldPanel("partnerships", widget=CheckboxSelectMultiple),
                    FieldPanel("commissioned_by"),
                    FieldPanel("themes", widget=CheckboxSelectMultiple),
                    FieldPanel("body"),
                ],
                heading="Review",
            ),
            ObjectList(
                [
                    InlinePanel("learning", label="Learning point"),
                    InlinePanel("recommendations", label="Recommendation"),
                    InlinePanel("related", label="Procedure or topic to read with it"),
                ],
                heading="Learning",
            ),
            ObjectList(
                [
                    FieldPanel("decision"),
                    FieldPanel("decision_reason"),
                    FieldRowPanel([FieldPanel("published_on"), FieldPanel("published_note")]),
                    FieldPanel("report"),
                    FieldPanel("report_wanted"),
                    FieldPanel("report_url"),
                    FieldPanel("briefing_file"),
                    MultiFieldPanel(
                        [FieldPanel(n) for n in ("publish_by", "family_told_on", "panel_sent_on", "deposited_on")],
                        "Done for publication",
                    ),
                ],
                heading="Publication",
            ),
            ObjectList(BasePage.promote_panels, heading="Promote"),
            ObjectList(BasePage.settings_panels, heading="Settings"),
        ]
    )

    class Meta:
        verbose_name = "review"

    def clean(self) -> None:
        super().clean()
        if self.expire_at:
            raise ValidationError({"expire_at": "A review does not expire. Once published it can only be withdrawn."})
        self.keep_address()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.note_release()
        super().save(*args, **kwargs)

    def readers_now(self) -> tuple[str, ...]:
        """Reviews are written for those who work with children; other adults may read them."""
        return (Audience.PROFESSIONALS.value,)

    def text_now(self) -> dict[str, str]:
        """Its text, its learning and its recommendations."""
        points: list[Any] = [*self.learning.all(), *self.recommendations.all()]
        return {"": " ".join([self.pseudonyms, self.words_in("body"), *(point.text for point in points)]).strip()}

    def in_brief(self, at: datetime | None = None) -> list[str]:
        """What sort of review it is, and when it was published, or what else was decided about it."""
        said = [self.called or str(self.get_kind_display())]
        if self.decision in (Decision.PUBLISHED, Decision.SUMMARY):
            summary = "Its summary was published" if self.decision == Decision.SUMMARY else "Published"
            return [*said, f"{summary} {self.published_words}".strip()] if self.published_words else said
        return [*said, str(self.get_decision_display())]

    @property
    def published_words(self) -> str:
        """The day it was published, or what is known of it; empty if nothing is."""
        return in_words(self.published_on, self.published_note)
