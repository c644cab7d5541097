from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from portal.blocks import Body
from portal.models import BasePage, Passage
from portal.overlay import Overlay
from portal.several import SeveralField

from .asked import Asked

if TYPE_CHECKING:
    from wagtail.models import Revision
    from wagtail.url_routing import RouteResult

RESERVED = ("whole",)
"""Addresses below a report that are not chapters."""


class ReportChapterPage(BasePage):
    """A chapter of an annual report, as a page of its own. Chapters follow each other as they are ordered in the page tree.

    It is live only while its report is: `publishing` sees to that, and `route` answers for what came about otherwise.
    """

    body = StreamField(Body(), blank=True, verbose_name="text")
    contains = SeveralField(
        options=Asked.choices, help_text="What of that which guidance asks a report to contain stands in this chapter."
    )

    parent_page_types = ["publications.AnnualReportPage"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("contains"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "chapter of an annual report"

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": f"“{self.slug}” is another page of each report. Choose another word."})

    def passages_now(self) -> list[Passage]:
        """What searches find of it, named as a part of its report."""
        found = super().passages_now()
        for passage in found:
            passage.within = self.get_parent().title
        return found

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """A chapter whose hour has come waits until its report is live: the next minute tries again."""
        due = revision.approved_go_live_at and revision.approved_go_live_at <= timezone.now()
        if due and not self.get_parent().live:
            return
        super().publish(revision, *args, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not self.get_parent().live:
            raise Http404(f"The report that “{self.title}” is a chapter of is not published.")
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .. import reports

        report = self.get_parent().specific
        before, after, number = reports.neighbours(Overlay.of(request), report, self)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "report": report, "before": before, "after": after, "number": number}
