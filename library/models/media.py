from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField
from wagtail.utils.file import hash_filelike
from wagtailmedia.models import AbstractMedia

from library.kinds import RECORDINGS

from .named import Named


class Media(Named, AbstractMedia):
    """A film or a sound recording that we serve ourselves, with its words for those who cannot hear or see it."""

    tags = TaggableManager(blank=True, help_text=None, related_name="library_recordings")
    captions = models.FileField(
        upload_to="media",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text="What is said and heard, line by line with its times: a WebVTT file (.vtt). A film with speech needs it.",
    )
    transcript = RichTextField(
        features=["bold", "italic", "ol", "ul"],
        help_text="All that is said, and what is shown and matters. Readers can open it below the recording.",
    )
    language = models.CharField(
        max_length=12,
        default="en",
        blank=True,
        help_text="The code of its language: en English, pl Polish, ro Romanian.",
    )
    file_size = models.PositiveBigIntegerField(null=True, editable=False)
    file_hash = models.CharField(max_length=40, blank=True, editable=False)

    holds_no_words = ("language",)
    admin_form_fields = (
        *("title", "file", "captions", "transcript", "language", "collection", "width", "height", "tags"),
    )

    class Meta(AbstractMedia.Meta):
        default_related_name = "library_recordings"
        verbose_name = "recording"
        verbose_name_plural = "recordings"

    def save(self, *args, **kwargs):
        self.language = self.language or "en"
        if self.is_new_file:
            self.file_size, self.file_hash = self.file.size, hash_filelike(self.file)
        super().save(*args, **kwargs)

    @property
    def url(self) -> str:
        """Its public address, which answers where a page shows it."""
        return reverse("recording", args=[self.pk, self.filename])

    @property
    def captions_url(self) -> str:
        """The address of its captions, or nothing."""
        return reverse("recording", args=[self.pk, f"{self.slug}.vtt"]) if self.captions else ""

    @property
    def content_type(self) -> str:
        return RECORDINGS[self.file_extension][0] if self.file_extension in RECORDINGS else "application/octet-stream"
