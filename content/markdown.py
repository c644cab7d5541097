"""The body of a content file: parted by audience, divided into sections.

Headings of level 1 part a topic by audience, of level 2 begin sections; `:::` fences are blocks; `{{service}}` is a
contact chip. Everything else is running text. A section may have a lasting name, `## Heading {#name}`: by it links find the
section, and the portal knows it again, under whatever heading and wherever it moves.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from portal.audiences import AgeBand

from .fences import FenceReader
from .rich_text import RUNNING
from .source import ContentError

BANDS = re.compile(r"\s*\{([^{}]*)\}\s*$")
NAME = re.compile(r"#([a-z][a-z0-9-]*)")


@dataclass
class Part:
    """One audience's part of a topic, or the whole body of another page."""

    title: str
    line: int
    blocks: list[dict[str, Any]] = field(default_factory=list)


class Reader(FenceReader):
    """Reads one body. Raises ContentError, with the file's own line number, for anything a page cannot hold."""

    def parts(self) -> list[Part]:
        """The body, parted by its level 1 headings; text before the first stands in a part without a title."""
        parts = [Part("", self.offset + 1)]
        into = parts[0].blocks
        running: list[Token] = []

        def flush() -> None:
            if running:
                into.append(self.block("text", self.rich(running)))
                running.clear()

        for group in self.groups(self.tokens):
            kind = group[0].type
            divides = kind == "heading_open" and group[0].tag in ("h1", "h2")
            if divides or kind.startswith("container_"):
                flush()
            self.at(group[0])
            if divides:
                title = group[1].content.strip()
                if group[0].tag == "h1":
                    parts.append(Part(title, self.line))
                    into = parts[-1].blocks
                else:
                    section = self.section(title)
                    parts[-1].blocks.append(section)
                    into = section["value"]["content"]
            elif kind.startswith("container_"):
                into.append(self.fence(kind.split("_")[1], group))
            elif kind.split("_open")[0] in RUNNING:
                if group[1].content.startswith(":::"):
                    raise self.fail(f"“{group[1].content.splitlines()[0]}” is not a block, or is not closed")
                running.extend(group)
            else:
                raise self.fail(f"a page cannot hold “{kind.removesuffix('_open')}”")
        flush()
        for part in parts:
            for block in part.blocks:
                if block["type"] == "section" and not block["value"]["content"]:
                    raise ContentError(self.file, part.line, f"nothing stands under “{block['value']['heading']}”")
        return [part for part in parts if part.title or part.blocks]

    def section(self, title: str) -> dict[str, Any]:
        braced = BANDS.search(title)
        value: dict[str, Any] = {"heading": BANDS.sub("", title), "content": []}
        if braced and braced.group(1).startswith("#"):
            return {"type": "section", "value": value, "id": self.named_key(braced.group(1))}
        if braced:
            value["bands"] = braced.group(1).replace(",", " ").split()
            for band in value["bands"]:
                if band not in AgeBand.values:
                    raise self.fail(f"“{band}” is not an age band; they are {', '.join(AgeBand.values)}")
        return self.block("section", value)

    def named_key(self, written: str) -> str:
        """The lasting key of a section that the file names, `#reporting`."""
        if not NAME.fullmatch(written):
            raise self.fail(f"“{written}” is not a name for a section: small letters, digits and hyphens after the #")
        name = written[1:]
        if name in self.named:
            raise self.fail(f"two sections are named “{written}”")
        self.named[name] = self.key_of(name)
        return self.named[name]
