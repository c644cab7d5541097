from __future__ import annotations

import uuid

from django.db import models
from wagtail.models import Site


class SignUp(models.Model):
    """What somebody typed, until whoever reads that mailbox confirms it; gone after seven days (NL1)."""

    wagtail_reference_index_ignore = True  # Wagtail is not told of people

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = models.EmailField(max_length=254, db_index=True)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")  # where it was typed
    wishes = models.JSONField(default=list)  # [site id, list, topic] each
    consent_version = models.CharField(max_length=20)
    consent_text = models.TextField()
    asked_at = models.DateTimeField(db_index=True)
    mailed_at = models.DateTimeField(null=True)  # when the mail server took the letter that asks

    def __str__(self) -> str:
        return f"Sign-up {self.pk}"  # logs and histories hold no address
