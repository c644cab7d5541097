"""Figures as data: a table that the page also draws."""

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class FiguresBlock(blocks.StructBlock):
    """Figures by label, in one or more columns of numbers: drawn as bars or lines, with the table beside the drawing."""

    heading = blocks.CharBlock(max_length=160, help_text="What the figures show, with the place and the years.")
    said = blocks.TextBlock(
        max_length=600,
        rows=2,
        label="In words",
        help_text="What a reader should take from them. Read out instead of the drawing.",
    )
    drawn = blocks.ChoiceBlock(
        choices=[("bars", "Bars"), ("lines", "Lines, for years")], default="bars", label="Drawn as"
    )
    unit = blocks.CharBlock(max_length=40, required=False, help_text="As in “children” or “%”.")
    table = TypedTableBlock(
        [
            ("label", blocks.CharBlock(max_length=80, label="Label")),
            ("number", blocks.FloatBlock(label="Number", required=False)),
        ],
        help_text="The first column says what each row is; every other column is numbers.",
    )
    source = blocks.CharBlock(max_length=200, required=False, help_text="Where the figures come from, and their date.")

    class Meta:
        icon = "table"
        label = "Figures"
        description = "Numbers as a drawing with the table beside it"
        template = "blocks/figures.html"
