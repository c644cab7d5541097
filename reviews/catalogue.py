"""Every review that a site shows, as its lists need it: light, in order, and remembered until someone publishes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.text import slugify

from portal import generation
from portal.feeds import owner_of
from portal.overlay import Overlay

from .dates import in_words, when
from .models import FROM_ELSEWHERE, Decision, ReviewKind, ReviewPage

AREA, THEME = "area", "theme"

NATIONAL = "national"
"""The word in addresses for reviews about no partnership of the portal."""


@dataclass(frozen=True)
class Entry:
    """A review in a list."""

    page: int
    slug: str
    title: str
    summary: str
    kind: str
    called: str
    pseudonyms: str
    decision: str
    reason: str
    published_on: date | None
    published_note: str
    areas: tuple[str, ...]  # the partnerships it is about, as words in addresses; `national`
    area_names: tuple[str, ...]
    themes: tuple[str, ...]
    is_own: bool
    owner: str  # the host of the site that owns it
    released_at: datetime | None
    updated_at: datetime | None

    @property
    def url(self) -> str:
        return f"/reviews/{self.slug}/"

    @property
    def kind_words(self) -> str:
        """What its authors call it, or else its kind."""
        return self.called or str(ReviewKind(self.kind).label)

    @property
    def state(self) -> Decision:
        return Decision(self.decision)

    @property
    def published(self) -> str:
        """The day, or what is known of it, in words; empty if nothing is."""
        return in_words(self.published_on, self.published_note)

    @property
    def year(self) -> int | None:
        return self.when[0] or None

    @property
    def when(self) -> tuple[int, int, int]:
        return when(self.published_on, self.published_note)


@dataclass(frozen=True)
class Catalogue:
    """The live reviews of a site: those under way, and the others, the newest first; and the themes they are about."""

    under_way: list[Entry]
    listed: list[Entry]
    themes: dict[str, str]  # the titles by slug, in the themes' order

    @property
    def all(self) -> list[Entry]:
        return [*self.listed, *self.under_way]


def catalogue(overlay: Overlay) -> Catalogue:
    """Two queries, remembered until someone publishes. Nothing of it depends on the clock."""
    return generation.remembered(f"reviews:{overlay.site.pk}", lambda: _load(overlay))


def area_word(name: str) -> str:
    """A partnership's short name as a word in addresses."""
    return slugify(name)


def _load(overlay: Overlay) -> Catalogue:
    pages = list(overlay.pages(ReviewPage).defer("body"))
    about: defaultdict[int, list[str]] = defaultdict(list)
    of_page: defaultdict[int, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    for row in connected(reviewpage__live=True):
        if row["what"] == THEME:
            of_page[row["of"]].append(row["word"])
            titles[row["word"]] = row["title"]
        else:
            about[row["of"]].append(row["title"])
    entries = [_entry(overlay, page, about[page.pk], of_page[page.pk]) for page in pages]
    entries.sort(key=lambda entry: entry.title.lower())
    entries.sort(key=lambda entry: entry.when, reverse=True)
    used = {slug for entry in entries for slug in entry.themes}
    return Catalogue(
        under_way=[entry for entry in entries if entry.decision == Decision.UNDER_WAY],
        listed=[entry for entry in entries if entry.decision != Decision.UNDER_WAY],
        themes={slug: title for slug, title in titles.items() if slug in used},
    )


def connected(*more: QuerySet, **of_reviews: Any) -> QuerySet:
    """The partnerships and themes of these reviews in order: rows of `of`, `what`, `word`, `title` and `place`. One query.

    `more`: other rows of the same columns to be asked for with them.
    """
    areas = columns(ReviewPage.partnerships.through.objects, AREA, "reviewpage", "", "partnership__short_name")
    themes = columns(
        ReviewPage.themes.through.objects, THEME, "reviewpage", "theme__slug", "theme__title", "theme__order"
    )
    some = [rows.filter(**of_reviews).order_by() for rows in (areas, themes)]
    return some[0].union(some[1], *more, all=True).order_by("what", "place", "title")


def columns(rows: Any, what: str, page: str, word: str, title: str, order: str = "") -> QuerySet:
    """Rows of some table under the names, and of the types, that they share with those of others."""
    text = TextField()
    return rows.values(
        of=F(page),
        what=Value(what, text),
        word=Cast(F(word), text) if word else Value("", text),
        title=Cast(F(title), text),
        place=Cast(F(order), IntegerField()) if order else Value(0, IntegerField()),
    )


def _entry(overlay: Overlay, page: ReviewPage, about: list[str], themes: list[str]) -> Entry:
    own = overlay.is_own(page)
    names = list(dict.fromkeys([*([overlay.partnership.short_name] if own else []), *about]))
    words = [area_word(name) for name in names]
    if page.kind in FROM_ELSEWHERE or not words:
        words.append(NATIONAL)
    return Entry(
        page=page.pk,
        slug=page.slug,
        title=page.title,
        summary=page.summary,
        kind=page.kind,
        called=page.called,
        pseudonyms=page.pseudonyms,
        decision=page.decision,
        reason=page.decision_reason if page.decision != Decision.PUBLISHED else "",
        published_on=page.published_on,
        published_note=page.published_note,
        areas=tuple(words),
        area_names=tuple(names),
        themes=tuple(themes),
        is_own=own,
        owner=owner_of(overlay, page),
        released_at=page.released_at,
        updated_at=page.last_published_at or page.first_published_at or page.latest_revision_created_at,
    )
