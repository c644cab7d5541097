"""The blocks that show something: a picture, a table."""

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

from .text import LINE, RichTextBlock


class PictureBlock(blocks.StructBlock):
    """A picture with its words: text for those who cannot see it, or the editor's word that it is decoration."""

    image = ImageBlock()
    caption = blocks.CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        label = "Picture"
        description = "A picture, with words for those who cannot see it"
        template = "blocks/picture.html"


class TableBlock(TypedTableBlock):
    """Facts in rows and columns under headings; a cell may hold a link or a contact."""

    text = RichTextBlock(features=LINE)

    class Meta:
        icon = "table"
        label = "Table"
        description = "Facts in rows and columns, with a caption and headings"
        template = "blocks/table.html"
        preview_value = {
            "caption": "When the office is open",
            "columns": [{"type": "text", "heading": "Day"}, {"type": "text", "heading": "Hours"}],
            "rows": [{"values": ["<p>Monday</p>", "<p>9am to 5pm</p>"]}],
        }
