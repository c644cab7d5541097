"""What the body of a page is made of.

A section is a heading with its content, so headings come in order and the list “On this page” is right by construction.
"""

from collections import Counter

from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.utils.module_loading import import_string
from django.utils.text import slugify
from wagtail import blocks

from portal.audiences import AgeBand

from .media import PictureBlock, TableBlock
from .text import CalloutBlock, DoBlock, DontBlock, QuestionsBlock, StepsBlock, TextBlock, WarningBlock


class Content(blocks.StreamBlock):
    """The blocks any part of a page may hold; other apps bring theirs by name (`BODY_BLOCKS`)."""

    text = TextBlock()
    do = DoBlock()
    dont = DontBlock()
    warning = WarningBlock()
    callout = CalloutBlock()
    steps = StepsBlock()
    questions = QuestionsBlock()
    picture = PictureBlock()
    table = TableBlock()

    def __init__(self, local_blocks=None, **kwargs):
        brought = [(name, import_string(path)()) for name, path in settings.BODY_BLOCKS.items()]
        super().__init__([*brought, *(local_blocks or [])], **kwargs)


class SectionValue(blocks.StructValue):
    number = 1  # which of the sections under this very heading it is

    @property
    def anchor(self) -> str:
        """The section's address on the page."""
        name = slugify(self["heading"])[:60] or "section"
        return name if self.number == 1 else f"{name}-{self.number}"


class SectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=160)
    content = Content()

    class Meta:
        icon = "title"
        label = "Section"
        description = "A heading and what stands below it"
        template = "blocks/section.html"
        value_class = SectionValue
        preview_value = {"heading": "What to do first", "content": [("text", "<p>Start here.</p>")]}


class BandedSectionBlock(SectionBlock):
    """A section of the young people's part, with the ages it is written for; one text may serve several."""

    bands = blocks.MultipleChoiceBlock(
        choices=AgeBand.choices,
        label="Ages",
        help_text="Who this section is written for.",
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        label = "Section for ages"
        description = "A heading and what stands below it, for the ages you choose"
        form_layout = ["heading", "bands", "content"]


class Body(Content):
    """A page's body: sections, and a lead before them."""

    section = SectionBlock()

    class Meta:
        required = False


class YoungBody(blocks.StreamBlock):
    """The young people's part of a topic: sections only, each with its ages."""

    section = BandedSectionBlock()

    class Meta:
        required = False


def sections(body) -> list[SectionValue]:
    """The sections of a body, for “On this page”; those under the same heading are numbered, each its own anchor."""
    found = [child.value for child in body or () if child.block_type == "section"]
    seen: Counter[str] = Counter()
    for section in found:
        seen[section["heading"]] += 1
        section.number = seen[section["heading"]]
    return found
