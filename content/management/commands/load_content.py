from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from content import directory, records
from content.known import Known
from content.load import Load
from content.page_files import read_pages
from content.pages import load_pages
from content.rich_text import Names
from content.source import ContentError


class Command(BaseCommand):
    """Loads `fixtures/` into the database: partnerships and sites, services, contacts, needs, resources, the manual's parts,
    review themes, agencies, the glossary, pages.

    May be run again at any time. What a person has edited or deleted since the last load is left as it is and named,
    unless `--overwrite` is given. A malformed file stops the load with file, line and what is wrong, and nothing changes.
    """

    help = "Load the content files. Never overwrites a person's edit, unless --overwrite is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument("--overwrite", action="store_true", help="let the files win over what people have edited")
        parser.add_argument(
            "--port", type=int, help="the port the sites on localhost are served on (default: 80 for new ones)"
        )

    def handle(self, *args: Any, folder: Path, overwrite: bool, port: int | None, **options: Any) -> None:
        try:
            with transaction.atomic():
                load = self.load(Load(folder.resolve(), overwrite), port)
        except ContentError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for key in load.kept:
            self.stdout.write(f"kept as edited: {key}")
        self.stdout.write(
            ", ".join(f"{count} {what}" for what, count in sorted(load.done.items())) or "nothing to load"
        )

    @staticmethod
    def load(load: Load, port: int | None) -> Load:
        partnerships = records.read(
            load, "partnerships", {"slug", "hostname", "name", "short_name", "area"}, records.PARTNERSHIP
        )
        services = records.read(load, "services", {"slug", "name"}, directory.SERVICE)
        contacts = records.read(load, "contacts", {"key", "service", "name"}, directory.CONTACT)
        needs = records.read(load, "needs", {"slug", "heading", "routes"}, directory.NEED)
        resources = records.read(load, "resources", {"slug", "title", "kind", "partnership"}, records.RESOURCE)
        parts = records.read(load, "parts", {"slug", "title"}, records.PART)
        themes = records.read(load, "themes", {"slug", "title"}, records.THEME)
        agencies = records.read(load, "agencies", {"slug", "name"}, records.AGENCY)
        terms = records.read(load, "glossary", {"slug", "term"}, records.TERM)
        pages = read_pages(load.folder, {record["slug"] for record in partnerships})

        by_slug = records.load_partnerships(load, partnerships, port)
        known_services = directory.load_services(load, services)
        directory.load_contacts(load, contacts, known_services, by_slug)
        directory.load_needs(load, needs, known_services)
        records.load_terms(load, terms)
        known_resources = records.load_resources(load, resources, by_slug)
        names = Names(
            link=lambda path: None,
            services={slug: service.pk for slug, service in known_services.items()},
            resources={slug: resource.pk for slug, resource in known_resources.items()},
        )
        known = Known(
            partnerships=by_slug,
            parts=records.load_parts(load, parts),
            themes=records.load_themes(load, themes),
            agencies=records.load_agencies(load, agencies),
        )
        load_pages(load, pages, known, names)
        return load
