from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Site

from .channel import ChannelKind
from .contact import Contact


class NumberChange(models.Model):
    """A number or address of a contact that was changed or taken away: who did it, when, and why. Never edited.

    Its corrections are the places that showed the old one.
    """

    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="changes")
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, verbose_name="partnership")
    name = models.CharField(max_length=120, help_text="The contact as it was called then.")
    kind = models.CharField(max_length=10, choices=ChannelKind.choices)
    old = models.CharField(max_length=220)
    new = models.CharField(max_length=220, blank=True)
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    at = models.DateTimeField(default=timezone.now)

    holds_no_words = ("name", "old", "new", "why")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.old}, now {self.new or 'gone'}"


class CorrectionKind(models.TextChoices):
    """How a place shows the number, and so who has to do something."""

    ITSELF = "itself", "Shows the record: changed by itself"
    TYPED = "typed", "Typed into the text: to be changed by hand"
    DOCUMENT = "document", "In a document: to be replaced"
    ELSEWHERE = "elsewhere", "Outside this site: to be told"


class Correction(models.Model):
    """A place that showed a number no longer right, or one the nightly sweep could not account for; ticked off when done.

    `site` is the site whose staff see it; none for the shared site's.
    """

    change = models.ForeignKey(NumberChange, models.CASCADE, null=True, blank=True, related_name="corrections")
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, verbose_name="partnership")
    kind = models.CharField(max_length=10, choices=CorrectionKind.choices, default=CorrectionKind.ELSEWHERE)
    number = models.CharField(max_length=220, help_text="The number as it stands there.")
    place = models.CharField(max_length=255, help_text="The page, document or poster.")
    url = models.CharField("where to change it", max_length=500, blank=True)
    note = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    holds_no_words = ("number", "place", "url", "note")

    class Meta:
        ordering = ["done_at", "site", "place"]

    def __str__(self) -> str:
        return f"{self.place}: {self.number}"
