import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from contacts.answers import Line
from contacts.directory import Directory
from contacts.hours import LONDON, moment
from portal.models import Partnership


class Command(BaseCommand):
    """Prints who answers for a service of a partnership: JSON, a list with one object for each time asked about.

    Each has `at`, and `answering` and `others` in the order readers are shown them: `{name, number, until}`. `until` is when it
    stops or begins to answer, null if no change is in sight. The service that covers it out of hours is part of the answer.
    """

    help = "Who answers for this service, now or at other times? Prints JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("partnership", help="its host name or the first part of it: southend")
        parser.add_argument("service", help="the service's slug: children-front-door")
        parser.add_argument(
            "--at", nargs="+", action="extend", metavar="ISO-TIME", help="London time unless it has a zone"
        )

    def handle(self, *args: Any, partnership: str, service: str, at: list[str] | None, **options: Any) -> None:
        times = [self.time(text) for text in at] if at else [None]
        directory = Directory.at(self.site(partnership))
        if directory.filling(service) is None:
            raise CommandError(f"There is no service “{service}”. There are: {', '.join(directory.fillings)}.")
        answers = [self.answer(directory, service, time) for time in times]
        self.stdout.write(json.dumps(answers, indent=2, ensure_ascii=False))

    @staticmethod
    def time(text: str) -> datetime:
        """Raises CommandError if it is no date with a time, or one that calendars do not know."""
        try:
            at = parse_datetime(text)
        except ValueError:
            at = None
        if at is None or not 1 < at.year < 9000:
            raise CommandError(f"“{text}” is not a time. Write it as 2026-11-26T17:15:00.")
        return at

    @staticmethod
    def site(name: str) -> Any:
        """The site of the partnership. Raises CommandError, with the names there are, if there is none."""
        found = Partnership.objects.select_related("site__root_page")
        named = {key: each.site for each in found for key in (each.site.hostname, each.site.root_page.slug)}
        if name not in named:
            raise CommandError(f"There is no partnership “{name}”. There are: {', '.join(sorted(named))}.")
        return named[name]

    @staticmethod
    def answer(directory: Directory, service: str, at: datetime | None) -> dict[str, Any]:
        found = [answer for _, answer in directory.answers(service, at=at)]

        def listed(lines: list[Line]) -> list[dict[str, str | None]]:
            return [
                {
                    "name": each.contact.name,
                    "number": str(each.way),
                    "until": each.until.isoformat() if each.until else None,
                }
                for each in dict.fromkeys(lines)
            ]

        return {
            "at": moment(at).astimezone(LONDON).isoformat(),
            "answering": listed([line for answer in found for line in answer.answering]),
            "others": listed([line for answer in found for line in answer.others]),
        }
