"""What the head of an event's file says beyond that of any page: its sessions, who hosts it, how to book."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db import models

from events.models import EventKind, EventPage, Mode, Session
from governance.models import GroupPage

from .afterwards import before_and_after
from .known import Known
from .links import Links
from .load import clean
from .markdown import Part
from .page_files import Source
from .rich_text import one_line
from .source import Record
from .values import chosen, clock, days, flag, listed, named, words

OWN = {"id", "page", "key", "sort_order"}  # what a session has that is not typed


def fill(page: EventPage, source: Source, known: Known, links: Links) -> None:
    """Give the page what its file says; its text is there already.

    Raises ContentError for a kind, partnership or group that does not exist, and for a session that cannot be.
    """
    head = source.head
    page.kind = chosen(head, "kind", EventKind.values, EventKind.TRAINING)
    page.mode = chosen(head, "mode", Mode.values)
    said = words(head, "place", "dates_note", "organiser", "cost", "capacity", "booking_url", "cancelled_why")
    for name, value in {**said, **days(head, "cancelled_on")}.items():
        setattr(page, name, value)
    page.how_to_book = one_line(head, words(head, "how_to_book")["how_to_book"], links.of(source))
    page.hosts.set(named(head, "hosts", known.partnerships))
    page.group_id = links.target(source, "group", head["group"], (GroupPage,)) if head.get("group") else None
    page.sessions.set(list(sessions(source)))


def fill_text(page: EventPage, parts: list[Part], source: Source) -> None:
    """The text before it, and what is left of it, which stands under “# Afterwards”."""
    page.body, page.afterwards = before_and_after(parts, source, "an event")


def sessions(source: Source) -> Iterator[Session]:
    """Its sessions in order. Each keeps its key from one load to the next, whatever day it moves to: by name, else by place."""
    typed = {field.name: field for field in Session._meta.concrete_fields if field.name not in OWN}
    seen: set[str] = set()
    for place, record in enumerate(source.head.records("sessions")):
        record.must({"day"}, set(typed))
        known_by = words(record, "name")["name"] or str(place)
        if known_by in seen:
            raise record.error(f"two sessions are named “{known_by}”")
        seen.add(known_by)
        said = {name: value(record, field) for name, field in typed.items() if record.get(name) is not None}
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"{source.key}#{known_by}")
        made = Session(key=key, sort_order=place, **said)
        clean(record, made, exclude=("page", "key"))
        yield made


def value(record: Record, field: models.Field) -> Any:
    """What the record says for that field of a session: a day, a time of day, one of its choices, days one a line, words."""
    match field:
        case models.DateField():
            return days(record, field.name)[field.name]
        case models.TimeField():
            return clock(record, field.name)
        case models.BooleanField():
            return flag(record, field.name)
        case models.TextField():
            return "\n".join(listed(record, field.name))
    if field.choices:
        return chosen(record, field.name, [str(choice) for choice, _ in field.flatchoices])
    return words(record, field.name)[field.name]
