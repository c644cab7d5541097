from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from subscriptions.received import findings


class Command(BaseCommand):
    """Reads a received message, saved as a file, and says what of it is as mailboxes and readers need it.

    Ends with 1 if something is not. What a message is like when it has arrived is seen only there: the mail server signs it.
    """

    help = "Check a letter that was received: both List-Unsubscribe headers, their DKIM signature, text part, pictures, size."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the message as it was received: “save as”, .eml")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            found = findings(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        for each in found:
            self.stdout.write(f"{'right' if each.right else 'WRONG'}  {each.words}")
        wrong = sum(not each.right for each in found)
        if wrong:
            raise CommandError(f"{wrong} of {len(found)} are wrong.")
