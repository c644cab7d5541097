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
        self.paragraphs: list[tuple[str, bool]] = []  # each with whether it is part of a list
        self.words = ""
        self.links: list[tuple[str, int]] = []  # of those that are open: the address, and where the words begin
        self.link: tuple[str, str] | None = None  # the last one that ended: its words, its address
        self.lists: list[_List] = []
        self.marker = ""
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in SILENT:
            self.silent += 1
        elif tag in ("ul", "ol"):
            self.flush()
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
        self.link = (words, address)
        self.words += f" <{address}>"

    def flush(self, underline: str = "") -> None:
        """End a paragraph; one that is nothing but a link has the address on a line of its own."""
        lines = [" ".join(line.split()) for line in self.words.split("\n")]
        text = "\n".join(line for line in lines if line)
        link, self.link, self.words = self.link, None, ""
        if not text:
            return
        below = ""
        if link and text == f"{link[0]} <{link[1]}>":
            text, below = link
        before = "  " * (len(self.lists) - 1) + (self.marker or "  ") if self.lists else ""
        after = " " * len(before)
        self.marker = ""
        out = _wrapped(text, before, after)
        if underline:
            out += "\n" + underline * min(max(map(len, out.split("\n"))), WIDTH)
        if below:
            out += f"\n{after}{below}"
        self.paragraphs.append((out, bool(self.lists)))

    @property
    def text(self) -> str:
        """All of it: an empty line between paragraphs, none between the items of a list."""
        found = ""
        in_list = False
        for text, is_item in self.paragraphs:
            found += ("\n" if in_list and is_item else "\n\n" if found else "") + text
            in_list = is_item
        return found


def _wrapped(text: str, before: str, after: str) -> str:
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
