from django.core.exceptions import ValidationError
from django.db import models
from django.urls import resolve, reverse
from wagtail.admin.panels import FieldPanel
from wagtail.models import RevisionMixin
from wagtail.search import index

from portal.audiences import Audience
from portal.several import SeveralField

from ..service_form import ServiceForm


class Service(RevisionMixin, index.Indexed, models.Model):
    """A role that exists in every area: children's front door, LADO, out of hours. Pages name the service, not the number."""

    slug = models.SlugField(max_length=60, unique=True, help_text="How pages name it. It never changes.")
    name = models.CharField(max_length=80)
    description = models.TextField(blank=True, help_text="One plain sentence: what it is for.")
    also_called = models.CharField(max_length=300, blank=True, help_text="Other words people search for.")
    audiences = SeveralField(
        "who it is for", options=Audience.choices, help_text="Whom the directory offers it to. None ticked: everyone."
    )
    cover = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="covers",
        verbose_name="when it is closed, turn to",
        help_text="The service that answers outside its hours. Both are shown together, the one that answers now first.",
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first in lists.")
    required = models.BooleanField("every area must have it", default=False)

    panels = [
        FieldPanel(n) for n in ("name", "slug", "description", "also_called", "audiences", "cover", "order", "required")
    ]
    base_form_class = ServiceForm
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("also_called")]

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contacts:service", args=[self.slug])

    def clean(self) -> None:
        """Refuse another slug, since pages name the service by it; one whose address is taken; and a cover that is covered."""
        super().clean()
        if self.pk and not type(self).objects.filter(pk=self.pk, slug=self.slug).exists():
            raise ValidationError({"slug": "Pages name the service by this word. It cannot change."})
        if self.slug and resolve(self.get_absolute_url()).view_name != "contacts:service":
            raise ValidationError({"slug": "Another page of the portal has this address. Choose another word."})
        if self.cover and (self.cover == self or self.cover.cover_id):
            raise ValidationError({"cover": "Choose another service, one that is not covered in its turn."})

    @property
    def in_words(self) -> str:
        """The service as running text names it where the reader's area is not known: “your local children’s front door”."""
        acronym = self.name[1:2].isupper()
        return f"your local {self.name if acronym else self.name[:1].lower() + self.name[1:]}"
