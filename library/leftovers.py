"""Files that go for good with what they belonged to. Wagtail sees to the files of documents, images and recordings."""

from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .models import FormerFile, Media


@receiver(post_delete, sender=FormerFile)
def former_file(instance: FormerFile, **kwargs: Any) -> None:
    """A former file goes with its document."""
    remove(instance.file)


@receiver(post_delete, sender=Media)
def captions(instance: Media, **kwargs: Any) -> None:
    """Captions go with their recording."""
    remove(instance.captions)


def remove(file: FieldFile) -> None:
    """Once the deletion has happened, and not if it is taken back."""
    if file:
        transaction.on_commit(lambda: file.storage.delete(str(file.name)))
