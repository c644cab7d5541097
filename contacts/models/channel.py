from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_email
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from ..numbers import PhoneNumber, spelled


class ChannelKind(models.TextChoices):
    VOICE = "voice", "Telephone"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    WEB = "web", "Website"


SPOKEN = {ChannelKind.VOICE: "on", ChannelKind.TEXT: "by text on"}


class Channel(Orderable):
    """One way to reach a contact, in the order they are tried."""

    contact = ParentalKey("contacts.Contact", on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=10, choices=ChannelKind.choices, default=ChannelKind.VOICE)
    value = models.CharField(max_length=200, help_text="The number as UK readers write it, or the address.")
    extension = models.CharField(max_length=12, blank=True, validators=[RegexValidator(r"^\d+$", "Write digits only.")])
    label = models.CharField(max_length=120, blank=True, help_text="What this way is for, if there are several.")
    cost = models.CharField(
        "what a call costs", max_length=120, blank=True, help_text="Needed for 084, 087 and 09 numbers. Readers see it."
    )
    approved = models.CharField(
        "mobile agreed",
        max_length=200,
        blank=True,
        help_text="Needed for a mobile number: who agreed that it is shown, and when. Staff only.",
    )
    menu = models.TextField(blank=True, help_text="What to press once through, one step a line, in order.")

    holds_no_words = ("value", "extension")
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("value"), FieldPanel("extension")]),
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("cost"), FieldPanel("approved")]),
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
        if self.is_number and PhoneNumber(self.value).is_dear and not self.cost:
            raise ValidationError({"cost": "Callers pay extra for this number. Say what a call costs."})
        if self.is_number and PhoneNumber(self.value).is_mobile and not self.approved:
            raise ValidationError({"approved": "This is a mobile number. Say who agreed that it is shown, and when."})

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

    contact = ParentalKey("contacts.Contact", on_delete=models.CASCADE, related_name="former_numbers")
    number = models.CharField(max_length=40)
    note = models.CharField(max_length=200, blank=True)

    holds_no_words = ("number", "note")
    panels = [FieldPanel("number"), FieldPanel("note")]

    def __str__(self) -> str:
        return self.number
