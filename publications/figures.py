"""From the table that an editor fills in to a drawing of it, and what speaks against one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .charts import MOST_ROWS, MOST_SERIES, Drawing, Undrawable, bars, lines
from .numbers import written

LABEL, NUMBER = "label", "number"
KEPT = 256  # drawings that a process remembers by what is in them; each takes some milliseconds, and a few kilobytes


def number(value: Any) -> float | None:
    """The number in a cell; None for an empty one, for words, and for what has no size."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) else None


def drawing_of(figures: Any) -> Drawing:
    """What is to be drawn of a block of figures: its rows by their labels, a series for each column of numbers."""
    table = figures["table"]
    rows = [row["values"] for row in table.row_data]
    columns = [column["heading"] for column in table.columns[1:]]
    return Drawing(
        title=figures["heading"],
        labels=tuple(str(row[0] or "") for row in rows),
        series=tuple((name, tuple(number(row[at]) for row in rows)) for at, name in enumerate(columns, 1)),
        unit=figures["unit"] or "",
    )


def drawn(figures: Any) -> str:
    """The drawing of a block of figures as SVG; nothing where its table cannot be drawn and has to speak for itself."""
    if any(problems(figures["table"])):
        return ""
    try:
        return _draw(figures["drawn"], drawing_of(figures))
    except Undrawable:
        return ""


@lru_cache(maxsize=KEPT)
def _draw(kind: str, drawing: Drawing) -> str:
    return (lines if kind == "lines" else bars)(drawing)


def problems(table: Any) -> Iterator[str]:
    """Why the table makes no figures, in words for the editor."""
    kinds = [column["block"].name for column in table.columns]
    if kinds[:1] != [LABEL] or any(kind != NUMBER for kind in kinds[1:]):
        yield "The first column has to be labels, and every other one numbers."
        return
    if not 1 < len(kinds) <= MOST_SERIES + 1:
        yield f"There have to be one to {MOST_SERIES} columns of numbers."
    if not 1 <= len(table.row_data) <= MOST_ROWS:
        yield f"There have to be one to {MOST_ROWS} rows. Put more of them in a table or a file."
    if not all(str(column["heading"] or "").strip() for column in table.columns):
        yield "Every column needs a heading: readers are told it with each number."
    cells = [cell for row in table.row_data for cell in row["values"][1:]]
    if any(cell is not None and number(cell) is None for cell in cells):
        yield "A cell of a column of numbers holds something else. Leave it empty if the number is not known."
    elif all(cell is None for cell in cells):
        yield "There is no number."


def not_drawn(figures: Any) -> Iterator[str]:
    """Why it cannot be drawn as the editor wants."""
    try:
        _draw(figures["drawn"], drawing_of(figures))
    except Undrawable as error:
        yield str(error)


def cells(figures: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """The table as readers meet it: each row's label, and each number in words with the heading of its column."""
    table, unit = figures["table"], figures["unit"] or ""
    headings = [column["heading"] for column in table.columns[1:]]
    return [
        (
            str(row["values"][0] if row["values"] else ""),
            [(heading, _cell(value, unit)) for heading, value in zip(headings, row["values"][1:], strict=False)],
        )
        for row in table.row_data
    ]


def _cell(value: Any, unit: str) -> str:
    found = number(value)
    if found is not None:
        return written(found, unit)
    return str(value) if isinstance(value, str) and value.strip() else "no figure"
