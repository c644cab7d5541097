"""What keeps a published review public: nothing but a withdrawal takes it down.

Working Together to Safeguard Children (2023), chapter 5: a published review stays publicly available for at least one year.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models.signals import pre_delete, pre_save
from django.utils import timezone
from wagtail.models import PageViewRestriction, Revision

from portal.models import BasePage
from portal.moments import today

from .models.kinds import RELEASED

if TYPE_CHECKING:
    from .models import ReviewPage

INSTEAD = "Withdraw it instead: its address then says so, and how to ask for it."
_withdrawing: ContextVar[bool] = ContextVar("withdrawing", default=False)


class Kept(PermissionDenied):
    """A published review was about to be deleted, or taken down without a withdrawal."""


@contextmanager
def withdrawing() -> Iterator[None]:
    """For the withdrawal alone: within it a published review may be taken down."""
    reset = _withdrawing.set(True)
    try:
        yield
    finally:
        _withdrawing.reset(reset)


def year_after(day: date) -> date:
    """The same day a year later; of 29 February the day after, since a whole year must have passed.

    Of what is typed in the calendar's last year, its last day.
    """
    if day.year == date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


class KeptByTheRules:
    """For the review: what is of the page as a whole and not of one revision, and what may not happen to it."""

    def with_content_json(self: ReviewPage, content: dict[str, Any]) -> ReviewPage:
        """An older revision knows neither that the review has been published nor what is live."""
        page = super().with_content_json(content)  # type: ignore[misc]
        page.released_at, page.live_revision_id = self.released_at, self.live_revision_id
        return page

    def note_release(self: ReviewPage) -> None:
        """Remember when it was first live here as published; called as it is saved."""
        if self.live and self.released_at is None and self.decision in RELEASED:
            self.released_at = timezone.now()

    def earliest_removal(self: ReviewPage) -> date | None:
        """The London day from which one person may withdraw it; None before it is published here."""
        if self.released_at is None:
            return None
        here = today(self.released_at)
        return year_after(max(here, self.published_on or here))

    def is_early(self: ReviewPage, at: datetime | None = None) -> bool:
        """Is the year not over yet?"""
        earliest = self.earliest_removal()
        return earliest is not None and today(at) < earliest

    def keep_address(self: ReviewPage) -> None:
        """Raises ValidationError for another slug of a withdrawn review, which Wagtail would take over with any draft."""
        if self.live or self.released_at is None or not self.withdrawals.in_force().exists():
            return
        if not type(self).objects.filter(pk=self.pk, slug=self.slug).exists():
            raise ValidationError(
                {"slug": "It was withdrawn, and this address says so. Publish it before you change it."}
            )

    def keep_live(self: ReviewPage) -> None:
        """Before a revision is scheduled: what is live has a revision of its own.

        Wagtail takes a live page without one down until its next revision goes live.
        """
        live = type(self).objects.filter(pk=self.pk, live=True, live_revision=None).first()
        if live is None:
            return
        kinds = [ContentType.objects.get_for_model(model, for_concrete_model=False) for model in (type(live), BasePage)]
        revision = Revision(
            content_type=kinds[0],
            base_content_type=kinds[1],
            object_id=str(live.pk),
            object_str=str(live),
            content=live.serializable_data(),
            created_at=live.last_published_at or live.first_published_at or live.latest_revision_created_at,
        )
        revision.save()
        type(self).objects.filter(pk=self.pk).update(live_revision=revision)
        self.live_revision = revision

    def save_revision(self: ReviewPage, *args: Any, **kwargs: Any) -> Revision:
        self.keep_live()
        return super().save_revision(*args, **kwargs)  # type: ignore[misc]

    def publish(self: ReviewPage, revision: Any, *args: Any, **kwargs: Any) -> None:
        self.keep_live()
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]


def kept(pages: Any) -> models.QuerySet:
    """Those reviews among the pages that have been published here, withdrawn ones included."""
    from .models import ReviewPage

    return ReviewPage.objects.filter(released_at__isnull=False, pk__in=pages.order_by().values("pk"))


def refuse_to_hide(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Whoever saves the page, and as whatever type: a published review stays live. Raises Kept."""
    if raw or _withdrawing.get() or not issubclass(sender, BasePage) or instance.live or not instance.pk:
        return
    from .models import ReviewPage

    if issubclass(instance.specific_class or sender, ReviewPage):
        fields = kwargs.get("update_fields")
        live = ReviewPage.objects.filter(pk=instance.pk, live=True, released_at__isnull=False)
        if (fields is None or "live" in fields) and live.exists():
            raise Kept(f"“{instance.title}” has been published and stays public. {INSTEAD}")


def refuse_to_delete(sender: type[ReviewPage], instance: ReviewPage, **kwargs: Any) -> None:
    """By itself or with a page above it: what has been published stays on record, withdrawn or not. Raises Kept."""
    if instance.released_at is not None:
        raise Kept(f"“{instance.title}” has been published and stays on record.")


def refuse_to_close(instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    """Neither a password nor a log-in, on a page above either, comes before a published review. Raises Kept."""
    if raw:
        return
    review = kept(BasePage.objects.live().filter(path__startswith=instance.page.path)).first()
    if review:
        raise Kept(f"“{review.title}” has been published and stays open to everybody. {INSTEAD}")


def connect() -> None:
    """Watch every page that is saved or closed, and every review that is deleted; called once when the app is ready."""
    from .models import ReviewPage

    pre_save.connect(refuse_to_hide, dispatch_uid="reviews-kept")
    pre_save.connect(refuse_to_close, sender=PageViewRestriction, dispatch_uid="reviews-kept-open")
    pre_delete.connect(refuse_to_delete, sender=ReviewPage, dispatch_uid="reviews-not-deleted")
