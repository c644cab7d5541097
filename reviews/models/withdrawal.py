from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from wagtail.models import Site


class WithdrawalQuerySet(models.QuerySet):
    def waiting(self) -> WithdrawalQuerySet:
        """Asked for, and not decided yet."""
        return self.filter(decided_at=None)

    def in_force(self) -> WithdrawalQuerySet:
        """Because of which a review is not shown now."""
        return self.filter(withdrawn_at__isnull=False, ended_at=None)


class Withdrawal(models.Model):
    """That a review is not shown any more: asked for by one person with a reason, and agreed to where the year is not over.

    It stays as the record of it, and its review's address answers with what stands here (410).
    """

    page = models.ForeignKey("reviews.ReviewPage", models.CASCADE, related_name="withdrawals")
    site = models.ForeignKey(Site, models.CASCADE, verbose_name="partnership", related_name="+")  # that owns the page
    pseudonyms = models.CharField(max_length=200, blank=True)  # as they were
    kind = models.CharField(max_length=160)  # in words, as readers were told
    published = models.CharField(max_length=60, blank=True)  # the day, or what is known of it, in words
    reason = models.TextField(max_length=1000, help_text="For the record. Seen by staff only.")
    public_reason = models.TextField(
        "what readers are told", max_length=600, blank=True, help_text="Shown at the review’s address."
    )
    early = models.BooleanField(default=False)  # within twelve months of publication, so a second person has to agree
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # from then on it is not shown; empty: asked for, or refused
    ended_at = models.DateTimeField(null=True)  # it was published again

    holds_no_words = ("pseudonyms", "kind", "published", "reason")
    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["page", "withdrawn_at"], name="withdrawal_of_page")]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(decided_at__isnull=True), name="one_withdrawal_waiting"
            ),
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(withdrawn_at__isnull=False, ended_at__isnull=True),
                name="one_withdrawal_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"Withdrawal of “{self.page}”"

    @property
    def state(self) -> str:
        """How it stands, in words for staff."""
        if self.decided_at is None:
            return "Waiting for a second person" if self.early else "Waiting"
        if self.withdrawn_at is None:
            return "Refused"
        return "Ended: published again" if self.ended_at else "Withdrawn"
