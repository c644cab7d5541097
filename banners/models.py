from django.db import models
from wagtail.models import Site


class Severity(models.TextChoices):
    """How urgent a banner is, the most urgent first."""

    EMERGENCY = "emergency", "Emergency: something that endangers people now"
    CHANGE = "change", "Something does not work as usual: a line is down, an office is closed"
    NOTICE = "notice", "Good to know"


class AlertBanner(models.Model):
    """A sentence at the top of every page of a site, or of all sites, for as long as it holds."""

    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, verbose_name="partnership")
    severity = models.CharField(max_length=20, choices=Severity.choices, default=Severity.CHANGE)
    text = models.CharField(max_length=240)
    begins = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        ordering = ["-begins"]

    def __str__(self) -> str:
        return self.text
