from django.db import models


class Theme(models.Model):
    """What reviews are about, in words they share: “babies under one”. Kept by SET, the same on every site."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField(
        max_length=300, blank=True, help_text="One or two plain sentences: what it covers. Shown on the theme’s page."
    )
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["order", "title"]

    def __str__(self) -> str:
        return self.title
