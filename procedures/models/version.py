from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField

from portal.blocks import Body
from portal.moments import LONDON, today

from .changes import Changes


class VersionQuerySet(models.QuerySet):
    """The days are London's; of two versions that begin on one day the later one counts."""

    def in_force(self, at: datetime | None = None) -> VersionQuerySet:
        """The versions that have begun, the one in force first."""
        return self.begun_by(today(at))

    def begun_by(self, day: date) -> VersionQuerySet:
        """The versions that had begun on that day, the one in force then first."""
        return self.filter(starts__lte=day).order_by("-starts", "-ordinal")

    def without_texts(self) -> VersionQuerySet:
        """For lists: what a version says of itself, not what it says."""
        return self.defer("body", "outline", "anchors")

    def coming(self, at: datetime | None = None) -> VersionQuerySet:
        """The versions that are published and do not count yet, the next one first."""
        return self.filter(starts__gt=today(at)).order_by("starts", "-ordinal")


class Version(models.Model):
    """What a procedure says from one day on: made when its page is published, and never changed afterwards.

    A file that was not at hand then may be added later; nothing else.
    """

    page = models.ForeignKey("procedures.ProcedurePage", models.CASCADE, related_name="versions")
    ordinal = models.PositiveIntegerField(editable=False)  # which of the page's versions it is, from 1
    number = models.CharField("issue", max_length=20)
    starts = models.DateField(db_index=True)  # the London day from which the portal answers with it
    effective_from = models.DateField(null=True, blank=True)  # as the owner states it; unknown for some older ones
    edition = models.CharField(max_length=40, blank=True)  # “2025”, where no day is known
    significant = models.BooleanField(default=True)
    change_summary = models.TextField(blank=True)
    changes = StreamField(Changes(), blank=True)
    approved_by = models.CharField(max_length=120, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=255)
    chapter = models.CharField(max_length=20, blank=True)  # its number in the manual on the day it was published
    body = StreamField(Body(), blank=True)
    document = models.ForeignKey(get_document_model_string(), models.PROTECT, null=True, blank=True, related_name="+")
    file_wanted = models.BooleanField(default=False)  # there is a file, and it has not been uploaded
    linked = models.JSONField(default=list)  # the documents its text links to: id, address, facts
    outline = models.JSONField(default=list)  # its sections in order: key, anchor, heading
    anchors = models.JSONField(default=dict)  # every anchor that this or an earlier version had: the last issue with it
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["page", "ordinal"], name="version_ordinal"),
            models.UniqueConstraint(fields=["page", "number"], name="version_number"),
        ]
        indexes = [models.Index(fields=["page", "-starts", "-ordinal"], name="version_in_force")]

    def __str__(self) -> str:
        return f"{self.title}, issue {self.number}"

    @property
    def dated(self) -> str:
        """What is known of its day, in a few words: “1 July 2025”, “edition of 2017”, “published here on 3 May 2026”."""
        if self.effective_from:
            return f"{self.effective_from:%-d %B %Y}"
        if self.edition:
            return f"edition of {self.edition}"
        return f"published here on {timezone.localtime(self.published_at, LONDON):%-d %B %Y}"

    @property
    def lacks_file(self) -> bool:
        """Is there a file that has not been uploaded?"""
        return self.file_wanted and self.document_id is None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises FrozenVersion for any change but a file that was missing."""
        if self.pk:
            before = Version.objects.get(pk=self.pk)
            if self.fixed() != before.fixed() or (before.document_id and self.document_id != before.document_id):
                raise FrozenVersion(f"“{self}” is published: publish a new version instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raises FrozenVersion: versions go only with their page."""
        raise FrozenVersion(f"“{self}” is published: withdraw the procedure, or publish a new version.")

    def fixed(self) -> list[Any]:
        """What publication fixed."""
        added_later = ("document", "file_wanted")
        fields = [field for field in self._meta.concrete_fields if field.name not in added_later]
        return [field.get_prep_value(field.value_from_object(self)) for field in fields]


def ends(starts: list[date], withdrawn_on: date | None) -> list[date | None]:
    """The London days on which a procedure's versions cease to count, given those on which they begin, the first one first.

    None for one that counts for good; of two that begin on one day the earlier ends on it, before it was read.
    """
    return [min(filter(None, [until, withdrawn_on]), default=None) for until in [*starts[1:], None]]


class FrozenVersion(Exception):
    """Somebody tried to change what has been published."""
