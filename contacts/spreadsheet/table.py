"""Contacts as a spreadsheet: one a row, every field that staff may edit, as CSV that is read back without loss.

A contact's ways are columns by kind: `telephone`, `telephone 2`, `text`, `email`, `web`, each with what belongs to it
(`telephone 2 extension`). `ways in order` names them as they are tried. Hours are written as `contacts/hours/notation.py` tells.
"""

import csv
import re
from collections.abc import Iterable
from datetime import date, datetime
from io import StringIO

from ..hours.notation import parse, written
from ..models import Channel, ChannelKind, Contact
from ..numbers import PhoneNumber

MOST_BYTES, MOST_ROWS = 500_000, 500
KINDS = {
    "telephone": ChannelKind.VOICE,
    "text": ChannelKind.TEXT,
    "email": ChannelKind.EMAIL,
    "web": ChannelKind.WEB,
}
WORDS = {kind.value: word for word, kind in KINDS.items()}
PARTS = {"": "value", "extension": "extension", "label": "label", "cost": "cost", "agreed": "approved", "menu": "menu"}
USUAL_PARTS = {
    "telephone": ["", "extension", "label"],
    "text": ["", "label"],
    "email": ["", "label"],
    "web": ["", "label"],
}
WAY = re.compile(rf"({'|'.join(KINDS)})(?: ([2-9]|1\d))?(?: ({'|'.join(filter(None, PARTS))}))?")

ID, SERVICE, PARTNERSHIP, HOURS, IN_ORDER = "id", "service", "partnership", "hours", "ways in order"
ALONGSIDE, FORMER = "alongside", "former numbers"
DATES = ("confirmed on", "next check")
BEFORE = [ID, SERVICE, PARTNERSHIP, "name", "short name", "also called"]
AFTER = [
    *(IN_ORDER, HOURS, "hours note", ALONGSIDE, "order", "summary", FORMER),
    *("confirmed on", "confirmed by", "next check", "owner", "to confirm", "source"),
]
FIELDS = {
    name: name.replace(" ", "_")
    for name in (*BEFORE, *AFTER)
    if name not in (ID, SERVICE, PARTNERSHIP, IN_ORDER, HOURS, ALONGSIDE, FORMER)
}
"""The columns that are a field of the contact, as it stands."""

DANGEROUS = tuple("=+-@'")
"""A spreadsheet program runs what begins so as a formula: a single quote before it says that it is text."""


def way_column(kind: str, place: int, part: str = "") -> str:
    """`telephone 2 extension`"""
    return " ".join(filter(None, (WORDS[kind], str(place) if place > 1 else "", part)))


def placed(ways: Iterable[Channel]) -> dict[tuple[str, int], Channel]:
    """The ways by kind and place among their kind, in the order they are tried."""
    found: dict[tuple[str, int], Channel] = {}
    for way in ways:
        found[way.kind, sum(kind == way.kind for kind, _ in found) + 1] = way
    return found


def cells(contact: Contact, partnerships: dict[int | None, str]) -> dict[str, str]:
    """The row of a contact: each column's text. `partnerships` are the names by site."""
    ways = placed(contact.ways if contact.pk else [])
    row = {name: plain(getattr(contact, field)) for name, field in FIELDS.items()}
    row |= {
        ID: str(contact.pk or ""),
        SERVICE: contact.service.slug if contact.service_id else "",
        PARTNERSHIP: partnerships.get(contact.site_id, ""),
        ALONGSIDE: "yes" if contact.alongside else "no",
        HOURS: written(contact.all_hours) if contact.pk else "unknown",
        FORMER: "\n".join(f"{each.number}: {each.note}".rstrip(": ") for each in former(contact)),
        IN_ORDER: ", ".join(way_column(kind, place) for kind, place in ways),
    }
    for (kind, place), way in ways.items():
        row |= {way_column(kind, place, part): plain(getattr(way, name)) for part, name in PARTS.items()}
    return row


def former(contact: Contact) -> list:
    return list(contact.former_numbers.all()) if contact.pk else []


def plain(value: object) -> str:
    """A value as a cell shows it: without spaces around it, and with one kind of line break."""
    return "" if value is None else "\n".join(str(value).splitlines()).strip()


def way_of(column: str) -> tuple[str, int] | None:
    """The kind and place of the way that a column, or a word of `ways in order`, is about; None if it is about none."""
    named = WAY.fullmatch(column)
    return (KINDS[named[1]].value, int(named[2] or 1)) if named else None


def order(row: dict[str, str]) -> list[tuple[str, int]]:
    """The ways of a row, by kind and place: first as `ways in order` has them, then the others. Raises ValueError."""
    there = {way for name, text in row.items() if text and (way := way_of(name))}
    first = []
    for name in filter(None, (part.strip() for part in row.get(IN_ORDER, "").lower().split(","))):
        way = way_of(name)
        if way is None or name != way_column(*way):
            said = f"“{name}” is no way: write the names of their columns, such as telephone, telephone 2, email."
            raise ValueError(said)
        first += [way] if way in there else []
    kinds = list(WORDS)
    return list(dict.fromkeys([*first, *sorted(there, key=lambda way: (kinds.index(way[0]), way[1]))]))


def same_order(row: dict[str, str], other: dict[str, str]) -> bool:
    """Do both try the ways that they have in common in the same order? Where the other names none, they do."""
    try:
        mine, theirs = order(row), order({**row, **other})
    except ValueError:
        return False
    return [way for way in mine if way in theirs] == [way for way in theirs if way in mine]


def columns(rows: Iterable[dict[str, str]]) -> list[str]:
    """The header for these rows: the usual columns, and of the ways as many as the rows have."""
    used = {name for row in rows for name, text in row.items() if text}
    ways = []
    for word, kind in KINDS.items():
        most = max((place for place in range(1, 20) if way_column(kind, place) in used), default=1)
        for place in range(1, most + 1):
            all_parts = [(part, way_column(kind, place, part)) for part in PARTS]
            ways += [name for part, name in all_parts if part in USUAL_PARTS[word] or name in used]
    return [*BEFORE, *ways, *AFTER]


def as_csv(contacts: Iterable[Contact], partnerships: dict[int | None, str]) -> str:
    """These contacts as the text of a file, header first."""
    rows = [cells(contact, partnerships) for contact in contacts]
    file = StringIO(newline="")
    header = columns(rows)
    writer = csv.writer(file)
    writer.writerow(header)
    for row in rows:
        writer.writerow([guarded(row.get(name, "")) for name in header])
    return file.getvalue()


def guarded(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text


def canonical(name: str, text: str) -> str:
    """The text as this program would write it, so that only what means something else counts as changed.

    What cannot be read stays as it is: the form says what is wrong with it.
    """
    try:
        if name == HOURS:
            return written(parse(text))
        if name == ALONGSIDE:
            return {"yes": "yes", "no": "no", "": "no"}[text.lower()]
        if name in DATES and text:
            return str(day(text))
        if name == "order":
            return str(int(text))
        way = WAY.fullmatch(name)
        if way and text and not way[3] and KINDS[way[1]] in (ChannelKind.VOICE, ChannelKind.TEXT):
            return str(PhoneNumber(text))
    except (ValueError, KeyError):
        pass
    return text


def day(text: str) -> date:
    """A date as we write it, 2026-11-12, or as a British spreadsheet program does, 12/11/2026. Raises ValueError."""
    return datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text)


def read(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file, each with its number as a spreadsheet program counts them; empty ones are left out.

    Raises ValueError, in words for whoever sent it, if it is not a file of contacts.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(f"This file is too large: {MOST_BYTES // 1000} kB at most. Send fewer rows at a time.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("This is not a CSV file in UTF-8. In Excel choose “Save as”, then “CSV UTF-8”.") from error
    first = text.split("\n", 1)[0]
    try:
        lines = list(
            csv.reader(StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
        )
    except csv.Error as error:
        raise ValueError(
            f"This file cannot be read as CSV ({error}). Export the contacts and start from that file."
        ) from error
    header = [plain(name).lower() for name in lines[0]] if lines else []
    _check(header)
    if len(lines) - 1 > MOST_ROWS:
        raise ValueError(f"This file has {len(lines) - 1} rows: {MOST_ROWS} at most. Send fewer at a time.")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        texts = [unguarded(plain(text)) for text in line]
        if any(texts[len(header) :]):
            raise ValueError(
                f"Row {number} has more cells than the header has columns. Put text with commas in quotes."
            )
        texts += [""] * (len(header) - len(texts))
        if any(texts):
            rows.append((number, {name: canonical(name, text) for name, text in zip(header, texts, strict=False)}))
    if not rows:
        raise ValueError("This file has a header and no rows.")
    return rows


def _check(header: list[str]) -> None:
    if ID not in header:
        raise ValueError("This file has no column “id” in its first row. Export the contacts and start from that file.")
    unknown = [name for name in header if name not in (*BEFORE, *AFTER) and not WAY.fullmatch(name)]
    if unknown:
        raise ValueError(f"There is no column “{unknown[0]}”. Name the columns as an export does, or delete it.")
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise ValueError(f"The column “{twice[0]}” is there twice.")
