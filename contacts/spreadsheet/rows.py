"""The rows that belong to a contact, from the columns of a spreadsheet to the formsets of its form."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Model

from ..hours.notation import parse
from ..models import Contact, OpeningHours
from . import table as spreadsheet
from .table import FORMER, HOURS, IN_ORDER, PARTS, way_column

OPENING = ("days", "opens", "closes", "closed", "first", "last", "kind")
Wanted = list[tuple[Model | None, dict[str, Any]]]
"""The rows there shall be, in their order: each with the record it changes, or none, and what the form is sent."""


class Rows:
    """The ways, hours and former numbers of one contact. Records that stay what they are keep their number."""

    def __init__(self, contact: Contact, cells: dict[str, str], changed: set[str]) -> None:
        self.contact, self.cells, self.changed = contact, cells, changed
        self.faults: list[tuple[str, str]] = []  # column, what cannot be read
        self.ways: list[tuple[str, int]] = []  # of each form of a way, its kind and its place among them
        self.data = {
            **self.formset("channels", self.channels()),
            **self.formset("opening_hours", self.opening_hours()),
            **self.formset("former_numbers", self.former_numbers()),
            "answers": self.answers,
        }

    def existing(self, name: str) -> list:
        return list(getattr(self.contact, name).all()) if self.contact.pk else []

    def channels(self) -> Wanted:
        known = spreadsheet.placed(self.existing("channels"))
        try:
            order = spreadsheet.order(self.cells)
        except ValueError as error:
            self.faults.append((IN_ORDER, str(error)))
            order = list(known)
        self.ways = [*known, *(way for way in order if way not in known)]
        return [
            (known.get(way), {"kind": way[0], **{PARTS[p]: self.cells.get(way_column(*way, p), "") for p in PARTS}})
            for way in order
        ]

    @cached_property
    def parsed(self) -> Any:
        """The hours as the file has them; None where it leaves them as they are, or where they cannot be read."""
        try:
            return parse(self.cells[HOURS]) if HOURS in self.changed else None
        except ValueError as error:
            self.faults.append((HOURS, str(error)))
            return None

    @property
    def answers(self) -> str:
        return self.parsed.answers if self.parsed else self.contact.answers

    def opening_hours(self) -> Wanted:
        if self.parsed:
            return [(None, sent(OpeningHours.of(row))) for row in self.parsed.rows]
        return [(row, sent(row)) for row in self.existing("opening_hours")]

    def former_numbers(self) -> Wanted:
        known = {row.number: row for row in self.existing("former_numbers")}
        lines = [line.partition(":") for line in self.cells[FORMER].splitlines() if line.strip()]
        wanted = [{"number": number.strip(), "note": note.strip()} for number, _, note in lines]
        return [(known.pop(values["number"], None), values) for values in wanted]

    def formset(self, name: str, wanted: Wanted) -> dict[str, Any]:
        """What is sent for it: first the records there are, in their order, the dropped ones marked; then the new ones."""
        existing = self.existing(name)
        kept = {row.pk: (place, values) for place, (row, values) in enumerate(wanted) if row}
        forms = [(row.pk, *kept.get(row.pk, (0, None))) for row in existing]
        forms += [("", place, values) for place, (row, values) in enumerate(wanted) if not row]
        data: dict[str, Any] = {f"{name}-TOTAL_FORMS": len(forms), f"{name}-INITIAL_FORMS": len(existing)}
        for i, (pk, place, values) in enumerate(forms):
            data |= {f"{name}-{i}-id": pk, f"{name}-{i}-ORDER": place + 1}
            data |= {f"{name}-{i}-DELETE": "on"} if values is None else {}
            data |= {f"{name}-{i}-{field}": value for field, value in (values or {}).items()}
        return data

    def column(self, name: str, form: int | None = None, field: str = "") -> str:
        """The column that a form of a formset came from, or the formset itself."""
        if name != "channels":
            return HOURS if name == "opening_hours" else FORMER
        if form is None or form >= len(self.ways):
            return IN_ORDER
        return way_column(*self.ways[form], next((part for part, name in PARTS.items() if name == field), ""))


def sent(row: OpeningHours, names: Iterable[str] = OPENING) -> dict[str, Any]:
    """What the form sends for a row of hours: an unticked box and an empty field are not sent."""
    values = {name: getattr(row, name) for name in names}
    return {name: value for name, value in values.items() if value not in (None, False, "")}
