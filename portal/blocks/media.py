"""The blocks that show something: a picture, a table."""

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    """A picture with its words: text for those who cannot see it, or the editor's word that it is decoration."""

    image = ImageBlock()
    caption = blocks.CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        label = "Picture"
        description = "A picture, with words for those who cannot see it"
        template = "blocks/picture.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=160, help_text="What the table shows.")
    table = WagtailTableBlock(
        table_options={"contextMenu": ["row_above", "row_below", "col_left", "col_right", "remove_row", "remove_col"]}
    )

    class Meta:
        icon = "table"
        label = "Table"
        description = "Facts in rows and columns, with a caption and headings"
        template = "blocks/table.html"
        preview_value = {
            "caption": "When the office is open",
            "table": {"data": [["Day", "Hours"], ["Monday", "9am to 5pm"]], "first_row_is_table_header": True},
        }
