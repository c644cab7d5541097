from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.search import index

from portal.audiences import Audience
from portal.blocks import Body
from portal.models import BasePage, Kind
from portal.readers_form import ReadersForm
from portal.sections import InSection

from ..routes import ProcedureRoutes
from ..state import State
from .changes import Changes


class ProcedureKind(models.TextChoices):
    """What it is called. It makes no difference to how it is kept."""

    PROCEDURE = "procedure", "Procedure"
    PROTOCOL = "protocol", "Protocol"
    POLICY = "policy", "Policy"
    GUIDANCE = "guidance", "Guidance"
    FRAMEWORK = "framework", "Framework"
    THRESHOLD = "threshold", "Threshold document"
    FLOWCHART = "flowchart", "Flowchart"
    TOOL = "tool", "Practice tool"
    FORM = "form", "Form"
    PLEDGE = "pledge", "Pledge"
    STRATEGY = "strategy", "Strategy"
    ARRANGEMENTS = "arrangements", "Safeguarding arrangements"
    TERMS = "terms", "Terms of reference"

    @property
    def plural(self) -> str:
        """The heading of a list of them."""
        if self in (ProcedureKind.GUIDANCE, ProcedureKind.ARRANGEMENTS, ProcedureKind.TERMS):
            return str(self.label)
        return f"{self.label[:-1]}ies" if self.label.endswith("y") else f"{self.label}s"


class Significance(models.TextChoices):
    """How much a new version changes; a significant one enters the amendments log."""

    MINOR = "minor", "Minor correction: nothing changes for those who follow it"
    SIGNIFICANT = "significant", "Significant change: enters the amendments log and the feed"


class ProcedurePage(InSection, ProcedureRoutes, BasePage):
    """What professionals follow: a chapter of the manual (text here), a document (a file), or both.

    The page's fields are the next version being written. Publishing freezes them as a `Version` (`procedures/publishing.py`);
    readers get the version in force on the London day they read, whatever the fields say by now.
    """

    kind = models.CharField(max_length=20, choices=ProcedureKind.choices, default=ProcedureKind.PROCEDURE)
    part = models.ForeignKey(
        "procedures.Part",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chapters",
        verbose_name="part of the manual",
        help_text="Makes it a chapter of the manual. Empty: it stands beside the manual.",
    )
    order = models.PositiveSmallIntegerField(
        "place in the part",
        default=100,
        help_text="Chapters are numbered in this order. Old addresses stay as they are.",
    )
    licence = models.CharField(
        max_length=160, blank=True, help_text="Under which licence it may be used again. Empty: not stated."
    )
    number = models.CharField(
        "issue", max_length=20, blank=True, help_text="Of the next version. Empty: the next number is given by itself."
    )
    effective_from = models.DateField(
        "in force from",
        null=True,
        blank=True,
        help_text="The day in London from which it counts. A day ahead is announced, and takes over by itself at midnight.",
    )
    edition = models.CharField(
        max_length=40, blank=True, help_text="As printed, where only the year is known: “2025”, “2025-2027”."
    )
    significance = models.CharField("this change is", max_length=20, blank=True, choices=Significance.choices)
    change_summary = models.TextField(
        "what has changed",
        max_length=600,
        blank=True,
        help_text="One sentence for people, for the log: what is different now. A significant change needs one.",
    )
    changes = StreamField(Changes(), blank=True, verbose_name="section by section")
    approved_by = models.CharField(max_length=120, blank=True, help_text="The board or person that approved it.")
    approved_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True, help_text="When its owner reviews it. Shown to readers.")
    body = StreamField(Body(), blank=True, verbose_name="text")
    document = models.ForeignKey(
        get_document_model_string(),
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="file",
    )
    file_wanted = models.BooleanField(
        "the file has not been uploaded yet", default=False, help_text="Readers are told, and whom to ask for it."
    )
    under_review = models.BooleanField(default=False, help_text="Readers are told, and that it counts until then.")
    status_note = models.CharField(max_length=300, blank=True, help_text="A sentence shown with the state.")
    withdrawn_on = models.DateField(
        null=True, blank=True, help_text="From this day it does not count any more. Its versions can still be read."
    )
    withdrawn_why = models.CharField("why it was withdrawn", max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What to follow now.",
    )

    # A partnership's own page in place of a shared one begins with its text, not with its approval and its issues.
    exclude_fields_in_copy = [
        *("number", "effective_from", "edition", "significance", "change_summary", "changes"),
        *("approved_by", "approved_on", "review_by", "document", "file_wanted"),
        *("under_review", "status_note", "withdrawn_on", "withdrawn_why", "replaced_by"),
    ]
    section = "procedures"
    reserved = "amendments|manual"
    found_as = Kind.PROCEDURE
    shows_its_documents = True
    parent_page_types = ["procedures.ProcedureIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []
    base_form_class = ReadersForm
    search_fields = [*BasePage.search_fields, index.FilterField("kind"), index.FilterField("part")]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *BasePage.content_panels,
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("shown_to")]),
                    FieldRowPanel([FieldPanel("part"), FieldPanel("order")]),
                    FieldPanel("licence"),
                ],
                heading="Procedure",
            ),
            ObjectList([FieldPanel("body")], heading="Text"),
            ObjectList([FieldPanel("document"), FieldPanel("file_wanted")], heading="File"),
            ObjectList(
                [
                    HelpPanel(template="procedures/admin/versions_panel.html", heading="Versions"),
                    FieldPanel("significance"),
                    FieldPanel("change_summary"),
                    FieldPanel("changes"),
                    FieldRowPanel([FieldPanel("number"), FieldPanel("effective_from"), FieldPanel("edition")]),
                    FieldRowPanel([FieldPanel("approved_by"), FieldPanel("approved_on"), FieldPanel("review_by")]),
                ],
                heading="This version",
            ),
            ObjectList(
                [
                    FieldPanel("under_review"),
                    FieldPanel("status_note"),
                    MultiFieldPanel(
                        [FieldPanel(name) for name in ("withdrawn_on", "withdrawn_why", "replaced_by")],
                        "Withdrawing it",
                    ),
                ],
                heading="State",
            ),
            ObjectList(BasePage.promote_panels, heading="Promote"),
            ObjectList(BasePage.settings_panels, heading="Settings"),
        ]
    )

    class Meta:
        verbose_name = "procedure"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.pk and not self.readers:
            self.readers = (Audience.PROFESSIONALS.value,)

    def text_now(self) -> dict[str, str]:
        """Nothing: searches find the sections of the version in force, which may not be what the fields say by now."""
        return {}

    def get_route_paths(self) -> list[str]:
        """The addresses below this one that are redirected with it: days, issues and the page of changes."""
        days = {f"/{version.starts:%Y-%m-%d}/" for version in self.versions.only("starts")}
        issues = [f"/versions/{ordinal}/" for ordinal in self.versions.values_list("ordinal", flat=True)]
        return [*super().get_route_paths(), "/changes/", *sorted(days), *issues]

    def in_brief(self, at: datetime | None = None) -> list[str]:
        """Since when its newest version is in force, or from when on, and what that changed. One query."""
        return self.in_brief_of([self], at)[self.pk]

    @classmethod
    def in_brief_of(cls, pages: list[Any], at: datetime | None = None) -> dict[int, list[str]]:
        from ..brief import in_brief

        return in_brief(pages, at)

    def newest_versions(self) -> list[Any]:
        """The ten versions published last, without their texts, for the editor."""
        rows = self.versions.without_texts().select_related("published_by")
        return list(rows.order_by("-ordinal")[:10]) if self.pk else []

    def is_withdrawn_by(self, day: date) -> bool:
        """Does it count no more on this London day?"""
        return self.withdrawn_on is not None and self.withdrawn_on <= day

    def state(self, begun: bool, day: date) -> State:
        """How it stands on this London day; `begun`: one of its versions has."""
        if self.is_withdrawn_by(day):
            return State.SUPERSEDED if self.replaced_by_id else State.WITHDRAWN
        if not begun:
            return State.COMING
        return State.UNDER_REVIEW if self.under_review else State.IN_FORCE
