"""A block's value as plain paragraphs, in the order in which they are read: what searches find and comparisons compare."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock

from .text import lines


def paragraphs(block: blocks.Block, value: Any) -> Iterator[str]:
    """The words of the value, paragraph by paragraph; what it chooses, a contact or a resource, by its name."""
    if not value and value != 0:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield from lines(value.source)
    elif isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from paragraphs(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from paragraphs(block.child_block, item)
    elif isinstance(block, ImageBlock):
        yield value.contextual_alt_text or str(value)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from paragraphs(child, value.get(name))
    elif isinstance(block, BaseTypedTableBlock):
        yield from filter(None, [value.caption])
        yield " | ".join(column["heading"] for column in value.columns)
        for row in value.rows:
            yield " | ".join(" ".join(paragraphs(cell.block, cell.value)) for cell in row)
    elif isinstance(block, blocks.ChooserBlock):
        yield str(value)
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        yield from (line for line in str(value).splitlines() if line.strip())
    elif isinstance(block, blocks.FloatBlock):
        yield str(value).removesuffix(".0")
