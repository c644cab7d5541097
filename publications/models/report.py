from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.models import BasePage
from portal.sections import InSection
from portal.several import SeveralField

from ..routes import ReportRoutes
from .address import AddressSaysWhich
from .asked import Asked


class AnnualReportPage(AddressSaysWhich, InSection, ReportRoutes, BasePage):
    """A yearly report of a partnership's work: its file, its web text in chapters that hang below it, or both.

    Its address is its years, `/annual-reports/2024-2025/`. Where a partnership's own report covers a shared one, it covers
    the chapters of that too (`covers_below`).
    """

    first_year = models.PositiveSmallIntegerField("from", help_text="The year in which the period begins: 2024.")
    last_year = models.PositiveSmallIntegerField("to", help_text="The year in which it ends: 2025.")
    period_ends = models.DateField(
        null=True, blank=True, help_text="The last day it reports on. Empty: 31 March of its last year."
    )
    published_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day it was first published, wherever that was. The next report is due within twelve months of it. "
        "Empty: not known; the twelve months are counted from the last day it reports on.",
    )
    body = StreamField(Body(), blank=True, verbose_name="text", help_text="What stands before the chapters.")
    document = models.ForeignKey(
        get_document_model_string(), models.PROTECT, null=True, blank=True, related_name="+", verbose_name="file"
    )
    file_wanted = models.BooleanField(
        "the file has not been uploaded yet", default=False, help_text="Readers are told, and whom to ask for it."
    )
    in_file = SeveralField(
        "contained in the file",
        options=Asked.choices,
        help_text="What guidance asks for and the file has. What the chapters have, they say themselves.",
    )

    exclude_fields_in_copy = ["document", "file_wanted", "published_on", "in_file"]
    section = "annual-reports"
    reserved = "latest"
    named_by = "its years"
    covers_below = True
    parent_page_types = ["publications.AnnualReportIndexPage", "portal.LocalNote"]
    subpage_types = ["publications.ReportChapterPage"]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year"), FieldPanel("period_ends")]),
                FieldPanel("published_on"),
            ],
            "Which report",
        ),
        FieldPanel("document"),
        FieldPanel("file_wanted"),
        HelpPanel(template="publications/admin/asked_panel.html", heading="What guidance asks of it"),
        FieldPanel("in_file"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("last_year")]

    class Meta:
        verbose_name = "annual report"

    def clean(self) -> None:
        super().clean()
        if not self.address:
            return
        if not 0 <= self.last_year - self.first_year <= 3:
            raise ValidationError({"last_year": "A report covers one year, or a few: this year is not one of them."})
        if not 1990 <= self.first_year <= 2200:
            raise ValidationError({"first_year": "Write the whole year: 2024."})
        self.check_address()

    @property
    def address(self) -> str:
        """The last part of its address: `2024-2025`; nothing before its years are known."""
        if not self.first_year or not self.last_year:
            return ""
        return "-".join(dict.fromkeys((str(self.first_year), str(self.last_year))))

    @property
    def years(self) -> str:
        """The years it covers: “2024 to 2025”."""
        return f"{self.first_year} to {self.last_year}" if self.last_year != self.first_year else str(self.last_year)

    @property
    def ends(self) -> date:
        """The last day it reports on."""
        return self.period_ends or date(self.last_year, 3, 31)

    @property
    def lacks_file(self) -> bool:
        return self.file_wanted and not self.document_id

    def asked_now(self) -> list:
        """What guidance asks of it and where it stands, its drafts included: for the editor."""
        from .. import checklist

        return checklist.for_staff([self])[self.pk] if self.pk else []

    def get_route_paths(self) -> list[str]:
        """The addresses below this one that are redirected with it."""
        return [*super().get_route_paths(), "/whole/"]
