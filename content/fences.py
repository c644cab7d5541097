"""The `:::` blocks of a content file, turned into the stored form of a page's blocks."""

import uuid
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from .rich_text import Names, TextReader


class FenceReader(TextReader):
    """Reads the blocks; each keeps its id from one load to the next."""

    made = 0

    def __init__(self, file: Path, text: str, offset: int, names: Names) -> None:
        super().__init__(file, text, offset, names)
        self.named: dict[str, str] = {}  # the keys of the sections that the file names

    def fence(self, name: str, group: list[Token]) -> dict[str, Any]:
        words = group[0].info.strip().removeprefix(name).strip()
        inside = group[1:-1]
        self.at(group[0])
        match name:
            case "do" | "dont":
                value: Any = {"items": self.items([self.rich(item) for item in self.list_items(inside)])}
            case "warning" | "callout":
                if not words:
                    raise self.fail(f"“::: {name}” needs a heading on its line")
                value = {"heading": words, "text": self.rich(inside)}
            case "contact":
                value = {"service": self.names.services[self.service(words)]}
            case "resources":
                value = {
                    "resources": self.items(
                        [self.resource(item[0], item[1].content.strip()) for item in self.list_items(inside)]
                    )
                }
            case "steps":
                value = {"steps": self.items([self.step(item) for item in self.list_items(inside)])}
            case "questions":
                value = {"questions": self.items(self.questions(inside))}
            case _:
                value = self.table(words, inside)
        return self.block(name, value)

    def resource(self, paragraph: Token, slug: str) -> int:
        self.at(paragraph)
        if slug not in self.names.resources:
            raise self.fail(f"there is no resource “{slug}”")
        return self.names.resources[slug]

    def step(self, item: list[Token]) -> dict[str, str]:
        """A step's title is what its first paragraph says in bold."""
        inline = item[1]
        self.at(item[0])
        children = [child for child in inline.children or [] if child.type != "text" or child.content]
        if not children or children[0].type != "strong_open":
            raise self.fail("a step begins with its title in bold")
        end = next(i for i, child in enumerate(children) if child.type == "strong_close")
        title = "".join(child.content for child in children[1:end])
        inline.children = children[end + 1 :]
        if inline.children and inline.children[0].type == "text":
            inline.children[0].content = inline.children[0].content.lstrip(" :-–—")
        rest = self.rich(item)
        return {"title": title, "text": "" if rest == "<p></p>" else rest.replace("<p></p>", "", 1)}

    def questions(self, inside: list[Token]) -> list[dict[str, str]]:
        found: list[dict[str, Any]] = []
        for group in self.groups(inside):
            self.at(group[0])
            if group[0].type == "heading_open":
                found.append({"question": group[1].content.strip(), "answer": []})
            elif found:
                found[-1]["answer"].extend(group)
            else:
                raise self.fail("questions begin with a “### Question” heading")
        return [{**pair, "answer": self.rich(pair["answer"])} for pair in found]

    def table(self, caption: str, inside: list[Token]) -> dict[str, Any]:
        rows: list[list[str]] = []
        for index, token in enumerate(inside):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                self.at(inside[index + 1])
                cell = inside[index + 1]
                plain = token.type == "th_open"
                rows[-1].append(cell.content if plain else f"<p>{self.inline(cell)}</p>")
        if not rows or not caption:
            raise self.fail("a table needs a caption on its fence line and rows of “| … |”")
        return {
            "caption": caption,
            "columns": [{"type": "text", "heading": heading} for heading in rows[0]],
            "rows": [{"values": row} for row in rows[1:]],
        }

    def block(self, kind: str, value: Any) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": self.key()}

    def items(self, values: list[Any]) -> list[dict[str, Any]]:
        return [self.block("item", value) for value in values]

    def key(self) -> str:
        self.made += 1
        return self.key_of(str(self.made))

    def key_of(self, name: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.file.name}#{name}"))
