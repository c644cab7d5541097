from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.forms import Textarea
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import PreviewableMixin, Site

from portal.moments import moment


class Severity(models.TextChoices):
    """How urgent a banner is, the most urgent first."""

    EMERGENCY = "emergency", "Emergency: something that endangers people now"
    CHANGE = "change", "Something does not work as usual: a line is down, an office is closed"
    NOTICE = "notice", "Good to know"

    @property
    def said(self) -> str:
        """How it is said in words, before the text: nothing hangs on the colour."""
        return {"emergency": "Emergency", "change": "Change to a service", "notice": "Notice"}[self.value]

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class Standing(models.TextChoices):
    """Where a banner is in its time."""

    NOW = "now", "Showing now"
    COMING = "coming", "To come"
    OVER = "over", "Over"


class BannerQuerySet(models.QuerySet):
    def standing(self, wanted: str, at: datetime | None = None) -> BannerQuerySet:
        """Those that are to come, shown or over at this moment."""
        now = moment(at)
        return {
            Standing.COMING: self.filter(begins__gt=now, ends__gt=now),
            Standing.NOW: self.filter(begins__lte=now, ends__gt=now),
            Standing.OVER: self.filter(ends__lte=now),
        }[Standing(wanted)]


class AlertBanner(PreviewableMixin, models.Model):
    """A sentence at the top of every page of a site, or of all sites, for as long as it holds: CA1.

    It shows from the second in which it begins, and no more in the second in which it ends. No site: all sites, and SET's
    to keep.
    """

    site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name="partnership",
        help_text="On whose pages it shows. None chosen: on the pages of every partnership, and on SET’s.",
    )
    severity = models.CharField("how urgent", max_length=20, choices=Severity.choices, default=Severity.CHANGE)
    text = models.CharField(
        max_length=240,
        help_text="One or two plain sentences: what has happened, for whom, what to do. 240 characters at most. "
        "No telephone numbers: link to the page that has them.",
    )
    link_page = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="leads to a page",
        help_text="Not shown on a site that does not have the page.",
    )
    link_url = models.URLField(
        "or to an address elsewhere",
        blank=True,
        validators=[URLValidator(schemes=["https"], message="The address has to begin with https://.")],
    )
    link_words = models.CharField(
        "words of the link",
        max_length=80,
        blank=True,
        help_text="What the reader gets there: “Who to call tonight”. Empty: the title of the page.",
    )
    begins = models.DateTimeField(help_text="London time.")
    ends = models.DateTimeField(help_text="London time. The banner is gone from then on, with nothing to do.")
    order = models.PositiveSmallIntegerField(
        "place", default=100, help_text="Among those that are as urgent: the lowest first, then the newest."
    )

    objects = BannerQuerySet.as_manager()

    panels = [
        FieldPanel("severity"),
        FieldPanel("site"),
        FieldPanel("text", widget=Textarea(attrs={"rows": 3})),
        FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
        MultiFieldPanel([PageChooserPanel("link_page"), FieldPanel("link_url"), FieldPanel("link_words")], "Link"),
        FieldPanel("order"),
    ]

    class Meta:
        ordering = ["-begins"]
        verbose_name = "alert banner"

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuses times that cannot be, and a link that would not say where it leads."""
        super().clean()
        if self.begins and self.ends and self.ends <= self.begins:
            raise ValidationError({"ends": "It has to end after it begins."})
        if self._state.adding and self.ends and self.ends <= moment():
            raise ValidationError({"ends": "That is over already: nobody would see it."})
        if self.link_page_id and self.link_url:
            raise ValidationError({"link_url": "Choose a page, or give an address: one banner has one link."})
        if self.link_url and not self.link_words.strip():
            raise ValidationError({"link_words": "Say in a few words what the reader gets at the address."})
        if self.link_words.strip() and not (self.link_url or self.link_page_id):
            raise ValidationError({"link_words": "These words lead nowhere: choose a page, or give an address."})

    @property
    def urgency(self) -> tuple[int, int, float, int]:
        """To sort by: the most urgent first, then by place, then the one that began last."""
        return (Severity(self.severity).rank, self.order, -self.begins.timestamp(), -(self.pk or 0))

    def standing(self, at: datetime | None = None) -> Standing:
        """Is it to come, shown or over at this moment?"""
        now = moment(at)
        if now >= self.ends:
            return Standing.OVER
        return Standing.NOW if now >= self.begins else Standing.COMING

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("", "On a page")]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "banners/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """As its own site shows it, whatever its time; what is for all sites as SET's does."""
        from .shown import shown

        sites = Site.objects.select_related("root_page")
        request._wagtail_site = sites.get(pk=self.site_id) if self.site_id else sites.get(is_default_site=True)  # type: ignore[attr-defined]
        return {**super().get_preview_context(request, mode_name), "previewed": [shown(request, self)]}
