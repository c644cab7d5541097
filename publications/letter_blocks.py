"""What an issue of a newsletter is made of: few blocks, each of which a page and an e-mail can show.

A block has a template for the page and one for the letter, `templates/letters/blocks/`. What an item says is looked up for
all items of an issue at once (`items`) and left with the block's value as `shown`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from portal.blocks.body import SectionBlock
from portal.blocks.media import PictureBlock
from portal.blocks.text import CalloutBlock, TextBlock

if TYPE_CHECKING:
    from .items import Item

NO_PAGE = "Choose a page, or write a title of your own."
FOLLOWS = (
    "Its title, summary and facts are shown as they are now, until the issue is sent; then they stay as they were sent."
)


KNOWN: ContextVar[dict[int, Any] | None] = ContextVar("known_pages", default=None)
"""The pages that an issue names, by id, while `items` looks at its body: its blocks then ask the database for none."""


class KnownPageChooserBlock(blocks.PageChooserBlock):
    """Chooses a page; of an issue that is being shown, all of them were fetched together."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        known = KNOWN.get()
        return super().bulk_to_python(values) if known is None else [known.get(pk) for pk in values]


class ItemValue(blocks.StructValue):
    """What is shown of the page that it chooses; None where that is not known, or where there is nothing to show."""

    shown: Item | None = None


class ItemsValue(blocks.StructValue):
    shown: list[Item] = []


class ItemBlock(blocks.StructBlock):
    """A page of the portal, told of in the newsletter."""

    page = KnownPageChooserBlock(required=False, help_text=FOLLOWS)
    title = blocks.CharBlock(
        max_length=160, required=False, label="Title of your own", help_text="Instead of the page’s."
    )
    words = blocks.TextBlock(
        max_length=600, required=False, rows=2, label="A sentence of your own", help_text="Stands before the summary."
    )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and not value["page"] and not value["title"]:
            raise StructBlockValidationError(block_errors={"page": ValidationError(NO_PAGE)})
        return value

    class Meta:
        icon = "doc-empty-inverse"
        label = "Item"
        description = "A page of the portal: an event, a review, a procedure, a campaign"
        template = "blocks/newsletter_item.html"
        value_class = ItemValue


class ItemsBlock(blocks.StructBlock):
    """Several pages, each with no more than its title and its facts."""

    pages = blocks.ListBlock(KnownPageChooserBlock(), min_num=1, help_text=FOLLOWS)

    class Meta:
        icon = "list-ul"
        label = "List of items"
        description = "Several pages in short: their titles and facts, such as dates for the diary"
        template = "blocks/newsletter_items.html"
        value_class = ItemsValue


class ButtonBlock(blocks.StructBlock):
    """The one thing to do next."""

    words = blocks.CharBlock(max_length=80, help_text="What happens: “Book a place”. Never “Click here”.")
    page = KnownPageChooserBlock(required=False)
    url = blocks.URLBlock(required=False, label="Or an address elsewhere")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and bool(value["page"]) == bool(value["url"]):
            wrong = ValidationError("Choose a page, or write an address: one of the two.")
            raise StructBlockValidationError(block_errors={"page": wrong})
        return value

    class Meta:
        icon = "link"
        label = "Button"
        description = "A link that is easy to press: the one thing to do next"
        template = "blocks/newsletter_button.html"
        value_class = ItemValue


class LetterContent(blocks.StreamBlock):
    """The blocks that any part of an issue may hold."""

    text = TextBlock()
    item = ItemBlock()
    items = ItemsBlock()
    button = ButtonBlock()
    picture = PictureBlock()
    callout = CalloutBlock()


class SectionContent(LetterContent):
    """What stands under a heading, with what needs one. The blocks of other apps are named by the settings."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        brought = [(name, import_string(settings.BODY_BLOCKS[name])()) for name in ("contact", "resources")]
        super().__init__([*brought, *(local_blocks or [])], **kwargs)


class LetterSectionBlock(SectionBlock):
    """A heading of the issue and what stands below it."""

    content = SectionContent()

    class Meta:
        preview_value = {"heading": "Dates for your diary", "content": [("text", "<p>What is on this term.</p>")]}


class LetterBody(LetterContent):
    """An issue: sections, and a few words before them."""

    section = LetterSectionBlock()

    class Meta:
        required = False
