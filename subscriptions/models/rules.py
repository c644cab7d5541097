from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site


@register_setting(icon="mail", order=600)
class SendingRules(BaseSiteSetting):
    """What a partnership asks for before its newsletter goes out. Kept by administrators (`portal.groups`)."""

    second_person = models.BooleanField(
        "a second person approves",
        default=True,
        help_text="Nobody sends an issue alone: somebody else has to approve it first.",
    )

    panels = [FieldPanel("second_person")]

    class Meta:
        verbose_name = "sending newsletters"

    def __str__(self) -> str:
        return f"Sending newsletters, {self.site}"

    @classmethod
    def asks_for_a_second_person(cls, site: Site) -> bool:
        """Does that partnership want a second person's approval? Yes, unless it was switched off. (`for_site` would write.)"""
        answer = cls.objects.filter(site=site).values_list("second_person", flat=True).first()
        return True if answer is None else answer
