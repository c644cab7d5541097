from django.conf import settings
from django.db import models


class Withdrawal(models.Model):
    """That a review is not shown any more: asked for by one person with a reason, and agreed to where the year is not over.

    It stays as the record of it, and its review's address answers with what stands here (410).
    """

    page = models.ForeignKey("reviews.ReviewPage", models.CASCADE, related_name="withdrawals")
    pseudonyms = models.CharField(max_length=200, blank=True)  # as they were
    kind = models.CharField(max_length=20)
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

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["page", "withdrawn_at"], name="withdrawal_of_page")]

    def __str__(self) -> str:
        return f"Withdrawal of “{self.page}”"
