"""The words of a version, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.blocks import paragraphs

if TYPE_CHECKING:
    from .models import Version


@dataclass(frozen=True)
class Words:
    """A section in plain paragraphs; the one without key, anchor and heading is what stands before the first."""

    key: str
    anchor: str
    heading: str
    paragraphs: list[str]


def sections_of(version: Version) -> Iterator[Words]:
    """The version's sections in order, what stands before the first of them first."""
    named = {entry["key"]: entry for entry in version.outline}
    lead: list[str] = []
    found = []
    for block in version.body:
        if block.block_type == "section":
            entry = named[block.id]
            content = block.value["content"]
            words = list(paragraphs(content.stream_block, content))
            found.append(Words(block.id, entry["anchor"], block.value["heading"], words))
        else:
            lead += paragraphs(block.block, block.value)
    if lead:
        yield Words("", "", "", lead)
    yield from found
