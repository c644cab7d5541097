from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_email
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, RevisionMixin, Site
from wagtail.search import index

from .forms import ContactForm
from .numbers import PhoneNumber, spelled


class Service(RevisionMixin, index.Indexed, models.Model):
    """A role that exists in every area: children's front door, LADO, out of hours. Pages name the service, not the number."""

    slug = models.SlugField(max_length=60, unique=True, help_text="How pages name it. It never changes.")
    name = models.CharField(max_length=80)
    description = models.TextField(blank=True, help_text="One plain sentence: what it is for.")
    also_called = models.CharField(max_length=300, blank=True, help_text="Other words people search for.")
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first in lists.")
    required = models.BooleanField("every area must have it", default=False)

    panels = [FieldPanel(n) for n in ("name", "slug", "description", "also_called", "order", "required")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("also_called")]

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("contacts:service", args=[self.slug])

    def clean(self) -> None:
        """Refuse another slug: the pages that name the service would lose it."""
        super().clean()
        if self.pk and not type(self).objects.filter(pk=self.pk, slug=self.slug).exists():
            raise ValidationError({"slug": "Pages name the service by this word. It cannot change."})

    @property
    def in_words(self) -> str:
        """The service as running text names it where the reader's area is not known: “your local children’s front door”."""
        acronym = self.name[1:2].isupper()
        return f"your local {self.name if acronym else self.name[:1].lower() + self.name[1:]}"


class Contact(RevisionMixin, index.Indexed, ClusterableModel):
    """Who fills a service, for one partnership or everywhere. One record, shown in every place that names the service.

    What shows is always asked of the record: nothing of it is stored in a page.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="contacts")
    site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="partnership",
        help_text="Left empty: it serves everywhere.",
    )
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, blank=True, help_text="As running text names it: “Call … on …”.")
    also_called = models.CharField(max_length=300, blank=True, help_text="Old names and other words people search for.")
    summary = models.TextField(blank=True, help_text="When to use it, and what happens when you call.")
    hours = models.TextField("when it answers", blank=True, help_text="In plain words. Left empty while unknown.")
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first where several fill the service.")
    source = models.CharField(max_length=200, blank=True, help_text="Where these details were taken from.")
    confirmed_on = models.DateField(null=True, blank=True, help_text="When somebody last used it and found it right.")
    confirmed_by = models.CharField(max_length=120, blank=True)
    to_confirm = models.TextField(
        "to be confirmed", blank=True, help_text="What the partnership has to confirm. Emptied once it has. Staff only."
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel(n) for n in ("service", "site", "name", "short_name", "also_called", "order")], "Who"
        ),
        InlinePanel("channels", heading="How to reach them", label="Way to reach them"),
        MultiFieldPanel([FieldPanel("summary"), FieldPanel("hours")], "What the reader is told"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("confirmed_on"), FieldPanel("confirmed_by")]),
                FieldPanel("to_confirm"),
                FieldPanel("source"),
            ],
            "Proof",
        ),
        InlinePanel("former_numbers", heading="Numbers no longer in use", label="Former number"),
    ]
    base_form_class = ContactForm
    search_fields = [
        index.SearchField("name", boost=5),
        index.SearchField("also_called"),
        index.AutocompleteField("name"),
        index.FilterField("service"),
        index.FilterField("site"),
    ]

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """A contact of SET's own site serves everywhere."""
        if self.site and self.site.is_default_site:
            self.site = None
        super().save(*args, **kwargs)

    @property
    def called(self) -> str:
        """The name running text uses."""
        return self.short_name or self.name

    @cached_property
    def ways(self) -> list["Channel"]:
        """The ways to reach them, in the order they are tried; asked of the database once."""
        return list(self.channels.all())

    @property
    def is_known(self) -> bool:
        """Does it fill its service? Without a way to reach it only where staff say what is still to be found out."""
        return bool(self.ways or self.to_confirm)

    @property
    def in_text(self) -> list[tuple[str, "Channel"]]:
        """The ways a sentence names, each with its preposition: telephone and text number, or else the e-mail address."""
        first: dict[str, Channel] = {}
        for way in self.ways:
            first.setdefault(way.kind, way)
        named = [(word, first[kind]) for kind, word in SPOKEN.items() if kind in first]
        return named or [("at", way) for kind, way in first.items() if kind == ChannelKind.EMAIL]

    @property
    def checked_on(self) -> date | None:
        """The day the public is told it was checked: none while anything is still to be confirmed."""
        return None if self.to_confirm else self.confirmed_on


class ChannelKind(models.TextChoices):
    VOICE = "voice", "Telephone"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    WEB = "web", "Website"


SPOKEN = {ChannelKind.VOICE: "on", ChannelKind.TEXT: "by text on"}


class Channel(Orderable):
    """One way to reach a contact, in the order they are tried."""

    contact = ParentalKey(Contact, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=10, choices=ChannelKind.choices, default=ChannelKind.VOICE)
    value = models.CharField(max_length=200, help_text="The number as UK readers write it, or the address.")
    extension = models.CharField(max_length=12, blank=True, validators=[RegexValidator(r"^\d+$", "Write digits only.")])
    label = models.CharField(max_length=120, blank=True, help_text="What this way is for, if there are several.")
    menu = models.TextField(blank=True, help_text="What to press once through, one step a line, in order.")

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("value"), FieldPanel("extension")]),
        FieldPanel("label"),
        FieldPanel("menu"),
    ]

    def __str__(self) -> str:
        return f"{self.value} extension {self.extension}" if self.extension else self.value

    def clean(self) -> None:
        """Refuse a number that cannot be rung in the United Kingdom, an address that is none, and a link that is not http."""
        super().clean()
        try:
            if self.is_number:
                self.value = str(PhoneNumber(self.value))
            elif self.kind == ChannelKind.EMAIL:
                validate_email(self.value)
            else:
                URLValidator(schemes=["https", "http"])(self.value)
        except ValueError as error:
            raise ValidationError({"value": str(error)}) from error
        except ValidationError as error:
            raise ValidationError({"value": error.messages}) from error

    @property
    def is_number(self) -> bool:
        return self.kind in (ChannelKind.VOICE, ChannelKind.TEXT)

    @property
    def href(self) -> str:
        """The link that rings, texts, writes or opens."""
        if self.kind == ChannelKind.EMAIL:
            return f"mailto:{self.value}"
        if self.kind == ChannelKind.WEB:
            return self.value
        scheme = "sms" if self.kind == ChannelKind.TEXT else "tel"
        return f"{scheme}:{PhoneNumber(self.value).dialled}{f',{self.extension}' if self.extension else ''}"

    @property
    def spelled(self) -> str:
        """A number as it is to be read aloud, digit by digit; an address as it stands."""
        if not self.is_number:
            return str(self)
        return PhoneNumber(self.value).spelled + (f", extension {spelled(self.extension)}" if self.extension else "")

    @property
    def menu_steps(self) -> list[str]:
        return [line.strip() for line in self.menu.splitlines() if line.strip()]


class FormerNumber(Orderable):
    """A number that must not be shown again; kept so that it can be recognised where it still stands."""

    contact = ParentalKey(Contact, on_delete=models.CASCADE, related_name="former_numbers")
    number = models.CharField(max_length=40)
    note = models.CharField(max_length=200, blank=True)

    panels = [FieldPanel("number"), FieldPanel("note")]

    def __str__(self) -> str:
        return self.number
