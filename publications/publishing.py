"""What follows from publishing. A report and its chapters are published and taken down together: no chapter can be read
without its report. What an editor adds to an issue that has been sent is kept as the rest of it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from portal import generation, passages
from portal.models import BasePage
from portal.overlay import Overlay
from portal.publication import Reason

from . import items
from .models import AnnualReportPage, NewsletterPage, ReportChapterPage

FIRST = (
    "The report itself is not published yet. Publish it first, then its chapters: several at once in the list of its pages. "
    "A chapter that goes live at a time you set waits for its report by itself."
)


def reasons_not_to_publish(page: BasePage, parent: BasePage | None = None) -> Iterator[str]:
    """For the hook of `portal.publication`. A chapter that is scheduled may be: it waits (`ReportChapterPage.publish`)."""
    if not isinstance(page, ReportChapterPage):
        return
    report = parent or page.get_parent()
    is_scheduled = page.go_live_at is not None and page.go_live_at > timezone.now()
    if not report.live and not is_scheduled:
        yield Reason(FIRST)


def taken_down(instance: Any, **kwargs: Any) -> None:
    """With a report go its chapters; publishing it again publishes none of them by itself."""
    if isinstance(instance, AnnualReportPage):
        for chapter in ReportChapterPage.objects.child_of(instance).live():
            chapter.unpublish()


def published(instance: Any, **kwargs: Any) -> None:
    """Searches name a chapter with its report, whatever that is called now."""
    if isinstance(instance, AnnualReportPage):
        for chapter in ReportChapterPage.objects.child_of(instance).live():
            passages.keep(chapter)


def moved(instance: Any, **kwargs: Any) -> None:
    """A live chapter that is moved into a report which is not published is taken down."""
    if issubclass(instance.specific_class, ReportChapterPage):
        chapter = ReportChapterPage.objects.get(pk=instance.pk)
        if chapter.live and not chapter.get_parent().live:
            chapter.unpublish()


def corrected(instance: NewsletterPage, **kwargs: Any) -> None:
    """An issue that has been sent is published again: what was added to it says from now on what it says now."""
    site = instance.get_site() if instance.sent_at else None
    if site is None:
        return
    now = items.said_now(instance, Overlay.at(site))
    known = instance.said
    new = {key: said for key, said in now.items() if known.get(key, {}).get("page") != said["page"]}
    if new:
        NewsletterPage.objects.filter(pk=instance.pk).update(said={**known, **new})
        generation.start_new()


def connect() -> None:
    """Follow what becomes of reports; called once when the app is ready."""
    from wagtail.signals import page_published, page_unpublished, post_page_move

    page_published.connect(published, dispatch_uid="reports-published")
    page_published.connect(corrected, sender=NewsletterPage, dispatch_uid="newsletters-corrected")
    page_unpublished.connect(taken_down, dispatch_uid="reports-taken-down")
    post_page_move.connect(moved, dispatch_uid="report-chapters-moved")
