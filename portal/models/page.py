from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import AbstractPage, ShowInMenusMixin
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index

from portal import passages
from portal.addresses import OverlayPage
from portal.audiences import ReadersField
from portal.blocks.text import in_one_line
from portal.publication import RefusesToPublish
from portal.trees import check_new_slug

from .passage import Kind, Passage

REVIEW_AFTER = timedelta(days=365)


def next_review() -> date:
    """The date, in a year's time, by which a page written today is read again."""
    return timezone.localdate() + REVIEW_AFTER


class BasePage(OverlayPage, RefusesToPublish, ShowInMenusMixin, AbstractPage):
    """What every page has: a summary, its readers, who answers for it and when it is read again.

    It is the model behind `WAGTAIL_PAGE_MODEL` (ADR 0002): these are real columns, so a list over all types is one query.
    A page type adds its fields with `content_panels = BasePage.content_panels + [...]`. `readers` is set by the type, in
    `readers_now()`. What readers' searches find of it follows from `text_now()`; `search_fields` are for the admin's search.
    """

    adds_only = False  # True for a type that adds to the shared page at its path and never answers itself
    covers_below = False  # True for a type whose shared page, where an own one covers it, takes those below it along
    found_as: Kind | None = Kind.PAGE  # the kind of its passages; None for a type that writes them itself

    not_in_drafts: tuple[str, ...] = ()  # fields of the page and not of a draft, written as it is published or sent
    shows_its_documents = (
        False  # True for a type whose app says itself which documents readers may open (`portal.documents`)
    )

    summary = models.TextField(
        max_length=300,
        blank=True,
        help_text="One or two plain sentences: what the reader gets here. Shown in lists and search results.",
    )
    also_called = models.CharField(
        max_length=400, blank=True, help_text="Other words people search for, old names and common misspellings."
    )
    exit_button = models.BooleanField(
        "exit this page",
        default=False,
        help_text="Show “Exit this page”: for pages a reader may have to leave in a hurry.",
    )
    responsible = models.CharField(
        "kept by", max_length=120, blank=True, help_text="The team or role that answers for this text."
    )
    review_due = models.DateField("review by", default=next_review)
    to_confirm = models.TextField(
        "to be confirmed", blank=True, help_text="What the owner still has to confirm. Seen by staff only."
    )
    other_numbers = models.TextField(
        "numbers that are no contact of ours",
        blank=True,
        help_text="One a line: a telephone number that stands in the text, then why it does. Seen by staff only.",
    )
    readers = ReadersField()
    shared_page = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="local_pages",
        verbose_name="shared page this one replaces or adds to",
    )

    search_fields = [
        *AbstractPage.search_fields,
        *ShowInMenusMixin.search_fields,
        index.SearchField("summary", boost=3),
        index.SearchField("also_called", boost=5),
        index.AutocompleteField("also_called"),
        index.FilterField("url_path"),
    ]
    content_panels = [*AbstractPage.content_panels, FieldPanel("summary", required_on_save=True)]
    promote_panels = [
        FieldPanel("slug"),
        FieldPanel("also_called"),
        FieldPanel("exit_button"),
        *ShowInMenusMixin.promote_panels,
    ]
    settings_panels = [
        MultiFieldPanel(
            [FieldPanel(n) for n in ("responsible", "review_due", "to_confirm", "other_numbers")], "Keeping it right"
        ),
        *AbstractPage.settings_panels,
    ]

    class Meta(AbstractPageMeta):
        indexes = [models.Index(fields=["url_path"], name="page_url_path")]

    def readers_now(self) -> tuple[str, ...]:
        """The audiences and age bands this page is written for; a type that knows says so."""
        return self.readers

    def text_now(self) -> dict[str, str]:
        """The words of the page by audience; under the empty name those that are for every reader."""
        return {"": self.words_in("body")} if hasattr(self, "body") else {}

    def summary_for(self, audience: str) -> str:
        """What the page is about, in words for this audience; empty: for every reader."""
        return self.summary

    def in_brief(self, at: datetime | None = None) -> list[str]:
        """What a newsletter says of the page beside its title and summary: “Tuesday 3 March, 9am to midday”, “Online”."""
        return []

    @classmethod
    def in_brief_of(cls, pages: list, at: datetime | None = None) -> dict[int, list[str]]:
        """The same of several pages of the type, by id. A type that asks the database for it asks once for all of them."""
        return {page.pk: page.in_brief(at) for page in pages}

    def passages_now(self) -> list[Passage]:
        """What searches find of the page: one passage for each part."""
        return [
            Passage(
                kind=self.found_as,
                page=self,
                audience=audience,
                title=self.title,
                also_called=self.also_called,
                text=f"{self.summary_for(audience)} {words}".strip(),
            )
            for audience, words in (self.text_now() or {"": ""}).items()
        ]

    def words_in(self, name: str) -> str:
        """The words of one StreamField, without markup; headings end in a colon, so that an extract can be read."""
        stream = getattr(self, name)
        found = stream.stream_block.get_searchable_content(stream)
        return in_one_line((" ".join(passage.split()) for passage in found), ":")

    def with_content_json(self, content):
        """A draft keeps what is of the page itself, whatever that was when the draft was written."""
        page = super().with_content_json(content)
        if self.not_in_drafts:
            kept = type(self).objects.filter(pk=self.pk).values(*self.not_in_drafts).first() or {}
            for name, value in kept.items():
                setattr(page, name, value)
        return page

    def clean(self):
        super().clean()
        check_new_slug(self)

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.readers = self.readers_now()
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:  # else what is in memory may be a draft
            passages.keep(self if isinstance(self, self.specific_class) else self.specific)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        found = self.found(request)
        note = SimpleLazyObject(lambda: found.note) if found.noted else None
        context.update(trail=found.trail, note=note, exit=self.exit_button, canonical=self.canonical_url(request))
        return context
