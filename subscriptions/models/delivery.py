from __future__ import annotations

import uuid

from django.db import models

from .mailing import Mailing
from .subscriber import Subscriber


class DeliveryState(models.TextChoices):
    """Where one letter is on its way. Who may move it from where to where is said in ADR 0014."""

    WAITING = "waiting", "Waiting"
    TAKEN = "taken", "Being written"
    HANDED = "handed", "Handed over, no answer yet"
    SENT = "sent", "Sent"
    SKIPPED = "skipped", "No longer wanted"
    FAILED = "failed", "Failed"


class Delivery(models.Model):
    """One mailing on its way to one subscriber: exactly one letter, whatever happens to who sends it."""

    wagtail_reference_index_ignore = True  # Wagtail is not told of people

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, models.SET_NULL, null=True, related_name="deliveries")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # names the message: its Message-ID
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    taken_by = models.UUIDField(null=True)  # the batch that has it
    taken_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)  # of one that was refused for now
    sent_at = models.DateTimeField(null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)  # in words for staff; never an address

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailing", "subscriber"], name="one_letter_each")]
        indexes = [
            models.Index(fields=["mailing", "state"], name="delivery_state"),
            # With that of `sent_at`: how many have gone within the minute, over all mailings.
            models.Index(fields=["taken_at"], condition=models.Q(state="handed"), name="delivery_handed"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
