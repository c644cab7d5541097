from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Site

from portal.moments import today

KEEP_FEEDBACK = timedelta(days=90)
"""So long feedback on a page is kept: time to put the page right and to see whether others say the same, and no longer (UK
GDPR, article 5(1)(e), storage limitation). The owners are to confirm it."""

KEEP_ANSWERS = timedelta(days=365)
"""So long the answers to a consultation are kept after it has closed: until what came of it has been told. The owners are to
confirm it."""


class Kind(models.TextChoices):
    """What made the reader write."""

    FEEDBACK = "feedback", "Something is wrong on a page"
    CONSULTATION = "consultation", "Answer to a consultation"


class State(models.TextChoices):
    """What has become of a message."""

    NEW = "new", "New"
    DEALT_WITH = "dealt-with", "Dealt with"
    HELD_BACK = "held-back", "Held back: looks like spam"


class Messages(models.QuerySet):
    def waiting(self) -> Messages:
        """Those nobody has dealt with: what is urgent although it looks like spam, too."""
        return self.filter(models.Q(state=State.NEW) | models.Q(state=State.HELD_BACK, urgent=True))

    def in_order(self) -> Messages:
        """What is urgent and waits on top, then what waits, then the rest; the latest first."""
        rank = models.Case(
            models.When(urgent=True, dealt_at=None, then=0), models.When(state=State.NEW, then=1), default=2
        )
        return self.annotate(rank=rank).order_by("rank", "-at", "-pk")

    def to_erase(self, at: datetime | None = None) -> Messages:
        """Those whose time is over on London's day at this moment."""
        return self.filter(erase_on__lte=today(at))


class Message(models.Model):
    """What a reader told the partnership whose site they read. Nothing of who it was: no name, no address, no network."""

    site = models.ForeignKey(Site, models.CASCADE, verbose_name="partnership")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    page_path = models.CharField("page", max_length=300, blank=True)
    page_title = models.CharField("title", max_length=255, blank=True)
    consultation = models.ForeignKey("feedback.ConsultationPage", models.SET_NULL, null=True, blank=True)
    answers = models.JSONField(default=list, help_text="Pairs of a question and what was said.")
    words = models.TextField("in their words", blank=True)
    alike = models.CharField(
        max_length=64, blank=True, db_index=True
    )  # a digest of its words: the same ones are known again
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    urgent = models.BooleanField(default=False, help_text="Its words suggest that somebody is in danger.")
    at = models.DateTimeField("came", default=timezone.now)
    erase_on = models.DateField("is erased on", db_index=True)
    dealt_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="by")
    dealt_at = models.DateTimeField("dealt with", null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # when the partnership was written to about it

    wagtail_reference_index_ignore = True
    holds_no_words = ("page_path", "page_title", "words", "alike")

    objects = Messages.as_manager()

    class Meta:
        indexes = [models.Index(fields=["site", "state", "at"], name="message_inbox")]

    def __str__(self) -> str:
        """For lists and the log of what staff did: never any of its words."""
        return f"{self.get_kind_display()}, {timezone.localtime(self.at):%-d %B %Y}"


def kept_until(kind: str, at: datetime | None = None, closes_on: date | None = None) -> date:
    """The day on which such a message is erased that came at this moment."""
    if kind == Kind.FEEDBACK:
        return today(at) + KEEP_FEEDBACK
    return max(closes_on or today(at), today(at)) + KEEP_ANSWERS
