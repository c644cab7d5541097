from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.models import Partnership
from subscriptions.existing_list import LONGEST_SOURCE, SHORTEST_SOURCE, Outcome, read, take_over
from subscriptions.wishes import LISTS


class Command(BaseCommand):
    """Takes over a list of subscribers who agreed elsewhere to get mail from a partnership.

    The file is CSV in UTF-8; its first line names the columns, one of them “email”; the others are not read. `--source` says
    where their consent is recorded, and is kept with each. With `--dry-run` it only prints what would happen. It prints line
    numbers, never addresses; run again it does nothing more.
    """

    help = "Import an existing list of subscribers from a CSV file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--site", required=True, help="the partnership: its host name or the first part of it")
        parser.add_argument("--source", required=True, help="where their consent is recorded, and since when")
        parser.add_argument(
            "--list", dest="lists", action="append", required=True, choices=[str(news) for news in LISTS]
        )
        parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would happen")

    def handle(
        self, *args: Any, file: Path, site: str, source: str, lists: list[str], dry_run: bool, **options: Any
    ) -> None:
        source = source.strip()
        if not SHORTEST_SOURCE <= len(source) <= LONGEST_SOURCE:
            raise CommandError(
                f"--source: where is their consent recorded? {SHORTEST_SOURCE} to {LONGEST_SOURCE} letters."
            )
        wanted = [news for news in LISTS if str(news) in lists]
        try:
            rows = read(file)
        except ValueError as error:
            raise CommandError(str(error)) from error
        outcome = take_over(rows, self.partnership(site).site, wanted, source, dry_run=dry_run)
        self.report(outcome, len(rows))
        self.stdout.write("Nothing was changed: this was a dry run." if dry_run else "Done.")

    def report(self, outcome: Outcome, lines: int) -> None:
        self.stdout.write(f"{lines} addresses in the file")
        for number, words, where in outcome.said:
            self.stdout.write(f"{number:>6} {words}{f' (line {where})' if where else ''}")

    @staticmethod
    def partnership(name: str) -> Partnership:
        """Raises CommandError if there is none of that name."""
        found = list(Partnership.objects.select_related("site"))
        for each in found:
            host = each.site.hostname
            if name in (host, host.split(".")[0], each.short_name.lower()):
                return each
        raise CommandError(f"There is no partnership “{name}”. There are: {', '.join(e.short_name for e in found)}.")
