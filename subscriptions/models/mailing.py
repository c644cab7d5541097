from __future__ import annotations

from django.conf import settings
from django.db import models
from wagtail.models import Site


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


class Mailing(models.Model):
    """One sending: an issue of a newsletter to its list, or one day’s digest. Its words are fixed when it begins."""

    site = models.ForeignKey(Site, models.CASCADE, null=True, verbose_name="partnership", related_name="+")
    kind = models.CharField(max_length=20, choices=MailingKind.choices)
    page = models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT, db_index=True)
    subject = models.CharField(max_length=255, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    items = models.JSONField(default=list, blank=True)  # of a digest: what is told, and on which lists
    until = models.DateTimeField(null=True, blank=True)  # of a digest: what was new up to then
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    send_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.subject or self.get_kind_display()
