from typing import Any

from django.core.management.base import BaseCommand

from portal.groups import create_groups


class Command(BaseCommand):
    """Makes the groups of every partnership, and the central ones, what the table in `portal.groups` says.

    Run it after adding a partnership, and after loading content (the comms team's section is a page).
    """

    help = "Make the staff groups of every partnership. May be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        roles = create_groups()
        if options["verbosity"] > 1:
            for role in roles:
                self.stdout.write(role.name)
        self.stdout.write(f"{len(roles)} groups")
