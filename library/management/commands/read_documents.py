from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from library.extraction import keep, reading_of
from library.models import Document, Reading


class Command(BaseCommand):
    """Reads at once every document that waits to be read, and prints a line for each that has no words to be searched.

    For use after an import, or when a reader of files has become better (`--again`). Needs no worker.
    """

    help = "Read the words of all documents that have not been read yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="read all of them, also those that were read before")

    def handle(self, *args: Any, again: bool, **options: Any) -> None:
        waiting = Document.objects.all() if again else Document.objects.filter(reading=Reading.WAITING)
        pks = list(waiting.order_by("pk").values_list("pk", flat=True))
        for pk in pks:
            document = Document.objects.get(pk=pk)
            keep(document, reading_of(document))
            document.refresh_from_db()
            if document.reading != Reading.READ:
                why = ": ".join(filter(None, (document.get_reading_display(), document.reason)))
                self.stdout.write(f"{document} ({document.filename}): {why}")
        self.stderr.write(f"{len(pks)} read")
