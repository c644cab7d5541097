from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from linkcheck.checking import check, end, start, still
from linkcheck.collecting import collect
from linkcheck.models import Address, Link, State
from portal.models import Partnership


class Command(BaseCommand):
    help = "Follow every link that readers can follow, and name the pages with one that fails. Ends with 1 if there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="", metavar="SLUG", help="only this partnership’s, or `set`")
        parser.add_argument("--dry-run", action="store_true", help="name the links and their places; follow none")

    def handle(self, *args: Any, site: str, dry_run: bool, **options: Any) -> None:
        links = Link.objects.all()
        if site:
            partnership = Partnership.objects.filter(site__root_page__slug=site).select_related("site").first()
            if partnership is None:
                raise CommandError(f"There is no partnership “{site}”.")
            links = links.filter(site=None if partnership.is_shared else partnership.site)
        collect()
        if not dry_run:
            self.follow(links)
        found = links.standing()
        if not dry_run:
            found = found.in_state(State.BROKEN, State.FAILED)
        for link in found:
            came_of_it = "" if dry_run else f" {link.address.reason}"
            for place in link.places.all():
                self.stdout.write(f"{link.partnership} {place}: {link.address.address}{came_of_it}")
        if not dry_run and found:
            raise SystemExit(1)

    def follow(self, links: Any) -> None:
        """All of them, however lately they were checked."""
        holder = start()
        if not holder:
            raise CommandError(
                "Links are being checked in the background already: look at the report, or try again later."
            )
        try:
            known = Address.objects.filter(pk__in=links.values("address"))
            if not check(list(known), go_on=lambda: still(holder)):
                raise CommandError("No site could be reached: is this machine connected?")
        finally:
            end(holder)
