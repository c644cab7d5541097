"""Search over what a reader's site shows: own pages and the shared ones showing through, nothing of a neighbour.

A small service of our own over Wagtail's database search, because it hides what differs between SQLite and PostgreSQL:
what a visitor types is reduced to words first (a lone quotation mark is an error for SQLite); word forms are tried side by
side (SQLite knows none); and hits are put in order here, since SQLite's own order costs the square of the hits.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.search.query import And, Or, PlainText, SearchQuery

from .audiences import Audience, reading
from .models import BasePage
from .overlay import Overlay

MAX_LENGTH = 100
MAX_WORDS = 8
MAX_HITS = 1000
FEW = 10
ALL_WORDS = 6
LISTED = ("title", "summary", "also_called", "readers", "path", "url_path")
EXTRACT = 240
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ENDINGS = ("ing", "ed", "es", "s", "er")
IRREGULAR = {"child": "children", "children": "child", "baby": "babies", "babies": "baby", "bully": "bullies"}


def words_of(text: str, most: int | None = MAX_WORDS) -> list[str]:
    """The words of a text in lower case, once each: of what a visitor typed at most eight, whatever else it holds."""
    found = WORD.findall(text[: MAX_LENGTH if most else None].lower().replace("’", "'"))
    return list(dict.fromkeys(found))[:most]


def forms(word: str) -> list[str]:
    """The word and its near forms, tried where the database knows no stems: “bully” also finds “bullying”."""
    stem = next((word.removesuffix(end) for end in ENDINGS if word.endswith(end) and len(word) - len(end) > 3), word)
    near = [word, stem, *[stem + end for end in ENDINGS if len(stem) > 3], IRREGULAR.get(word, word)]
    return list(dict.fromkeys(near))


@dataclass
class Hit:
    """One page found, with the words marked."""

    page: BasePage
    marked: re.Pattern[str]
    summary: str
    text: str
    url: str

    @property
    def title_html(self) -> SafeString:
        return _mark(self.page.title, self.marked)

    @property
    def extract_html(self) -> SafeString:
        """The summary, if it holds a word looked for; otherwise a passage around the first one in the text."""
        first = self.marked.search(self.text)
        if self.summary and (first is None or self.marked.search(self.summary)):
            return _mark(self.summary, self.marked)
        at = first.start() if first else 0
        start = max(0, self.text.rfind(" ", 0, max(0, at - EXTRACT // 3)) + 1)
        end = self.text.rfind(" ", 0, start + EXTRACT)
        passage = self.text[start : end if end > at else start + EXTRACT]
        return format_html("{}{}{}", "… " if start else "", _mark(passage, self.marked), " …")


def _mark(text: str, pattern: re.Pattern[str]) -> SafeString:
    return mark_safe(pattern.sub(lambda match: f"<mark>{match.group()}</mark>", escape(text)))


@dataclass
class Search:
    """One search of one site. `audience` keeps only the pages written for those readers."""

    overlay: Overlay
    query: str
    audience: Audience | None = None

    @cached_property
    def words(self) -> list[str]:
        return words_of(self.query)

    @cached_property
    def found(self) -> list[BasePage]:
        """Every page found, the best first. Where few hold all the words, those that hold some are added."""
        if not self.words:
            return []
        stems = connection.vendor == "postgresql"
        tried = [[word, IRREGULAR.get(word, word)] if stems else forms(word) for word in self.words]
        each: list[SearchQuery] = [Or([PlainText(form) for form in dict.fromkeys(near)]) for near in tried]
        whole = self._search(And(each) if len(each) > 1 else each[0])
        some: list[BasePage] = []
        if len(each) > 1 and len(whole) < FEW:
            some = self._search(Or([query for one in each for query in one.subqueries]))
        worth = {page: self._worth(page) + (ALL_WORDS if page in whole else 0) for page in [*whole, *some]}
        return sorted(worth, key=worth.__getitem__, reverse=True)

    def _search(self, query: SearchQuery) -> list[BasePage]:
        pages = self.overlay.pages().only(*LISTED)
        if self.audience:
            pages = pages.filter(reading(self.audience.value))
        ranked = connection.vendor == "postgresql"
        return list(pages.order_by("title").search(query, order_by_relevance=ranked)[:MAX_HITS])

    def _worth(self, page: BasePage) -> int:
        """Words in the title count most, then other names, then the summary; the database's order settles the rest."""
        places = ((page.title, 9), (page.also_called, 5), (page.summary, 2))
        return sum(worth for text, worth in places for word in set(self._matches(text)) if word)

    def _matches(self, text: str) -> Iterable[str]:
        return (match.group().lower() for match in self.pattern.finditer(text))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words, and words that begin with them, in escaped text."""
        stems = sorted({min(forms(word)[:2], key=len) for word in self.words}, key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(re.escape(escape(stem)) for stem in stems) + r")\w*", re.IGNORECASE)

    def hits(self, pages: list[BasePage]) -> list[Hit]:
        """The pages of one screen, with their text and addresses. One query."""
        texts = dict(BasePage.objects.filter(pk__in=[page.pk for page in pages]).values_list("pk", "plain_text"))
        young = self.audience is Audience.YOUNG_PEOPLE  # summaries are written for adults
        return [
            Hit(
                page=page,
                marked=self.pattern,
                summary="" if young else page.summary,
                text=self._text(texts.get(page.pk) or {}),
                url=self._url(page),
            )
            for page in pages
        ]

    def _text(self, parts: dict[str, str]) -> str:
        """The words this reader would see: an audience's part where one was asked for."""
        if self.audience and self.audience.value in parts:
            return parts[self.audience.value]
        return " ".join(parts.values())

    def _url(self, page: BasePage) -> str:
        """The page, or the part of it the audience reads."""
        path = self.overlay.path_of(page)
        if self.audience and path.startswith("/topics/") and self.audience.value in page.readers:
            return path.replace("/topics/", f"/{self.audience.value}/", 1)
        return path
