from django.db import models
from django.utils.text import slugify

LONGEST = 80


class Named(models.Model):
    """A file with a public name of its own, fixed when it is first saved: whatever it was called when it was uploaded."""

    slug = models.SlugField(max_length=LONGEST, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = slugify(self.title)[:LONGEST].strip("-") or self._meta.model_name
        super().save(*args, **kwargs)

    @property
    def filename(self) -> str:
        """The name under which it is offered and downloaded: `thresholds.pdf`."""
        return f"{self.slug}.{self.file_extension}"

    @property
    def file_extension(self) -> str:
        return self.file.name.rpartition(".")[2].lower()

    @property
    def is_new_file(self) -> bool:
        """Has a file been put in that is not stored yet?"""
        return bool(self.file) and not self.file._committed
