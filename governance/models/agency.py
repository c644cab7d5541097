from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class Agency(models.Model):
    """An organisation that works with children, as groups and recommendations name it. Kept by SET, the same on every site."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60, blank=True)
    url = models.URLField("website", blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
        FieldPanel("url"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name
