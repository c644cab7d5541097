"""The plain text of a letter, from the words of its page: the same in both, in an order and a shape that reads well.

Headings are underlined, items of lists hang, and the address of a link follows the words it belongs to. Lines end before
they get long; an address is never broken.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html.parser import HTMLParser

WIDTH = 72
UNDERLINES = {"h1": "=", "h2": "-"}
BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "td",
    "figure",
    "figcaption",
    "section",
    "article",
}
SILENT = {"style", "script", "head", "title"}
SAYS_ITSELF = ("tel:", "sms:", "mailto:")
"""Links whose words are the number or the address already."""


@dataclass
class _List:
    """A list that is being read: whether its items are numbered, and how many there were."""

    numbered: bool
    count: int = 0

    def marker(self) -> str:
        self.count += 1
        return f"{self.count}. " if self.numbered else "- "


class _Reader(HTMLParser):
    """Collects the paragraphs of a page, each as lines that are short enough."""

    def __init__(self, root_url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root_url = root_url
        self.paragraphs: list[tuple[str, int]] = []  # each with the number of its list, 0 outside lists
        self.lists_seen = 0
        self.words = ""
        self.links: list[tuple[str, int]] = []  # of those that are open: the address, and where the words begin
        self.ended: dict[
            str, str
        ] = {}  # of the links of a paragraph: words and address as they stand, and on two lines
        self.lists: list[_List] = []
        self.marker = ""
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in SILENT:
            self.silent += 1
        elif tag in ("ul", "ol"):
            self.flush()
            self.lists_seen += not self.lists
            self.lists.append(_List(tag == "ol"))
        elif tag == "li":
            self.flush()
            self.marker = self.lists[-1].marker() if self.lists else "- "
        elif tag in BLOCKS:
            self.flush()
        elif tag == "br":
            self.words += "\n"
        elif tag == "img" and said.get("alt"):
            self.words += f" [Picture: {said['alt']}] "
        elif tag == "a":
            self.links.append((said.get("href") or "", len(self.words)))

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        elif tag == "a" and self.links:
            self.end_link()
        elif tag in ("ul", "ol"):
            self.flush()
            if self.lists:
                self.lists.pop()
        elif tag in BLOCKS or tag == "li":
            self.flush(UNDERLINES.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words += data.replace("\n", " ")

    def end_link(self) -> None:
        address, begins = self.links.pop()
        words = " ".join(self.words[begins:].split())
        if address.startswith("/") and not address.startswith("//"):
            address = self.root_url + address
        if not address or address.startswith(("#", *SAYS_ITSELF)) or not words or address == words:
            return
        self.ended[f"{words} <{address}>"] = f"{words}\n{address}"
        self.words += f" <{address}>"

    def flush(self, underline: str = "") -> None:
        """End a paragraph. Where a line is nothing but a link, the address has a line of its own."""
        lines = [" ".join(line.split()) for line in self.words.split("\n")]
        text = "\n".join(self.ended.get(line, line) for line in lines if line)
        self.ended, self.words = {}, ""
        if not text:
            return
        before = "  " * (len(self.lists) - 1) + (self.marker or "  ") if self.lists else ""
        out = _wrapped(text, before)
        self.marker = ""
        if underline:
            heading = _wrapped(text.split("\n")[0], before)
            line = underline * min(max(map(len, heading.split("\n"))), WIDTH)
            out = f"{heading}\n{line}{out.removeprefix(heading)}"
        self.paragraphs.append((out, self.lists_seen if self.lists else 0))

    @property
    def text(self) -> str:
        """All of it: an empty line between paragraphs, none between the items of a list."""
        found, before = "", 0
        for text, of_list in self.paragraphs:
            found += ("\n" if of_list and of_list == before else "\n\n" if found else "") + text
            before = of_list
        return found


def _wrapped(text: str, before: str) -> str:
    """The text in lines that are short enough, the first one after what stands before it and the others below that."""
    after = " " * len(before)
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=after if lines else before,
            subsequent_indent=after,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def as_text(html: str, root_url: str = "") -> str:
    """The words of some HTML as plain text; addresses that begin at the root of the site are of the site at `root_url`."""
    reader = _Reader(root_url)
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.text
