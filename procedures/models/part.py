from django.db import models


class Part(models.Model):
    """A part of the manual: the chapters in it are numbered after it, 2.1, 2.2 … Kept by SET, the same on every site."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(
        default=100, help_text="Parts are numbered in this order. Old addresses stay as they are."
    )

    class Meta:
        ordering = ["order", "title"]
        verbose_name = "part of the manual"
        verbose_name_plural = "parts of the manual"

    def __str__(self) -> str:
        return self.title
