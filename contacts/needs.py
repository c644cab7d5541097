"""What people come for help with, and the services that answer it: the tables that staff keep, ready to be asked.

A table is read from its top: the first row that fits who asks and how soon they need help is the answer. A question that has
not been answered yet is fitted only by a row that leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from portal import generation
from portal.audiences import Audience

from .directory import FRONT_DOOR, POLICE
from .models import Need, Route, Urgency


@dataclass(frozen=True)
class Row:
    """For these readers at this urgency (empty: for all): these services in this order, with these words."""

    who: str = ""
    urgency: str = ""
    services: tuple[str, ...] = ()
    advice: str = ""
    expect: str = ""

    def fits(self, who: str, urgency: str) -> bool:
        return self.who in ("", who) and self.urgency in ("", urgency)


@dataclass(frozen=True)
class Table:
    """One need with its rows."""

    slug: str
    heading: str
    young_heading: str
    audiences: tuple[str, ...]
    rows: tuple[Row, ...]

    def heading_for(self, who: str) -> str:
        """What it is about, in the words of who asks."""
        return self.young_heading if who == Audience.YOUNG_PEOPLE and self.young_heading else self.heading


FALLBACK = Row(services=(FRONT_DOOR, POLICE))
"""The answer where the tables hold none: known to the code, so that the page answers whatever staff take away."""


@dataclass(frozen=True)
class Needs:
    """All tables, by slug. `Needs.known()`."""

    tables: dict[str, Table]

    @classmethod
    def known(cls) -> Needs:
        """The tables, remembered until someone changes one. One query, however many there are."""
        return generation.remembered("needs", cls._load)

    @classmethod
    def _load(cls) -> Needs:
        found: dict[str, Table] = {}
        need = ("need__slug", "need__heading", "need__young_heading", "need__audiences")
        services = ("first__slug", "second__slug", "third__slug")
        routes = Route.objects.order_by("need__order", "need__heading", "need", "sort_order", "pk")
        for *about, who, urgency, advice, expect, first, second, third in routes.values_list(
            *need, "who", "urgency", "advice", "expect", *services
        ):
            row = Row(who, urgency, tuple(slug for slug in (first, second, third) if slug), advice, expect)
            before = found[about[0]].rows if about[0] in found else ()
            found[about[0]] = Table(*about, rows=(*before, row))
        return cls(found)

    def offered(self, who: str = "") -> list[Table]:
        """What the page asks this reader about, in the order staff chose."""
        return [
            table
            for table in self.tables.values()
            if table.slug != Need.GENERAL and (not who or not table.audiences or who in table.audiences)
        ]

    def route(self, about: str = "", who: str = "", urgency: str = "") -> Row:
        """The row that answers this: of the general table where the need is unknown or has none that fits."""
        for slug in (about, Need.GENERAL):
            table = self.tables.get(slug)
            for row in table.rows if table else ():
                if row.fits(who, urgency):
                    return row
        return FALLBACK


def faults(rows: Sequence[tuple[str, str]]) -> Iterable[tuple[int, str]]:
    """What is wrong with a table, given who and how urgent of each row: the row's place in it, and what to do about it."""
    asked = set(
        product(("", *Audience.values), ("", *Urgency.values))
    )  # what readers may have said, each question or neither
    for place, (who, urgency) in enumerate(rows):
        mine = {each for each in asked if Row(who, urgency).fits(*each)}
        if not mine & asked:
            yield (
                place,
                "No reader gets as far as this row: rows above it fit all of its readers. Move it up, or remove it.",
            )
        asked -= mine
    if rows and rows[-1] != ("", ""):
        yield (
            len(rows) - 1,
            "The last row must fit everyone, always. Leave “who” and “urgency” empty in it, or add such a row.",
        )
