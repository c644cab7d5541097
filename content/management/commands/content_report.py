import csv
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.source import ContentError, Record, read_page, read_records


class Command(BaseCommand):
    """Says which items of the content inventory no file covers yet, one a line, then “N of M covered”.

    An item is covered by the page or record that names it under `covers`, or by an entry of `left-out.yaml` that says
    why it is not published.
    """

    help = "Which items of the inventory are not covered yet: one id a line, then “N of M covered”."

    def add_arguments(self, parser: CommandParser) -> None:
        fixtures = settings.BASE_DIR / "fixtures"
        parser.add_argument("--from", dest="folder", type=Path, default=fixtures)
        parser.add_argument(
            "--inventory",
            type=Path,
            default=fixtures / "inventory.tsv",
            help="a table of ids and kinds (.tsv), a YAML file, or a folder of YAML files; every entry with an id counts",
        )

    def handle(self, *args: Any, folder: Path, inventory: Path, **options: Any) -> None:
        wanted = read_inventory(inventory)
        try:
            covered = covered_by(folder)
        except ContentError as error:
            raise CommandError(str(error)) from error
        for item in wanted:
            if item not in covered:
                self.stdout.write(item)
        self.stdout.write(f"{sum(item in covered for item in wanted)} of {len(wanted)} covered")


def read_inventory(path: Path) -> dict[str, str]:
    """The ids of the inventory with their kinds, in its order. Raises CommandError if there is none."""
    if path.is_dir():
        return {item: kind for file in sorted(path.glob("*.yaml")) for item, kind in read_inventory(file).items()}
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"The inventory cannot be read: {error}") from error
    if path.suffix == ".tsv":
        rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
        return {row["id"]: row.get("kind", "") for row in rows}
    listed = yaml.safe_load(text)
    groups = listed.values() if isinstance(listed, dict) else [listed]
    entries = [entry for group in groups if isinstance(group, list) for entry in group if isinstance(entry, dict)]
    # The disagreements between sources (x-01 …) are settled in the contacts, not published.
    return {e["id"]: str(e.get("kind", "")) for e in entries if "id" in e and not str(e["id"]).startswith("x-")}


def covered_by(folder: Path) -> set[str]:
    """Every id that a content file names as covered or left out with a reason."""
    heads: list[Record] = [read_page(file)[0] for file in (folder / "pages").rglob("*.md")]
    for file in folder.glob("*.yaml"):
        heads += read_records(file)
    covered = {item for head in heads for item in head.get("covers", [])}
    return covered | {head["id"] for head in heads if head.get("id") and head.get("reason")}
