from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, RevisionMixin

from portal.audiences import Audience
from portal.several import SeveralField

from .service import Service


class Urgency(models.TextChoices):
    """How soon help is needed."""

    NOW = "now", "Someone is in danger now"
    TODAY = "today", "It cannot wait until tomorrow"
    LATER = "later", "It can wait"


class Need(RevisionMixin, ClusterableModel):
    """What people come for help with. Its routes say, for each reader and urgency, which services answer and what to do."""

    GENERAL = "anything"

    slug = models.SlugField(max_length=40, unique=True, help_text="Its word in the address of the answer.")
    heading = models.CharField(max_length=80, help_text="What it is about, in the words of an adult.")
    young_heading = models.CharField(max_length=80, blank=True, help_text="In the words of a child. Empty: the same.")
    audiences = SeveralField("who is asked this", options=Audience.choices, help_text="None ticked: everyone.")
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")

    panels = [
        *(FieldPanel(name) for name in ("heading", "young_heading", "slug", "audiences", "order")),
        InlinePanel("routes", heading="Who to turn to: the first row that fits is used", label="Row", min_num=1),
    ]

    class Meta:
        ordering = ["order", "heading"]

    def __str__(self) -> str:
        return self.heading


class Route(Orderable):
    """One row of a need's table: for these readers, at this urgency, these services in this order, with these words."""

    need = ParentalKey(Need, on_delete=models.CASCADE, related_name="routes")
    who = models.CharField(max_length=20, blank=True, choices=Audience.choices, help_text="Left empty: everyone.")
    urgency = models.CharField(max_length=10, blank=True, choices=Urgency.choices, help_text="Left empty: always.")
    first = models.ForeignKey(Service, models.PROTECT, related_name="+", verbose_name="turn to")
    second = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="then")
    third = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="then")
    advice = models.TextField("what to do", blank=True)
    expect = models.TextField("what happens when they call", blank=True)

    panels = [
        FieldRowPanel([FieldPanel("who"), FieldPanel("urgency")]),
        FieldRowPanel([FieldPanel(name, widget=forms.Select) for name in ("first", "second", "third")]),
        FieldPanel("advice"),
        FieldPanel("expect"),
    ]

    def __str__(self) -> str:
        return f"{self.get_who_display() or 'Everyone'}, {self.get_urgency_display() or 'always'}"

    def clean(self) -> None:
        """Refuse the same service twice."""
        super().clean()
        chosen = [pk for pk in (self.first_id, self.second_id, self.third_id) if pk]
        if len(chosen) != len(set(chosen)):
            raise ValidationError({"second": "Each service once."})
