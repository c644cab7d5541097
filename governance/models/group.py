from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from portal.audiences import Audience
from portal.blocks import Body
from portal.models import BasePage, Passage
from portal.overlay import Overlay


class GroupKind(models.TextChoices):
    """What a group is in the structure."""

    PARTNERSHIP = "partnership", "Safeguarding partnership"
    STRATEGIC = "strategic", "Strategic group"
    BOARD = "board", "Board"
    SUB_GROUP = "sub-group", "Sub-group"
    TASK = "task", "Task and finish group"
    PANEL = "panel", "Panel"
    SCRUTINY = "scrutiny", "Independent scrutiny"
    TEAM = "team", "Team"


class GroupPage(BasePage):
    """A group that steers or does safeguarding work: what it answers for, who sits on it, how often it meets.

    Names roles and organisations, never persons. Its meetings are events.
    """

    kind = models.CharField(max_length=20, choices=GroupKind.choices, default=GroupKind.SUB_GROUP)
    short_name = models.CharField(max_length=60, blank=True)
    reports_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reporting", verbose_name="answers to"
    )
    order = models.PositiveSmallIntegerField(
        "place", default=100, help_text="Among the groups that answer to the same one."
    )
    responsible_for = models.TextField(
        "what it answers for", blank=True, help_text="One duty a line, each beginning with a verb: “Oversees …”."
    )
    chair = models.CharField(max_length=120, blank=True, help_text="The role that chairs it. Never a person’s name.")
    frequency = models.CharField("meets", max_length=160, blank=True, help_text="As in “four times a year”.")
    meeting_length = models.CharField(max_length=60, blank=True, help_text="As in “2.5 hours”.")
    established = models.CharField(max_length=60, blank=True, help_text="As in “May 2019”.")
    replaces = models.CharField(max_length=160, blank=True)
    terms_of_reference = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The page that keeps them, version by version.",
    )
    body = StreamField(Body(), blank=True, verbose_name="text")

    exclude_fields_in_copy = ["terms_of_reference"]
    parent_page_types = ["portal.StandardPage", "portal.LocalNote", "governance.StructurePage"]
    subpage_types = ["portal.LocalNote"]
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("short_name")]),
        FieldRowPanel([PageChooserPanel("reports_to", "governance.GroupPage"), FieldPanel("order")]),
        FieldPanel("responsible_for"),
        FieldPanel("body"),
        InlinePanel("members", label="Member"),
        MultiFieldPanel(
            [
                FieldPanel("chair"),
                FieldRowPanel([FieldPanel("frequency"), FieldPanel("meeting_length")]),
                FieldRowPanel([FieldPanel("established"), FieldPanel("replaces")]),
                PageChooserPanel("terms_of_reference", "procedures.ProcedurePage"),
            ],
            "How it works",
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("kind")]

    class Meta:
        verbose_name = "group"

    def readers_now(self) -> tuple[str, ...]:
        return (Audience.PROFESSIONALS.value,)

    @property
    def duties(self) -> list[str]:
        """What it answers for, one by one."""
        return [line.strip() for line in self.responsible_for.splitlines() if line.strip()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the groups around it that readers of this site meet, and no others."""
        from ..groups import around

        above, below = around(Overlay.of(request), self)
        members = self.members.select_related("agency")
        return {**super().get_context(request, *args, **kwargs), "above": above, "below": below, "members": members}

    def passages_now(self) -> list[Passage]:
        """Searches find it under its short name and under what it replaces as well."""
        found = super().passages_now()
        for passage in found:
            passage.also_called = ", ".join(filter(None, [self.also_called, self.short_name, self.replaces]))
        return found

    def text_now(self) -> dict[str, str]:
        return {"": " ".join([*self.duties, self.words_in("body")]).strip()}


class Part(models.TextChoices):
    """As what an agency takes part in a group; the first two are words of the law (Children Act 2004, section 16E)."""

    PARTNER = "partner", "Safeguarding partner"
    RELEVANT = "relevant", "Relevant agency"
    MEMBER = "member", "Member"
    LEADS = "leads", "Leads the group"


class Member(Orderable):
    """An agency, or a role in one, that sits on a group."""

    page = ParentalKey("governance.GroupPage", on_delete=models.CASCADE, related_name="members")
    agency = models.ForeignKey("governance.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(
        max_length=160, blank=True, help_text="The role, never a person’s name. Alone, or of the agency."
    )
    part = models.CharField("takes part as", max_length=20, choices=Part.choices, default=Part.MEMBER)

    panels = [FieldRowPanel([FieldPanel("agency"), FieldPanel("role"), FieldPanel("part")])]

    class Meta(Orderable.Meta):
        verbose_name = "member"

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.agency.name if self.agency else "", self.role]))
