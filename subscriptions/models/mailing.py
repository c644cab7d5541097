from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from wagtail.models import Site

from portal.letters import Letter


class MailingKind(models.TextChoices):
    NEWSLETTER = "newsletter", "Newsletter"
    DIGEST = "digest", "Daily digest"


class State(models.TextChoices):
    """How far a mailing has come."""

    DRAFT = "draft", "Not sent yet"
    ASKED = "asked", "Waiting for a second person"
    SCHEDULED = "scheduled", "Scheduled"
    SENDING = "sending", "Being sent"
    STOPPED = "stopped", "Stopped"
    SENT = "sent", "Sent"


OPEN = (State.DRAFT, State.ASKED, State.SCHEDULED, State.SENDING, State.STOPPED)
"""The states in which something of a mailing is still to be done."""


class Mailing(models.Model):
    """One sending: an issue of a newsletter to its list, or one day’s digest. Its words are fixed when it begins.

    How it moves from state to state is `mailings`; what of it is alive at a moment, `run` to `setbacks`, is `sending`.
    """

    site = models.ForeignKey(Site, models.CASCADE, null=True, verbose_name="partnership", related_name="+")
    kind = models.CharField(max_length=20, choices=MailingKind.choices)
    page = models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT, db_index=True)
    subject = models.CharField(max_length=255, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    items = models.JSONField(default=list, blank=True)  # of a digest: what is told, and on which lists
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)  # when it was decided that the page goes out as it stands
    send_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    counted = models.JSONField(null=True, editable=False)  # its `progress`, once its deliveries are forgotten

    # The chain of tasks that sends it; none: the next tick begins one.
    run = models.UUIDField(null=True, editable=False)
    heard_at = models.DateTimeField(null=True, editable=False)  # that chain's last sign of life
    resume_at = models.DateTimeField(null=True, editable=False)  # nothing is to be done before
    setbacks = models.PositiveSmallIntegerField(default=0, editable=False)  # how often in a row nothing could be sent
    trouble = models.CharField(max_length=300, blank=True, editable=False)  # why, in words for staff

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.subject or (self.page.title if self.page else self.get_kind_display())

    @property
    def letter(self) -> Letter:
        """What is sent, the same for all who get it, with its words to be filled in. Empty until it begins."""
        return Letter(self.subject, self.html, self.text)


class DigestDay(models.Model):
    """A London day on which it was looked whether there was anything new: one digest a day, and nothing told twice."""

    day = models.DateField(unique=True)
    until = models.DateTimeField()  # what was new up to then has been told

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"

    @classmethod
    def told_until(cls) -> datetime | None:
        """Up to when everything new has been told; None before the first time."""
        return cls.objects.order_by("-until").values_list("until", flat=True).first()
