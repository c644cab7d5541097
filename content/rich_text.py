"""Running text of a content file, read as Markdown and written as Wagtail stores it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from .source import ContentError, Record

FENCES = ("do", "dont", "warning", "callout", "contact", "resources", "steps", "questions", "table")
RUNNING = ("paragraph", "bullet_list", "ordered_list", "heading")
SPANS = ("text", "strong", "em", "link", "softbreak")
CHIP = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")


@dataclass
class Names:
    """What a text may name, and how it is stored: links to paths, services and resources by slug.

    `link` answers the attributes of the stored link, or None for a path that leads nowhere.
    """

    link: Callable[[str], dict[str, str] | None]
    services: dict[str, int]
    resources: dict[str, int]


class _RichText(RendererHTML):
    """Writes running text as Wagtail stores it."""

    def __init__(self, parser: Any = None) -> None:
        super().__init__(parser)
        self.reader: TextReader | None = None

    def text(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
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


class TextReader:
    """The elements of one body and the rich text they hold.

    Raises ContentError, with the file's own line number, for anything a text cannot hold or name.
    """

    def __init__(self, file: Path, text: str, offset: int, names: Names) -> None:
        self.file, self.offset, self.names = file, offset, names
        self.line = offset + 1
        self.markdown = _parser()
        self.markdown.renderer.reader = self
        self.tokens = self.markdown.parse(text)

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


def one_line(record: Record, text: str, names: Names) -> str:
    """A value of a head as rich text: words, links and contact chips, no lists or headings. Raises ContentError at its record."""
    reader = TextReader(record.file, text, record.line - 1, names)
    if any(token.type not in ("paragraph_open", "paragraph_close", "inline") for token in reader.tokens):
        raise record.error(f"“{text.splitlines()[0]}” must be running text")
    return reader.rich(reader.tokens)
