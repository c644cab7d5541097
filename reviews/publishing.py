"""What publishing a review asks for first, and what happens as it goes live."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.signals import page_published

from portal.models import BasePage
from portal.moments import moment, today
from portal.publication import Reason
from portal.trees import Trees

from .models import FROM_ELSEWHERE, RELEASED, Decision, ReviewPage, Withdrawal

WITHOUT_REPORT = (Decision.UNDER_WAY, Decision.NOT_PUBLISHED)


def reasons_not_to_publish(page: Any, parent: BasePage | None = None, at: datetime | None = None) -> Iterator[Reason]:
    """Why a review must not be published as it is, each next to its field."""
    if isinstance(page, ReviewPage):
        yield from _decided(page)
        yield from _dated(page, at)
        yield from _whose(page, parent)
        if page.pk:
            yield from _kept(page, at)


def _decided(page: ReviewPage) -> Iterator[Reason]:
    if page.decision == Decision.PUBLISHED and not (
        page.report_id or len(page.body) or page.report_url or page.report_wanted
    ):
        yield Reason.at(
            "decision",
            "A published review needs its report, its text or the address of the report elsewhere. If the report has "
            "not been uploaded yet, tick so: readers are told whom to ask.",
        )
    if page.decision in (Decision.SUMMARY, Decision.NOT_PUBLISHED) and not page.decision_reason.strip():
        yield Reason.at("decision_reason", "Say why: readers are told.")
    if page.decision in WITHOUT_REPORT:
        said = f"The review is “{page.get_decision_display().lower()}”, and readers could open this file. Take it out."
        for name in ("report", "briefing_file"):
            if getattr(page, f"{name}_id"):
                yield Reason.at(name, said)


def _dated(page: ReviewPage, at: datetime | None) -> Iterator[Reason]:
    goes_live = max(moment(at), page.go_live_at or moment(at))
    if page.published_on and page.published_on > today(goes_live):
        words = "the day on which it goes live" if page.go_live_at else "today"
        yield Reason.at("published_on", f"This is after {words}. To publish it later, schedule it.")


def _whose(page: ReviewPage, parent: BasePage | None) -> Iterator[Reason]:
    place = page if page.path else parent
    if place is None or page.kind in FROM_ELSEWHERE:
        return
    if Trees.now().shares(place) and not page.partnerships.all():
        yield Reason.at(
            "partnerships",
            "A shared review names the partnerships it is about, unless it is national or of another area.",
        )


def _kept(page: ReviewPage, at: datetime | None) -> Iterator[Reason]:
    """What readers have been given stays."""
    live = ReviewPage.objects.filter(pk=page.pk, live=True, released_at__isnull=False).defer("body").first()
    if live is None:
        return
    if page.decision not in RELEASED:
        yield Reason.at("decision", "It has been published, and stays so. To take it down, withdraw it.")
    if live.report_id and not page.report_id and live.is_early(at):
        yield Reason.at(
            "report",
            f"The report has been published and stays public until {live.earliest_removal():%-d %B %Y}. "
            "Choose the corrected file, or withdraw the review.",
        )


def connect() -> None:
    """Listen for publications; called once when the app is ready."""
    page_published.connect(_published, sender=ReviewPage, dispatch_uid="reviews-published")


def _published(instance: ReviewPage, **kwargs: Any) -> None:
    """Publishing it again ends its withdrawal."""
    if not instance.live:
        return
    for withdrawal in Withdrawal.objects.in_force().filter(page=instance):
        withdrawal.ended_at = timezone.now()
        withdrawal.save()
