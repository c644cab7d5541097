from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.models import Site

from portal.groups import collection_of
from portal.models import Partnership
from procedures.models import ProcedureIndexPage, ProcedureKind, ProcedurePage, Significance

TITLE = "Demonstration procedure: lost property at a swimming pool"
SLUG = "demonstration"
FOLDER = settings.BASE_DIR / "fixtures" / "demonstration"


class Command(BaseCommand):
    """Publishes a procedure that does not exist, with a real file in two versions, to try days, comparison and search on.

    For development and tests: it says of itself that nobody should follow it. Made once; running again changes nothing.
    Raises CommandError on a public installation, and where SET has no index of procedures.
    """

    help = "Publish the demonstration procedure. Refuses to run on a public installation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--development", action="store_true", help="run although DEBUG is off")

    def handle(self, *args: Any, development: bool, **options: Any) -> None:
        if not (settings.DEBUG or development):
            raise CommandError("DEBUG is off. If this is not a public installation, say so with --development.")
        home = Site.objects.get(is_default_site=True).root_page
        index = ProcedureIndexPage.objects.child_of(home).first()
        if index is None:
            raise CommandError("SET has no index of procedures. Run load_content first.")
        if ProcedurePage.objects.child_of(index).filter(slug=SLUG).exists():
            return
        with transaction.atomic():
            self.make(index)
        self.stdout.write(f"Made: {TITLE}")

    def make(self, index: ProcedureIndexPage) -> None:
        page = ProcedurePage(
            title=TITLE,
            slug=SLUG,
            live=False,
            kind=ProcedureKind.PROCEDURE,
            summary="Not a real procedure: for trying out files, versions and comparisons. Nobody should follow it.",
            responsible="Nobody",
            status_note="This is a demonstration. The swimming pool does not exist.",
            document=self.document(1),
            effective_from=date(2024, 4, 1),
        )
        index.add_child(instance=page)
        page.save_revision().publish()
        page = ProcedurePage.objects.get(pk=page.pk)
        page.document, page.effective_from = self.document(2), date(2025, 7, 1)
        page.significance = Significance.SIGNIFICANT
        page.change_summary = "Goggles are kept a week longer, and telephones are locked away."
        page.save_revision().publish()

    @staticmethod
    def document(issue: int) -> Any:
        """The file of this issue, kept with SET's."""
        file = Path(FOLDER / f"lost-property-issue-{issue}.pdf")
        shared = Partnership.objects.get(site__is_default_site=True)
        with file.open("rb") as opened:
            return get_document_model().objects.create(
                title=f"{TITLE}, issue {issue}", collection=collection_of(shared), file=File(opened, file.name)
            )
