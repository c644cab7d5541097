from __future__ import annotations

from django.db import models


class Reason(models.TextChoices):
    """Why nothing is sent to an address."""

    UNSUBSCRIBED = "unsubscribed", "They unsubscribed"
    BOUNCED = "bounced", "The address does not exist"
    COMPLAINED = "complained", "They reported it as spam"
    ERASED = "erased", "They asked us to erase their data"


class Suppression(models.Model):
    """An address that nothing is sent to, kept as a keyed digest, so that the list holds nobody’s address."""

    digest = models.CharField(max_length=64, unique=True)  # `addresses.digest`
    reason = models.CharField(max_length=20, choices=Reason.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_reason_display()
