from django.db import models
from wagtail.models import Site


class SwitchedOff(models.Model):
    """A shared page (and all below it) that a partnership does not show on its site."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="switched_off")
    page = models.ForeignKey("portal.BasePage", models.CASCADE, related_name="switched_off")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "page"], name="switched_off_once")]

    def __str__(self) -> str:
        return f"{self.page} on {self.site}"
