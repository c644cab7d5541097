from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.models import BasePage
from portal.sections import InSection
from portal.several import SeveralField

from ..routes import ReportRoutes

RESERVED = ("latest",)
"""Addresses below `/annual-reports/` that are not reports."""


class Asked(models.TextChoices):
    """What statutory guidance asks a yearly report to contain: Working Together to Safeguard Children (2023), chapter 2."""

    DONE = "done", "What the safeguarding partners did under their arrangements"
    EFFECT = "effect", "What that changed for children and families"
    LEARNING = "learning", "Reviews, and what was done about what they taught"
    SCRUTINY = "scrutiny", "Independent scrutiny, and what it found"
    TRAINING = "training", "Training together, and its effect"
    VOICES = "voices", "What children and families said, and how it was used"
    MONEY = "money", "What each partner gave, and what it was spent on"
    DATA = "data", "How information and data were shared and used"


class AnnualReportPage(InSection, ReportRoutes, BasePage):
    """A yearly report of a partnership's work: its file, its web text in chapters that hang below it, or both."""

    first_year = models.PositiveSmallIntegerField("from", help_text="The year in which the period begins: 2024.")
    last_year = models.PositiveSmallIntegerField("to", help_text="The year in which it ends: 2025.")
    period_ends = models.DateField(
        null=True, blank=True, help_text="The last day it reports on. Empty: 31 March of its last year."
    )
    published_on = models.DateField(
        null=True, blank=True, help_text="The day it was first published, wherever that was. Empty: not known."
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

    exclude_fields_in_copy = ["document", "file_wanted", "published_on"]
    section = "annual-reports"
    shows_its_documents = True
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
        FieldPanel("in_file"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("last_year")]

    class Meta:
        verbose_name = "annual report"

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            words = f"/annual-reports/{self.slug}/ is another page of the portal. Choose another word."
            raise ValidationError({"slug": words})
        if self.first_year and self.last_year and not 0 <= self.last_year - self.first_year <= 3:
            raise ValidationError({"last_year": "A report covers one year, or a few: this year is not one of them."})

    @property
    def years(self) -> str:
        """The years it covers: “2024 to 2025”."""
        return f"{self.first_year} to {self.last_year}" if self.last_year != self.first_year else str(self.last_year)
