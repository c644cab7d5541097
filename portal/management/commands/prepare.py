import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site


class Command(BaseCommand):
    """Brings this installation up to date: tables, content, groups. Quick, and changes nothing, where all is as it should be.

    What it does is told on standard error; on standard output come the addresses, and with `--demo` the demo accounts.
    """

    help = "Bring tables, content and groups up to date, and name the addresses."
    requires_system_checks: list[str] = []  # for `make lint` and `migrate`: here they would cost a second each time

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="make the demo accounts too (development only)")
        parser.add_argument("--port", type=int, help="the port the sites on localhost are served on")

    def handle(self, *args: Any, demo: bool, port: int | None, **options: Any) -> None:
        if connection.vendor == "sqlite":
            Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("Making the tables")
            call_command("migrate", verbosity=0)
        self.stderr.write("Loading the content")
        call_command("load_content", port=port, stdout=sys.stderr)
        call_command("create_groups", stdout=sys.stderr)
        if demo:
            call_command("demonstration", development=True, stdout=sys.stderr)

        for site in Site.objects.order_by("-is_default_site", "site_name"):
            self.stdout.write(f"  {site.site_name:<12}{site.root_url}/")
        shared = Site.objects.get(is_default_site=True)
        self.stdout.write(f"  {'Admin':<12}{shared.root_url}/admin/")
        if settings.MAIL_FOLDER:
            self.stdout.write(f"  {'Inbox':<12}{shared.root_url}/inbox/  (what the portal has written by e-mail)")
        if demo:
            self.stdout.write("\nDemo accounts: name, password, group")
            call_command("demo_accounts", development=True, stdout=self.stdout)
