from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import RevisionMixin


class Term(RevisionMixin, models.Model):
    """An entry of the glossary: what a term of the trade means, and the words that mean the same to a search.

    Looking for any of its names finds the others as well: FGM, female genital mutilation.
    """

    slug = models.SlugField(max_length=60, unique=True, help_text="Its place on the glossary's page.")
    term = models.CharField(max_length=120, help_text="In full: Local authority designated officer.")
    short = models.CharField("short form", max_length=30, blank=True, help_text="LADO")
    meaning = models.TextField(blank=True, help_text="One or two sentences in plain English.")
    also_called = models.CharField(
        max_length=400,
        blank=True,
        help_text="Other words for the same, and common misspellings, with commas between them. Not shown to readers.",
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first; then by the alphabet.")

    panels = [FieldPanel(name) for name in ("term", "short", "meaning", "also_called", "slug", "order")]

    class Meta:
        ordering = ["order", "term"]
        verbose_name = "term of the glossary"
        verbose_name_plural = "terms of the glossary"

    def __str__(self) -> str:
        return f"{self.term} ({self.short})" if self.short else self.term

    @property
    def names(self) -> list[str]:
        """Everything it is called, the full name first."""
        return [name.strip() for name in (self.term, self.short, *self.also_called.split(",")) if name.strip()]
