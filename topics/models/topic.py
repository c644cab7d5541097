from itertools import groupby

from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.search import index

from portal.audiences import AgeBand, Audience
from portal.blocks import Body, YoungBody
from portal.models import BasePage, Kind
from portal.overlay import Overlay


class Theme(models.TextChoices):
    """The shelves topics stand on, in the order the areas show them."""

    ABUSE = "abuse", "Abuse and exploitation"
    ONLINE = "online", "Life online"
    BABIES = "babies", "Babies and small children"
    EVERYDAY = "everyday", "Staying safe day to day"
    FAMILIES = "families", "Help for families"
    PRACTICE = "practice", "Working with children"


class TopicIndexPage(BasePage):
    """The A to Z of topics; the topics hang below it."""

    max_count_per_parent = 1
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["topics.TopicPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "topics index"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        overlay = Overlay.of(request)
        topics = overlay.pages(TopicPage).values_list("title", "summary", "slug", "readers")
        rows = [
            {
                "title": title,
                "summary": summary,
                "url": f"{overlay.path_of(self)}{slug}/",
                "audiences": [each for each in Audience if each.value in readers],
            }
            for title, summary, slug, readers in sorted(topics, key=lambda topic: topic[0].lower())
        ]
        context["letters"] = [
            {"letter": letter, "topics": list(group)}
            for letter, group in groupby(rows, lambda row: row["title"][:1].upper())
        ]
        return context


class TopicPage(BasePage):
    """One subject, one page, with a part for each audience that needs one.

    The sections of the young people's part carry age bands, so that one text serves several. Readers come to a part
    through their area (`/parents/<topic>/`); the page itself offers the parts it has.
    """

    found_as = Kind.TOPIC

    theme = models.CharField(max_length=20, choices=Theme.choices, default=Theme.EVERYDAY)
    young_summary = models.TextField(
        "summary for young people",
        max_length=160,
        blank=True,
        help_text="One short sentence in their words, shown in place of the summary in the young people's area.",
    )
    professionals = StreamField(Body(), blank=True)
    parents = StreamField(Body(), blank=True)
    young_people = StreamField(YoungBody(), blank=True)

    parent_page_types = ["topics.TopicIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("theme")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("young_summary"),
        *[index.SearchField(audience.field) for audience in Audience],
        index.FilterField("theme"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Topic"),
            *[
                ObjectList([FieldPanel(each.field)], heading=each.label)
                for each in Audience
                if each.value != "young-people"
            ],
            ObjectList([FieldPanel("young_summary"), FieldPanel("young_people")], heading=Audience.YOUNG_PEOPLE.label),
            ObjectList(BasePage.promote_panels, heading="Promote"),
            ObjectList(BasePage.settings_panels, heading="Settings"),
        ]
    )

    class Meta:
        verbose_name = "topic"

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """Only where readers look for topics: below `/topics/`, be it SET's index or a partnership's stub."""
        return super().can_create_at(parent) and parent.slug == "topics" and parent.depth == 3

    def can_move_to(self, parent) -> bool:
        return super().can_move_to(parent) and parent.slug == "topics" and parent.depth == 3

    def readers_now(self) -> tuple[str, ...]:
        return (*[a.value for a in Audience if len(getattr(self, a.field))], *self.bands)

    def text_now(self) -> dict[str, str]:
        return {each.value: self.words_in(each.field) for each in self.audiences}

    def summary_for(self, audience: str) -> str:
        return self.young_summary if audience == Audience.YOUNG_PEOPLE else self.summary

    @property
    def audiences(self) -> list[Audience]:
        """The audiences that have a part here."""
        return [each for each in Audience if each.value in self.readers]

    @property
    def bands(self) -> list[AgeBand]:
        """The age bands that have a section here, youngest first."""
        named = {band for section in self.young_people for band in section.value["bands"]}
        return [band for band in AgeBand if band.value in named]

    def part(self, audience: Audience, band: AgeBand | None = None) -> list:
        """The blocks that this audience, or this age band of young people, reads. Raises Http404 if there are none."""
        blocks = [
            block for block in getattr(self, audience.field) if band is None or band.value in block.value["bands"]
        ]
        if not blocks:
            raise Http404(f"“{self.title}” has no part for {band.label if band else audience.label}.")
        return blocks

    def get_context(self, request, *args, **kwargs):
        from ..campaigns import about
        from ..views import topic_url

        context = super().get_context(request, *args, **kwargs)
        context["campaigns"] = about(Overlay.of(request), [self.slug], at=getattr(request, "at", None))
        context["parts"] = [{"audience": each, "url": topic_url(self.slug, each)} for each in self.audiences]
        return context

    def serve(self, request, *args, **kwargs):
        """A topic written for one audience only is read there at once."""
        from ..views import topic_url

        if len(self.audiences) == 1:
            return redirect(topic_url(self.slug, self.audiences[0]))
        return super().serve(request, *args, **kwargs)

    @property
    def preview_modes(self):
        """The page itself, and each part as its audience reads it."""
        modes = super().preview_modes
        return [modes[0], *[(each.value, f"For {each.label.lower()}") for each in Audience], *modes[1:]]

    def serve_preview(self, request, mode_name):
        from ..views import part_context

        if mode_name not in Audience.values:
            return super().serve_preview(request, mode_name)
        context = part_context(request, self, Audience(mode_name), None, self.found(request))
        return TemplateResponse(request, "topics/topic_part.html", context)
