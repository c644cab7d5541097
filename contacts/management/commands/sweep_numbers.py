import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from contacts.guard.sweep import record, sweep


class Command(BaseCommand):
    """Prints every telephone number typed into a text, one a line, and keeps each as a correction to be made.

    Pages as published and as drafts, records, the titles of pictures and documents. Ends with 1 if there are any, so that
    monitoring can tell. The tick does the same every night, and prints nothing.
    """

    help = "Find every typed telephone number: one a line; ends with 1 if there are any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="print nothing: the end says whether there are any")

    def handle(self, *args: Any, quiet: bool, **options: Any) -> None:
        found = list(sweep())
        record(found)
        for each in () if quiet else found:
            self.stdout.write(str(each))
        if found:
            sys.exit(1)
