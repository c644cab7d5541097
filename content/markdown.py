"""Markdown of a content file, turned into the stored form of a page's blocks.

Headings of level 1 part a topic by audience, of level 2 begin sections; `:::` fences are blocks; `{{service}}` is a
contact chip. Everything else is running text, kept as Wagtail's rich text.
"""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from portal.audiences import AgeBand

from .source import ContentError

FENCES = ("do", "dont", "warning", "callout", "contact", "resources", "steps", "questions", "table")
RUNNING = ("paragraph", "bullet_list", "ordered_list", "heading")
SPANS = ("text", "strong", "em", "link", "softbreak")
CHIP = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
BANDS = re.compile(r"\s*\{([^{}]*)\}\s*$")


@dataclass
class Names:
    """What a text may name, and how it is stored: links to paths, services and resources by slug.

    `link` answers the attributes of the stored link, or None for a path that leads nowhere.
    """

    link: Callable[[str], dict[str, str] | None]
    services: dict[str, int]
    resources: dict[str, int]


@dataclass
class Part:
    """One audience's part of a topic, or the whole body of another page."""

    title: str
    line: int
    blocks: list[dict[str, Any]] = field(default_factory=list)


class _RichText(RendererHTML):
    """Writes running text as Wagtail stores it."""

    def __init__(self, parser: Any = None) -> None:
        super().__init__(parser)
        self.reader: Reader | None = None

    def text(self, tokens: list[Token], index: int, options: Any, env: Any) -> str:
        words = CHIP.split(tokens[index].content)
        chips = [f'<embed embedtype="service" slug="{self.reader.service(slug)}"/>' for slug in words[1::2]]
        return "".join(escape(word, quote=False) + chip for word, chip in zip(words[::2], [*chips, ""], strict=True))

    def link_open(self, tokens: list[Token], index: int, options: Any, env: Any) -> str:
        stored = self.reader.link(str(tokens[index].attrs["href"]))
        return "<a " + " ".join(f'{name}="{escape(value)}"' for name, value in stored.items()) + ">"

    def strong_open(self, *args: Any) -> str:
        return "<b>"

    def strong_close(self, *args: Any) -> str:
        return "</b>"

    def em_open(self, *args: Any) -> str:
        return "<i>"

    def em_close(self, *args: Any) -> str:
        return "</i>"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_RichText).enable("table")
    for name in FENCES:
        parser.use(container_plugin, name)
    return parser


class Reader:
    """Reads one body. Raises ContentError, with the file's own line number, for anything a page cannot hold."""

    def __init__(self, file: Path, text: str, offset: int, names: Names) -> None:
        self.file, self.offset, self.names = file, offset, names
        self.line = offset + 1
        self.markdown = _parser()
        self.markdown.renderer.reader = self
        self.tokens = self.markdown.parse(text)
        self.made = 0

    # --- what the text names -------------------------------------------------------------------

    def fail(self, problem: str) -> ContentError:
        return ContentError(self.file, self.line, problem)

    def service(self, slug: str) -> str:
        if slug not in self.names.services:
            raise self.fail(f"there is no service “{slug}”")
        return slug

    def link(self, href: str) -> dict[str, str]:
        stored = {"href": href} if href.startswith("https://") else self.names.link(href)
        if stored is None:
            raise self.fail(f"the link to “{href}” leads nowhere")
        return stored

    # --- parts and sections --------------------------------------------------------------------

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
            self.at(group[0])
            kind = group[0].type
            if kind == "heading_open" and group[0].tag in ("h1", "h2"):
                flush()
                title = group[1].content.strip()
                if group[0].tag == "h1":
                    parts.append(Part(title, self.line))
                    into = parts[-1].blocks
                else:
                    section = self.section(title)
                    parts[-1].blocks.append(section)
                    into = section["value"]["content"]
            elif kind.startswith("container_"):
                flush()
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
        named = BANDS.search(title)
        value: dict[str, Any] = {"heading": BANDS.sub("", title), "content": []}
        if named:
            value["bands"] = named.group(1).replace(",", " ").split()
            for band in value["bands"]:
                if band not in AgeBand.values:
                    raise self.fail(f"“{band}” is not an age band; they are {', '.join(AgeBand.values)}")
        return self.block("section", value)

    # --- blocks --------------------------------------------------------------------------------

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
                value = {"resources": self.items([self.resource(item[0], item[1].content.strip()) for item in self.list_items(inside)])}
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

    # --- tokens --------------------------------------------------------------------------------

    def at(self, token: Token) -> None:
        """Errors from here on name this token's line."""
        if token.map:
            self.line = self.offset + token.map[0] + 1

    @staticmethod
    def groups(tokens: list[Token]) -> list[list[Token]]:
        """The tokens by top-level element, each from its opening to its closing."""
        groups: list[list[Token]] = []
        depth = 0
        for token in tokens:
            if depth == 0:
                groups.append([])
            groups[-1].append(token)
            depth += token.nesting
        return groups

    def list_items(self, inside: list[Token]) -> list[list[Token]]:
        lists = [group for group in self.groups(inside) if group[0].type.endswith("list_open")]
        if len(lists) != 1 or len(self.groups(inside)) != 1:
            raise self.fail("this block holds one list and nothing else")
        return [group[1:-1] for group in self.groups(lists[0][1:-1])]

    def inline(self, token: Token) -> str:
        for child in token.children or []:
            if child.type.removesuffix("_open").removesuffix("_close") not in SPANS:
                raise self.fail(f"text cannot hold “{child.type.removesuffix('_inline')}”")
        return self.markdown.renderer.renderInline(token.children or [], self.markdown.options, {})

    def rich(self, tokens: list[Token]) -> str:
        """Running text as Wagtail stores it: no white space between elements, no tight-list shortcuts."""
        if any(not self.allowed(token) for token in tokens):
            unknown = next(token for token in tokens if not self.allowed(token))
            raise self.fail(f"text cannot hold “{unknown.type.removesuffix('_open')}”")
        out = []
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self.at(token)
                out.append(self.inline(token))
            elif token.type.startswith("paragraph") and self.tight(tokens, index):
                continue
            elif token.nesting:
                out.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")
        return "".join(out)

    @staticmethod
    def tight(tokens: list[Token], index: int) -> bool:
        return tokens[index].level > tokens[0].level and tokens[index].hidden

    @staticmethod
    def allowed(token: Token) -> bool:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        return kind in (*RUNNING, "list_item", "inline") and (kind != "heading" or token.tag == "h3")

    # --- stored form ---------------------------------------------------------------------------

    def block(self, kind: str, value: Any) -> dict[str, Any]:
        return {"type": kind, "value": value, "id": self.key()}

    def items(self, values: list[Any]) -> list[dict[str, Any]]:
        return [self.block("item", value) for value in values]

    def key(self) -> str:
        """The same block keeps its id from one load to the next."""
        self.made += 1
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.file.name}#{self.made}"))
