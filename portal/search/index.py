"""Asking the database for what holds the words, the best first and so many at most: a common word costs what a rare one does.

SQLite looks into an FTS5 table, PostgreSQL into generated columns (ADR 0009). Both are asked in one query of many arms, for
each kind and each way to fit: all words in the titles, all words anywhere, most of them, any.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import combinations
from typing import Any, NamedTuple

from django.db import connection

from portal.models import BasePage, Kind
from portal.overlay import Overlay
from portal.passages import reader_facet, tree_facet

from .asked import Unit

MOST = 200
"""Passages of one kind that hold all the words."""

MOST_OF_SOME = 60
"""Passages of one kind that hold some of them; and how many of a kind bring their text along, to be put in order by it."""

OF_ONE = 3  # of these, so many of one page or document, before there are more of it
TEXT = 20_000  # characters of each


class Fit(IntEnum):
    """How a passage fits what is looked for, the best first."""

    TITLE = 0
    ALL = 1
    BEGINNING = 2  # all words, of the last one at least its beginning
    ALL_BUT_ONE = 3
    ALL_BUT_TWO = 4
    ANY_IN_TITLE = 5
    ANY = 6


@dataclass(frozen=True)
class Place:
    """Where to look: what a site's readers may see on a day, narrowed as they chose."""

    overlay: Overlay
    trees: tuple[str, ...]  # where the trees begin: the site's own, the shared one
    documents: tuple[int, ...]  # by id
    day: date
    audience: str = ""


class Candidate(NamedTuple):
    """A passage that fits, with what is needed of its page."""

    pk: int
    kind: str
    page: int | None
    document: int | None
    audience: str
    title: str
    also_called: str
    within: str
    place: str
    fragment: str
    fit: int
    text: str | None  # only of so many
    url_path: str | None
    page_title: str | None


def candidates(
    place: Place, asked: list[Unit], instead: list[Unit] | None = None
) -> tuple[list[Candidate], list[Candidate]]:
    """What fits the words asked for, and what fits those that may have been meant instead. One query."""
    arms: list[str] = []
    params: list[Any] = []
    columns = "p.id, p.kind, LENGTH(p.title) AS length, COALESCE(p.document, p.page_id) AS thing"
    for offset, units in ((0, asked), (len(Fit), instead or [])):
        for kind in Kind:
            if kind is Kind.DOCUMENT and not place.documents:
                continue
            for fit, in_titles, query in _fits(units):
                sql, given = _arm(place, kind, in_titles, query, MOST if fit <= Fit.ALL else MOST_OF_SOME)
                arms.append(f"SELECT * FROM (SELECT {columns}, {fit + offset} AS fit {sql}) AS arm{len(arms)}")  # noqa: S608
                params += given
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE.format(arms=" UNION ALL ".join(arms), page=BasePage._meta.db_table), params)
        rows = [Candidate(*row) for row in cursor.fetchall()]
    typed = [row for row in rows if row.fit < len(Fit)]
    meant = [row._replace(fit=row.fit - len(Fit)) for row in rows if row.fit >= len(Fit)]
    return typed, meant


# A page that was changed behind the portal's back, and so stands elsewhere than its passages say, is not found.
_WHOLE = f"""SELECT p.id, p.kind, p.page_id, p.document, p.audience, p.title, p.also_called, p.within, p.place, p.fragment,
  placed.fit, CASE WHEN placed.nth <= {MOST_OF_SOME} THEN SUBSTR(p.text, 1, {TEXT}) END, page.url_path, page.title
FROM (
  SELECT id, fit, ROW_NUMBER() OVER (PARTITION BY kind, fit < {len(Fit)} ORDER BY turn > {OF_ONE}, fit, length, id) AS nth
  FROM (
    SELECT id, kind, length, MIN(fit) AS fit,
      ROW_NUMBER() OVER (PARTITION BY kind, thing, fit < {len(Fit)} ORDER BY MIN(fit), length, id) AS turn
    FROM ({{arms}}) AS fitting GROUP BY id, kind, length, thing, fit < {len(Fit)}
  ) AS best
) AS placed
JOIN portal_passage p ON p.id = placed.id LEFT JOIN {{page}} page ON page.id = p.page_id
WHERE p.page_id IS NULL OR (page.live AND page.path = p.path)
ORDER BY placed.fit, placed.nth"""  # noqa: S608 - numbers of our own


def _fits(units: list[Unit]) -> Iterator[tuple[Fit, bool, str]]:
    """Each way to fit the words, with whether only titles count, and what the database is asked."""
    if not units:
        return
    ways = _ways()
    each, every = [ways.any(unit) for unit in units], ways.all
    yield Fit.TITLE, True, every(each)
    yield Fit.ALL, False, every(each)
    if len(units[-1][0]) > 2 and " " not in units[-1][0]:
        yield Fit.BEGINNING, False, every([*each[:-1], ways.beginning(units[-1][0])])
    for fit, fewest, left_out in ((Fit.ALL_BUT_ONE, 3, 1), (Fit.ALL_BUT_TWO, 5, 2)):
        if len(units) >= fewest:
            some = combinations(each, len(each) - left_out)
            yield fit, False, ways.either(every(list(chosen)) for chosen in some)
    if len(units) > 1:
        yield Fit.ANY_IN_TITLE, True, ways.either(each)
        yield Fit.ANY, False, ways.either(each)


@dataclass(frozen=True)
class _Ways:
    """How a database wants its questions put. Words are letters and digits only, so that quoting them is safe."""

    quote: str
    both: str
    either_sign: str
    begins: str

    def any(self, unit: Iterable[str]) -> str:
        return self.either(f"{self.quote}{way}{self.quote}" for way in unit)

    def all(self, parts: Iterable[str]) -> str:
        return f"({self.both.join(parts)})"

    def either(self, parts: Iterable[str]) -> str:
        return f"({self.either_sign.join(parts)})"

    def beginning(self, word: str) -> str:
        return f"{self.quote}{word}{self.quote}{self.begins}"


def _ways() -> _Ways:
    return _Ways("'", " & ", " | ", ":*") if connection.vendor == "postgresql" else _Ways('"', " AND ", " OR ", " *")


def _arm(place: Place, kind: Kind, in_titles: bool, query: str, most: int) -> tuple[str, list[Any]]:
    """From where, on which condition and how many: the rest of one SELECT, with what is to be filled in."""
    facets = [[f"k{kind}"]]
    if place.audience:
        facets.append([reader_facet(place.audience)])
    if kind is not Kind.DOCUMENT:
        facets.append([tree_facet(path) for path in place.trees])
    sql, params = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}[connection.vendor](facets, in_titles, query)
    conditions, given = _shown(place, kind)
    return f"{sql} AND {' AND '.join(conditions)} LIMIT {most}", [*params, *given]


def _on_sqlite(facets: list[list[str]], in_titles: bool, query: str) -> tuple[str, list[Any]]:
    narrowed = " AND ".join(f"({' OR '.join(each)})" for each in facets)
    columns = "title also_called within" if in_titles else "title also_called within text"
    sql = (
        "FROM portal_passage_words CROSS JOIN portal_passage p ON p.id = portal_passage_words.rowid "
        "WHERE portal_passage_words MATCH %s"
    )
    return sql, [f"facets : ({narrowed}) AND {{{columns}}} : {query}"]


def _on_postgresql(facets: list[list[str]], in_titles: bool, query: str) -> tuple[str, list[Any]]:
    quoted = [[f"'={name}'" for name in each] for each in facets]
    narrowed = " & ".join(f"({' | '.join(each)})" for each in quoted)
    column, asked = "title_words" if in_titles else "words", "to_tsquery('english', %s)"
    sql = f"FROM portal_passage p WHERE p.{column} @@ ({asked} && %s::tsquery) AND numnode({asked}) > 0"
    return sql, [query, narrowed, query]


def _shown(place: Place, kind: Kind) -> tuple[list[str], list[Any]]:
    """The conditions on which readers see a passage of this kind, as `Overlay.pages` and `shown_on` have them."""
    conditions = ["(p.since IS NULL OR p.since <= %s)", "(p.until IS NULL OR p.until > %s)"]
    params: list[Any] = [connection.ops.adapt_datefield_value(place.day)] * 2
    if kind is Kind.DOCUMENT:
        among, ids = _among("p.document", place.documents)
        return [*conditions, among], [*params, ids]
    if place.overlay.overlaid:
        among, ids = _among("p.page_id", place.overlay.overlaid)
        conditions.append(f"NOT {among}")
        params.append(ids)
    for path in (*place.overlay.switched_off, *place.overlay.private):
        conditions.append("SUBSTR(p.path, 1, %s) <> %s")
        params += [len(path), path]
    return conditions, params


def _among(column: str, ids: Iterable[int]) -> tuple[str, Any]:
    """The condition that a column holds one of these ids, however many, and what is to be filled in."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", list(ids)
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))  # noqa: S608 - a column of our own
