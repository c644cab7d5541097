from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import RevisionMixin, Site
from wagtail.search import index

from portal.models.page import next_review


class Kind(models.TextChoices):
    DOCUMENT = "document", "Document"
    LEAFLET = "leaflet", "Leaflet"
    GUIDE = "guide", "Guide"
    TOOLKIT = "toolkit", "Toolkit"
    FORM = "form", "Form"
    REPORT = "report", "Report"
    PODCAST = "podcast", "Podcast"
    VIDEO = "video", "Video"
    TRANSCRIPT = "transcript", "Transcript"
    GAME = "game", "Game"
    APP = "app", "App"
    TRAINING = "training", "Training"
    WEBSITE = "website", "Website"


AGES = {Kind.APP, Kind.GAME, Kind.WEBSITE}
"""The kinds that close or change hands while a page still recommends them (EW2: Houseparty, NetAware)."""


class ResourceManager(models.Manager):
    """Resources with their documents: a list of them costs one query."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("document")


class Resource(RevisionMixin, index.Indexed, models.Model):
    """Something worth reading, hearing, watching or filling in: one record, chosen on every page that offers it.

    One whose address is unknown is shown with its publisher's name and no link.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    site = models.ForeignKey(
        Site, models.CASCADE, verbose_name="partnership", related_name="resources", help_text="Whose record this is."
    )
    publisher = models.CharField(max_length=120, blank=True)
    description = models.TextField(blank=True, help_text="One sentence: what it is and for whom.")
    url = models.URLField(
        "address", blank=True, help_text="Left empty while unknown: then only the publisher is named."
    )
    document = models.ForeignKey(
        "library.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Our own copy of the file.",
    )
    year = models.CharField(max_length=20, blank=True)
    note = models.CharField(
        "what happens when it is opened",
        max_length=200,
        blank=True,
        help_text="Also age ratings, cost, and what one needs.",
    )
    review_by = models.DateField(
        "look at it again by",
        null=True,
        blank=True,
        default=next_review,
        help_text="Apps, games and websites need a day. Seen by staff only.",
    )
    to_confirm = models.TextField("to be confirmed", blank=True, help_text="Seen by staff only.")

    objects = ResourceManager()

    panels = [
        MultiFieldPanel([FieldPanel(n) for n in ("title", "slug", "kind", "site")], "What it is"),
        MultiFieldPanel([FieldPanel(n) for n in ("publisher", "description", "year", "note")], "For the reader"),
        MultiFieldPanel([FieldPanel("url"), FieldPanel("document")], "Where it is"),
        MultiFieldPanel([FieldPanel("review_by"), FieldPanel("to_confirm")], "Keeping it right"),
    ]
    search_fields = [
        index.SearchField("title", boost=5),
        index.SearchField("publisher"),
        index.SearchField("description"),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
        index.FilterField("site"),
    ]

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.kind in AGES and not self.review_by:
            words = "Say by when somebody looks at it again: an app, a game or a website may close, or become something else."
            raise ValidationError({"review_by": words})

    @property
    def address(self) -> str:
        """Where the resource opens, or nothing if that is unknown."""
        return self.document.url if self.document_id else self.url

    @property
    def opens_elsewhere(self) -> bool:
        """Does it open on somebody else's site?"""
        return bool(self.url) and not self.document_id
