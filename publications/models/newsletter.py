from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.models import Site
from wagtail.search import index

from portal import generation
from portal.corrections import corrections
from portal.current_request import reading
from portal.letters import Letter, SentAsLetter, compose
from portal.models import BasePage, IndexPage
from portal.moments import moment
from portal.overlay import Overlay
from portal.sections import InSection

from ..letter_blocks import LetterBody
from ..routes import NewsletterIndexRoutes
from .address import AddressSaysWhich


class Season(models.TextChoices):
    """When in its year an issue comes out, in their order. Winter is the one that begins in December of the year."""

    SPRING = "spring", "Spring"
    SUMMER = "summer", "Summer"
    AUTUMN = "autumn", "Autumn"
    WINTER = "winter", "Winter"


class NewsletterIndexPage(NewsletterIndexRoutes, IndexPage):
    """The newsletters of a site by year; the issues hang below it."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["publications.NewsletterPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "newsletters index"


class NewsletterPage(AddressSaysWhich, InSection, SentAsLetter, BasePage):
    """An issue of a partnership’s newsletter: a page first, and then sent to who asked for it.

    Its address is its season and year, `/newsletters/summer-2025/`. Its items follow the pages they are about until it is
    sent. From then on the issue keeps what they said (`said`), and an editor may still correct it in words of its own.
    """

    season = models.CharField(
        max_length=10, choices=Season.choices, help_text="Winter comes last: it begins in December."
    )
    year = models.PositiveSmallIntegerField(help_text="The whole year: 2025.")
    body = StreamField(LetterBody(), blank=True, verbose_name="text")
    document = models.ForeignKey(
        get_document_model_string(), models.PROTECT, null=True, blank=True, related_name="+", verbose_name="file"
    )
    file_wanted = models.BooleanField(
        "the file has not been uploaded yet", default=False, help_text="Readers are told, and whom to ask for it."
    )
    # What follows is written as the page is sent.
    sent_at = models.DateTimeField(null=True, editable=False)
    said = models.JSONField(default=dict, editable=False)  # what each item said then, by the id of its block

    not_in_drafts = ("sent_at", "said")
    exclude_fields_in_copy = ["document", "file_wanted", *not_in_drafts]
    section = "newsletters"
    reserved = r"subscribe|confirm|preferences|unsubscribe|years|\d{4}"
    named_by = "its season and year"
    parent_page_types = ["publications.NewsletterIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldRowPanel([FieldPanel("season"), FieldPanel("year")])], "Which issue"),
        HelpPanel(template="publications/admin/letter_panel.html", heading="As an e-mail"),
        FieldPanel("body"),
        FieldPanel("document"),
        FieldPanel("file_wanted"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("year")]

    class Meta:
        verbose_name = "newsletter issue"

    def clean(self) -> None:
        super().clean()
        if self.year and not 1990 <= self.year <= 2200:
            raise ValidationError({"year": "Write the whole year: 2025."})
        self.check_address()

    @property
    def address(self) -> str:
        """The last part of its address: `summer-2025`."""
        return f"{self.season}-{self.year}" if self.season and self.year else ""

    @property
    def issue(self) -> str:
        """Which one it is: “Summer 2025”."""
        return f"{self.get_season_display()} {self.year}"

    @property
    def lacks_file(self) -> bool:
        return self.file_wanted and not self.document_id

    @property
    def is_only_named(self) -> bool:
        """Is there neither text nor file to read?"""
        return not len(self.body) and not self.document_id

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .. import items

        overlay = Overlay.of(request)
        items.show(self, overlay, getattr(request, "at", None))
        context = super().get_context(request, *args, **kwargs)
        context["corrections"] = corrections(self, overlay, self.sent_at) if self.sent_at and self.pk else []
        return {**context, "is_of_site": overlay.own.holds(self)}

    def letter(self, site: Site, at: datetime | None = None) -> Letter:
        """The issue as an e-mail to readers of that site."""
        from .. import items

        with reading(site, at) as request:
            items.show(self, Overlay.of(request), request.at)  # type: ignore[attr-defined]
        return compose(site, "publications/letter", {"page": self}, at)

    @transaction.atomic
    def has_been_sent(self, at: datetime) -> None:
        """It went out at this moment, the first time: from now on its items keep what they say. Later calls change nothing."""
        from .. import items

        stored = NewsletterPage.objects.select_for_update().get(pk=self.pk)
        site = stored.get_site()
        if stored.sent_at is None and site:
            with reading(site, at) as request:
                said = items.said_now(stored, Overlay.of(request), at)
            NewsletterPage.objects.filter(pk=self.pk).update(sent_at=moment(at), said=said)
            generation.start_new()
        self.refresh_from_db(fields=["sent_at", "said"])

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        from ..previews import MODES

        (first, _), *others = super().preview_modes
        return [(first, "Web page"), *MODES, *others]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from .. import previews

        if mode_name in dict(previews.MODES):
            return previews.preview(self, mode_name, request)
        return super().serve_preview(request, mode_name)

    def letter_now(self) -> Any:
        """What the editor is told of the issue as an e-mail, as it was saved last."""
        from ..previews import Told

        return Told.of(self) if self.pk else None
