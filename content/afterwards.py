"""A body in two parts: the text before something takes place, and under “# Afterwards” what came of it."""

import json

from .markdown import Part
from .page_files import Source
from .source import ContentError

AFTERWARDS = "Afterwards"


def before_and_after(parts: list[Part], source: Source, of: str) -> tuple[str, str]:
    """Both parts as their fields store them. Raises ContentError for any other part; `of` names the thing: “an event”."""
    for part in parts:
        if part.title not in ("", AFTERWARDS):
            raise ContentError(source.file, part.line, f"“# {part.title}” is not a part of {of}: # {AFTERWARDS}")
    texts = {part.title: part.blocks for part in parts}
    return json.dumps(texts.get("", [])), json.dumps(texts.get(AFTERWARDS, []))
