"""The links of a rich text as it is stored."""

from __future__ import annotations

from html.parser import HTMLParser


class _Anchors(HTMLParser):
    """Collects where each leads, with the words that carry it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.href: str | None = None  # of the link that is open
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a":
            kind = values.get("linktype", "")
            self.href = f"{kind}:{values.get('id', '')}" if kind in ("page", "document") else values.get("href", "")
            self.words = ""
        elif tag == "embed" and values.get("embedtype") == "media":
            self.found.append((values.get("url", ""), ""))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.href is not None:
            self.found.append((self.href, " ".join(self.words.split())))
            self.href = None


def anchors(source: str) -> list[tuple[str, str]]:
    """Where each leads (an address, `page:12`, `document:7`, or nothing) and its words."""
    parser = _Anchors()
    parser.feed(source)
    parser.close()
    return parser.found
