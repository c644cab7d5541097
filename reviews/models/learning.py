from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from portal.moments import today


class Profession(models.TextChoices):
    """Whom a learning point is for, among those who work with children."""

    EVERYONE = "everyone", "Everyone who works with children"
    SOCIAL_CARE = "social-care", "Social workers and early help"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    EDUCATION = "education", "Schools, colleges and early years"
    JUSTICE = "justice", "Youth justice and probation"
    COMMUNITY = "community", "Voluntary groups, sport and faith"
    LEADERS = "leaders", "Managers and leaders"


class LearningPoint(Orderable):
    """One thing to do differently, for one group of professionals."""

    page = ParentalKey("reviews.ReviewPage", on_delete=models.CASCADE, related_name="learning")
    profession = models.CharField("for", max_length=20, choices=Profession.choices, default=Profession.EVERYONE)
    text = models.TextField("what to do differently", max_length=600)

    panels = [FieldPanel("profession"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = "learning point"

    def __str__(self) -> str:
        return self.text


class ActionState(models.TextChoices):
    """How far what was recommended has come."""

    UNKNOWN = "unknown", "Not reported"
    NOT_STARTED = "not-started", "Not started"
    UNDER_WAY = "under-way", "Under way"
    DONE = "done", "Done"
    REFUSED = "not-accepted", "Not accepted"


SETTLED = (ActionState.DONE, ActionState.REFUSED)
"""What nobody has to do any more."""


class RecommendationQuerySet(models.QuerySet):
    def open(self) -> RecommendationQuerySet:
        """Those that somebody still has to see to, or of which nobody has said how they stand."""
        return self.exclude(state__in=SETTLED)

    def overdue(self, at: datetime | None = None) -> RecommendationQuerySet:
        """The open ones whose day had passed on this London day."""
        return self.open().filter(due__lt=today(at))


class Recommendation(Orderable):
    """What the review asks somebody to do, and what has come of it. One for several agencies has a row for each."""

    page = ParentalKey("reviews.ReviewPage", on_delete=models.CASCADE, related_name="recommendations")
    number = models.CharField(max_length=10, blank=True, help_text="As in the report: “3”, “3a”.")
    text = models.TextField("what is recommended", max_length=1000)
    agency = models.ForeignKey(
        "governance.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="for"
    )
    for_whom = models.CharField(
        max_length=160, blank=True, help_text="Where it is for no single agency: “all partner agencies”."
    )
    state = models.CharField(max_length=20, choices=ActionState.choices, default=ActionState.UNKNOWN)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(
        max_length=600, blank=True, help_text="What shows that it was done, and what changed for children."
    )
    evidence_file = models.ForeignKey(
        get_document_model_string(), models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RecommendationQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("agency"), FieldPanel("for_whom")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("state"), FieldPanel("due"), FieldPanel("done_on")]),
        FieldPanel("evidence"),
        FieldPanel("evidence_file"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "recommendation"

    def __str__(self) -> str:
        return self.text


class Related(Orderable):
    """A procedure or topic to read with the review."""

    page = ParentalKey("reviews.ReviewPage", on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="+")

    panels = [PageChooserPanel("target", ["procedures.ProcedurePage", "topics.TopicPage"])]
