"""What the head of an event's file says beyond that of any page: its sessions, who hosts it, how to book."""

import json
import uuid
from collections.abc import Iterator

from events.models import EventKind, EventPage, Mode, Precision, Repeats, Session
from governance.models import GroupPage

from .known import Known
from .links import Links
from .load import clean
from .markdown import Part
from .page_files import Source
from .rich_text import one_line
from .source import ContentError, Record
from .values import chosen, clock, days, flag, listed, named, words

SESSION = {
    *("begins", "ends", "last_day", "precision", "name", "place", "repeats", "until", "except_on", "cancelled"),
}
AFTERWARDS = "Afterwards"


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
    for part in parts:
        if part.title not in ("", AFTERWARDS):
            raise ContentError(source.file, part.line, f"“# {part.title}” is not a part of an event: # {AFTERWARDS}")
    texts = {part.title: part.blocks for part in parts}
    page.body, page.afterwards = (json.dumps(texts.get(title, [])) for title in ("", AFTERWARDS))


def sessions(source: Source) -> Iterator[Session]:
    """Its sessions in order. Each keeps its key from one load to the next, whatever day it moves to: by name, else by place."""
    seen: set[str] = set()
    for place, record in enumerate(source.head.records("sessions")):
        record.must({"day"}, SESSION)
        said = words(record, "name", "place")
        known_by = said["name"] or str(place)
        if known_by in seen:
            raise record.error(f"two sessions are named “{known_by}”")
        seen.add(known_by)
        made = Session(
            key=uuid.uuid5(uuid.NAMESPACE_URL, f"{source.key}#{known_by}"),
            precision=chosen(record, "precision", Precision.values, Precision.DAY),
            repeats=chosen(record, "repeats", Repeats.values),
            begins=clock(record, "begins"),
            ends=clock(record, "ends"),
            except_on="\n".join(listed(record, "except_on")),
            cancelled=flag(record, "cancelled"),
            sort_order=place,
            **said,
            **days(record, "day", "last_day", "until"),
        )
        check(record, made)
        yield made


def check(record: Record, session: Session) -> None:
    """Raises ContentError for a session that its form would not take, or that ends before it begins."""
    clean(record, session, exclude=("page", "key"))
    last = session.last_day or session.day
    if last < session.day:
        raise record.error("last_day is before day")
    if session.ends and not session.begins:
        raise record.error("ends without begins")
    if session.begins and session.ends and last == session.day and session.ends <= session.begins:
        raise record.error("it ends before it begins")
