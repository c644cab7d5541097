from __future__ import annotations

from django.db import models

from .subscriber import Subscriber


class How(models.TextChoices):
    """By what door a consent came."""

    FORM = "form", "Confirmed by e-mail"
    PREFERENCES = "preferences", "Changed by the subscriber"
    IMPORT = "import", "Imported from an existing list"


class Consent(models.Model):
    """What a subscriber agreed to, in which words and when. Rows are added and never changed."""

    wagtail_reference_index_ignore = True  # Wagtail is not told of people

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="consents")
    at = models.DateTimeField()
    how = models.CharField(max_length=20, choices=How.choices)
    version = models.CharField(max_length=20)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)  # of an import: where the list came from
    wishes = models.JSONField(default=list)  # as in `SignUp`

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.get_how_display()}, {self.at:%Y-%m-%d}"
