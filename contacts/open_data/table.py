"""The same records as a table: one row for each way to reach a contact, for spreadsheets."""

from collections.abc import Iterator

from portal.open_data import LICENCE

from ..hours import Answers, Hours
from ..hours.notation import written
from ..models import Channel
from .records import OpenData

COLUMNS = {
    "id": "The contact’s identifier, the same as in the JSON.",
    "name": "The name of the team or line.",
    "alternate_name": "Its short name, as sentences use it.",
    "description": "When to use it, and what happens.",
    "role": "What it is for, as a word that never changes.",
    "role_name": "The same in words.",
    "area": "The areas it serves, with a semicolon between them.",
    "audiences": "Whom we offer it to, with a semicolon between them. Empty: everyone.",
    "type": "voice, text, email or web. Empty where we know no way to reach them.",
    "number": "The telephone or text number, as people in the United Kingdom dial it.",
    "extension": "To be dialled after the number.",
    "address": "The e-mail or web address.",
    "channel_description": "What this way is for, where there are several.",
    "cost": "What a call costs, where callers pay extra.",
    "hours": "unknown, always, or the hours of the ordinary week and of bank holidays: Mon-Thu 09:00-17:30; hol closed.",
    "exceptions": "Hours on certain dates, which stand in for the others: 2026-12-24 09:00-12:00.",
    "hours_note": "What the hours do not say.",
    "assured_date": "The day somebody last checked it and found it right. Empty: not yet confirmed.",
    "being_checked": "true while a check is long overdue.",
    "page": "The page that shows it.",
    "licence": "The address of the licence.",
}


def rows(data: OpenData) -> Iterator[dict[str, str]]:
    """The rows, in the directory's order. A contact that nobody knows how to reach has one row, without a way."""
    for contact in data.contacts:
        record = data.record(contact)
        shared = {name: str(record.get(name, "")) for name in COLUMNS if name in record and name != "hours"}
        shared |= {
            "role_name": contact.service.name,
            "area": "; ".join(area.area for area in data.areas_of(contact)),
            "audiences": "; ".join(contact.service.audiences),
            "being_checked": str(record["being_checked"]).lower(),
            "licence": LICENCE["url"],
        }
        ways: list[Channel | None] = [*contact.ways] or [None]
        for way in ways:
            yield {**shared, **_way(way), **_hours(contact.all_hours.of_kind(way.kind) if way else contact.hours)}


def _way(way: Channel | None) -> dict[str, str]:
    if way is None:
        return {}
    address = {"number": str(way.value), "extension": way.extension} if way.is_number else {"address": way.value}
    return {"type": way.kind, "channel_description": way.label, "cost": way.cost, **address}


def _hours(hours: Hours) -> dict[str, str]:
    weekly = tuple(row for row in hours.rows if row.days and hours.answers == Answers.HOURS)
    dated = tuple(row for row in hours.rows if row.first)
    return {"hours": written(Hours(hours.answers, weekly)), "exceptions": written(Hours(Answers.HOURS, dated))}
