"""The blocks that hold words: running text, lists of advice, warnings, steps, questions."""

import re
from collections.abc import Iterable
from html import unescape

from wagtail import blocks
from wagtail.rich_text import RichText

LINE = ["bold", "italic", "link", "document-link", "service"]
"""Rich text features of one line or a short passage; `service` is the contact chip."""
PASSAGE = [*LINE, "h3", "ol", "ul"]


CHIP = re.compile(r'<embed [^>]*slug="([\w-]+)"[^>]*>')
END = re.compile(r"</(?:p|li|h\d)>|<br ?/?>")
TAG = re.compile(r"<[^>]+>")


def plain(source: str) -> str:
    """Rich text as plain words, in one line: a mark stands between lines that end without one."""
    return in_one_line(lines(source), ";")


def in_one_line(passages: Iterable[str], mark: str) -> str:
    """The passages one after another, each that ends without a mark of its own followed by this one; empty ones left out."""
    return " ".join(words if words[-1] in ".!?:;," else f"{words}{mark}" for words in passages if words)


def lines(source: str) -> list[str]:
    """The paragraphs, list items and headings of rich text in plain words; contacts by the name of their service."""
    text = TAG.sub("", END.sub("\n", CHIP.sub(lambda chip: chip[1].replace("-", " "), source)))
    return [line for line in (" ".join(unescape(line).split()) for line in text.split("\n")) if line]


class RichTextBlock(blocks.RichTextBlock):
    """Wagtail's rich text, whose words for search are also fit to be read in an extract."""

    def get_searchable_content(self, value: RichText) -> list[str]:
        return [plain(value.source)] if self.search_index else []


class TextBlock(RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=PASSAGE, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = "Text"
        description = "Paragraphs, lists and links"
        template = "blocks/text.html"
        preview_value = "<p>Short paragraphs, one thought each. Put the most useful thing first.</p>"


class AdviceBlock(blocks.StructBlock):
    """A list of things to do, or of things not to do."""

    items = blocks.ListBlock(RichTextBlock(features=LINE, label="Line"), min_num=1)


class DoBlock(AdviceBlock):
    class Meta:
        icon = "check"
        label = "Do"
        description = "A list of things to do"
        template = "blocks/do.html"
        preview_value = {"items": ["<p>Listen, and stay calm.</p>", "<p>Thank them for telling you.</p>"]}


class DontBlock(AdviceBlock):
    class Meta:
        icon = "cross"
        label = "Don’t"
        description = "A list of things not to do"
        template = "blocks/dont.html"
        preview_value = {"items": ["<p>Promise to keep it secret.</p>"]}


class PanelBlock(blocks.StructBlock):
    """A passage set apart under a heading of its own."""

    heading = blocks.CharBlock(max_length=120)
    text = RichTextBlock(features=[*LINE, "ol", "ul"])


class WarningBlock(PanelBlock):
    class Meta:
        icon = "warning"
        label = "Warning"
        description = "Danger, and what to do at once. Use it rarely"
        template = "blocks/warning.html"
        preview_value = {"heading": "If someone is in danger now", "text": "<p>Ring the emergency number.</p>"}


class CalloutBlock(PanelBlock):
    class Meta:
        icon = "info-circle"
        label = "Callout"
        description = "A point worth noticing"
        template = "blocks/callout.html"
        preview_value = {"heading": "Good to know", "text": "<p>You can ask for advice without giving a name.</p>"}


class StepsBlock(blocks.StructBlock):
    """Things to do in order."""

    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(max_length=160)),
                ("text", RichTextBlock(features=[*LINE, "ul"], required=False)),
            ]
        ),
        min_num=1,
    )

    class Meta:
        icon = "list-ol"
        label = "Steps"
        description = "Numbered steps, in the order they are done"
        template = "blocks/steps.html"
        preview_value = {"steps": [{"title": "Tell your manager.", "text": "<p>Do it at once.</p>"}]}


class QuestionsBlock(blocks.StructBlock):
    """Questions with their answers, all in view."""

    questions = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("question", blocks.CharBlock(max_length=160)),
                ("answer", RichTextBlock(features=[*LINE, "ol", "ul"])),
            ]
        ),
        min_num=1,
    )

    class Meta:
        icon = "help"
        label = "Questions and answers"
        description = "Questions people ask, each with its answer"
        template = "blocks/questions.html"
        preview_value = {"questions": [{"question": "Will they know it was me?", "answer": "<p>You can ask.</p>"}]}
