"""Figures as data: a table that the page also draws."""

from typing import Any

from django.utils.safestring import mark_safe
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

from . import figures


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

    def clean(self, value: Any) -> Any:
        """A draft may hold half a table; to be published it has to make figures that can be drawn."""
        value = super().clean(value)
        if not self.is_deferred_validation:
            found = list(figures.problems(value["table"])) or list(figures.not_drawn(value))
            if found:
                error = TypedTableBlockValidationError(non_block_errors=found)
                raise StructBlockValidationError(block_errors={"table": error})
        return value

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "drawn": mark_safe(figures.drawn(value)), "rows": figures.cells(value)}

    class Meta:
        icon = "table"
        label = "Figures"
        description = "Numbers as a drawing with the table beside it"
        template = "blocks/figures.html"
