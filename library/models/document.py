from django.core.validators import RegexValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument

from library.kinds import FileKind, recognise
from portal.templatetags.portal import size

from .named import Named


class Reading(models.TextChoices):
    """How far the portal has got with the words in a file."""

    WAITING = "waiting", "waits to be read"
    READ = "read", "read"
    NO_TEXT = "no_text", "no text in it"
    LOCKED = "locked", "locked with a password"
    FAILED = "failed", "cannot be read"


class Document(Named, AbstractDocument):
    """A file for readers: what it is, what is in it, and the files that stood here before it.

    Its address is made of its id and slug, which never change; a new file under the same document is told by its checksum.
    Whatever can be known from the file is read from it (`library/extraction.py`), in the background.
    """

    tags = TaggableManager(blank=True, help_text=None, related_name="library_documents")
    kind = models.CharField(max_length=4, choices=FileKind.choices, blank=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)  # or slides, or sheets
    language = models.CharField(
        max_length=12,
        default="en",
        blank=True,
        validators=[RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Give a code such as en, pl, ro, bn or ur.")],
        help_text="The code of the language it is written in: en English, pl Polish, ro Romanian, bn Bengali, ur Urdu.",
    )
    other_numbers = models.TextField(
        "numbers that are no contact of ours",
        blank=True,
        help_text="One a line: a telephone number that stands in the file, then why it does. Seen by staff only.",
    )
    title_inside = models.CharField(max_length=255, blank=True, editable=False)
    tagged = models.BooleanField(null=True, editable=False)
    reading = models.CharField(max_length=10, choices=Reading.choices, default=Reading.WAITING, editable=False)
    reason = models.CharField(max_length=255, blank=True, editable=False)  # why it cannot be read
    waiting_since = models.DateTimeField(default=timezone.now, editable=False)

    holds_no_words = ("language",)
    admin_form_fields = ("title", "file", "language", "collection", "tags", "other_numbers")

    class Meta(AbstractDocument.Meta):
        default_related_name = "library_documents"
        verbose_name = "document"
        verbose_name_plural = "documents"

    def save(self, *args, **kwargs):
        self.language = self.language or "en"
        if self.is_new_file and not self.has_new_facts:
            self._set_document_file_metadata()
        with transaction.atomic():
            if self.has_new_facts and self.pk:
                FormerFile.keep(self.pk, getattr(self, "replaced_by", None))
            super().save(*args, **kwargs)
        self.has_new_facts = False

    has_new_facts = False  # of a file that is not saved yet

    def _set_document_file_metadata(self):
        """Wagtail's own moment for it, and ours: what is known of a new file at once. The rest waits to be read."""
        super()._set_document_file_metadata()
        self.kind = recognise(self.file, self.file.name) or ""
        self.pages = self.tagged = None
        self.title_inside = self.reason = ""
        self.reading, self.waiting_since = Reading.WAITING, timezone.now()
        self.has_new_facts = True

    @property
    def file_extension(self) -> str:
        return self.kind or super().file_extension

    @property
    def url(self) -> str:
        """Its public address, which answers where something published shows it."""
        return reverse("wagtaildocs_serve", args=[self.pk, self.filename])

    @property
    def type_in_words(self) -> str:
        return str(FileKind(self.kind).label) if self.kind else self.file_extension.upper()

    @property
    def length_in_words(self) -> str:
        """“48 pages”, “1 slide”; nothing where it is not known."""
        unit = FileKind(self.kind).counted_in if self.kind else ""
        return f"{self.pages} {unit}{'s' * (self.pages != 1)}" if unit and self.pages else ""

    @property
    def facts(self) -> str:
        """What a link to it says of it: “PDF, 1.2 MB, 48 pages”."""
        return ", ".join(filter(None, (self.type_in_words, size(self.file_size), self.length_in_words)))

    @property
    def is_hard_to_hear(self) -> bool:
        """Is it a PDF that a screen reader will not read well: without structure, without a title, without text?"""
        if self.kind != FileKind.PDF or self.tagged is None:
            return self.reading in (Reading.NO_TEXT, Reading.LOCKED)
        return not (self.tagged and self.title_inside) or self.reading == Reading.NO_TEXT

    @property
    def in_language(self) -> str:
        """Its language where it is another than the pages': the `lang` of its title."""
        return "" if self.language.split("-")[0] == "en" else self.language


class DocumentUnit(models.Model):
    """The words of a page, a slide or a sheet, or of a whole document without such parts; each paragraph is a line."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="units")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60, blank=True)
    text = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["document", "number"]

    def __str__(self) -> str:
        return self.label or f"part {self.number}"


class FormerFile(models.Model):
    """A file that stood at a document's address before the present one. Kept for staff."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="former_files")
    file = models.FileField(upload_to="documents")
    kind = models.CharField(max_length=4, choices=FileKind.choices, blank=True)
    file_size = models.PositiveBigIntegerField(null=True)
    file_hash = models.CharField(max_length=40, blank=True)
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey("auth.User", models.SET_NULL, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.document}, until {timezone.localtime(self.replaced_at):%d %B %Y}"

    @classmethod
    def keep(cls, document: int, user: models.Model | None) -> None:
        """Note the file that the document has now in the database, as it is about to get another."""
        held = Document.objects.filter(pk=document).exclude(file="").values("file", "kind", "file_size", "file_hash")
        cls.objects.bulk_create(cls(document_id=document, replaced_by=user, **row) for row in held)
