"""Reading documents in the background: the task, the process that does the reading, and what is kept of it."""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django_tasks import task

from portal import generation, passages, tick
from portal.moments import moment
from portal.passages import Kind, Passage

from .kinds import FileKind
from .models import Document, DocumentUnit, Reading

logger = logging.getLogger(__name__)

SECONDS = 240  # of the processor's time: a report of 500 pages takes about thirty
PATIENCE = 2 * SECONDS  # of the clock on the wall
LOST_AFTER = timedelta(minutes=10)


@task()
def read_document(pk: int) -> None:
    """Read the file of this document, and keep its words and what it says of itself."""
    document = Document.objects.filter(pk=pk).first()
    if document:
        keep(document, reading_of(document))


def reading_of(document: Document) -> dict[str, Any]:
    """What the process that reads files answers: the state, and what was found or why nothing was."""
    try:
        with tempfile.TemporaryFile() as copy:
            with document.file.storage.open(document.file.name, "rb") as file:
                shutil.copyfileobj(file, copy)
            copy.seek(0)
            return in_process_of_its_own(copy, document.kind or document.file_extension)
    except OSError:
        return failed("the file is not where it should be")


def in_process_of_its_own(file: Any, kind: str) -> dict[str, Any]:
    """Have the file read under limits of memory and time, without the portal's environment and its secrets."""
    if kind not in FileKind.values:
        return failed("it is of no kind that the portal reads")
    command = [sys.executable, "-m", "library.reading.reader", kind, str(SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and a kind from our own list
            command, stdin=file, capture_output=True, timeout=PATIENCE, cwd=settings.BASE_DIR, env={}, check=True
        )
        return json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return failed("it takes too long to read")
    except subprocess.CalledProcessError as error:
        logger.warning("Reading a document of kind %s ended with %s.", kind, error.returncode)
        return failed("it takes too long to read" if error.returncode < 0 else "it takes more than a document should")
    except ValueError:
        return failed("nothing sensible came of it")


def failed(reason: str) -> dict[str, Any]:
    return {"state": Reading.FAILED, "reason": reason}


@transaction.atomic
def keep(document: Document, found: dict[str, Any]) -> None:
    """Write down what was found, unless the document has another file by now: that one is read in its own turn."""
    same = Document.objects.select_for_update().filter(pk=document.pk, file=document.file.name)
    if not same.exists():
        return
    same.update(
        reading=found["state"],
        reason=found.get("reason", ""),
        pages=found.get("pages"),
        title_inside=found.get("title", ""),
        tagged=found.get("tagged"),
    )
    units = [
        DocumentUnit(document=document, number=n, label=label[:60], text=text)
        for n, label, text in found.get("units", ())
    ]
    document.units.all().delete()
    DocumentUnit.objects.bulk_create(units, batch_size=500)
    passages.write(f"document:{document.pk}", as_found(document, units))
    generation.start_new()  # pages state how many pages it has


def as_found(document: Document, units: list[DocumentUnit]) -> list[Passage]:
    """What searches find of the document: each part of it, or its title alone."""
    about = {"kind": Kind.DOCUMENT, "document": document.pk, "title": document.title}
    in_parts = document.kind == FileKind.PDF
    found = [
        Passage(**about, place=unit.label[:40], fragment=f"page={unit.number}" if in_parts else "", text=unit.text)
        for unit in units
    ]
    return found or [Passage(**about)]


@receiver(post_save, sender=Document)
def after_save(instance: Document, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new file waits to be read, and nobody finds the words of the one before it; a new title is found at once."""
    if raw:
        return
    if created or instance.has_new_facts:
        instance.units.all().delete()
        passages.write(f"document:{instance.pk}", as_found(instance, []))
        transaction.on_commit(lambda: read_document.enqueue(instance.pk))
    else:
        Passage.objects.filter(source=f"document:{instance.pk}").update(title=instance.title)


@receiver(post_delete, sender=Document)
def after_delete(instance: Document, **kwargs: Any) -> None:
    passages.write(f"document:{instance.pk}", [])


@receiver(tick.minute)
def read_what_was_lost(at: datetime, **kwargs: Any) -> None:
    """Put by once more what has been waiting for long: its task went down with a worker."""
    lost = Document.objects.filter(reading=Reading.WAITING, waiting_since__lt=moment(at) - LOST_AFTER)
    for pk in list(lost.values_list("pk", flat=True)):
        Document.objects.filter(pk=pk).update(waiting_since=moment(at))
        read_document.enqueue(pk)
