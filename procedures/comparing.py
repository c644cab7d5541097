"""Which two versions an address asks to compare, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.cache import caches
from django.http import QueryDict

from portal.generation import KEEP_SECONDS
from portal.moments import day_typed

from .comparison import Comparison, Section, compare_chapters, compare_documents
from .models import ProcedurePage, Version
from .reading import Reading
from .text import sections_of

CHOOSE = "Choose two versions of this procedure below."


@dataclass
class Asked:
    """A comparison of two versions; `problem` says in words why it cannot be made. `since` is the day one last read it."""

    old: Version | None = None
    new: Version | None = None
    since: date | None = None
    problem: str = ""
    results: list[tuple[str, Comparison]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Was one version compared with itself?"""
        return self.old is not None and self.old == self.new


def compared(page: ProcedurePage, reading: Reading, versions: list[Version], query: QueryDict) -> Asked | None:
    """What the address asks for; None if it asks for nothing. `versions` are all there are, the newest first. One query."""
    if "since" in query:
        asked = _since(reading, versions, query.get("since", ""))
    elif "from" in query or "to" in query:
        asked = _between(versions, query.get("from", ""), query.get("to", ""))
    else:
        return None
    if asked.old and asked.new and not asked.problem and not asked.same:
        whole = page.versions.select_related("document").in_bulk([asked.old.pk, asked.new.pk])
        asked.old, asked.new = whole[asked.old.pk], whole[asked.new.pk]
        _compare(asked.old, asked.new, asked)
    return asked


def _between(versions: list[Version], old: str, new: str) -> Asked:
    by_ordinal = {str(each.ordinal): each for each in versions}
    if not (old.isdigit() and new.isdigit()):
        return Asked(problem=CHOOSE)
    if old not in by_ordinal or new not in by_ordinal:
        return Asked(problem=f"There is no such version. {CHOOSE}")
    return Asked(by_ordinal[old], by_ordinal[new])


def _since(reading: Reading, versions: list[Version], typed: str) -> Asked:
    since = day_typed(typed)
    if since is None:
        return Asked(problem="Give the day on which you last read it as a real day, year first: 2025-07-01.")
    if since > reading.day:
        return Asked(since=since, problem="That day is still to come.")
    if reading.current is None:
        return Asked(since=since, problem="No version of it is in force.")
    old = next((each for each in versions if each.starts <= since), None)
    if old is None:
        return Asked(since=since, problem=f"No version of it was in force on {since:%-d %B %Y}: all of it is new.")
    return Asked(old, reading.current, since)


def _compare(old: Version, new: Version, asked: Asked) -> None:
    """Remembered, since neither version ever changes."""
    if len(old.body) or len(new.body):
        asked.results.append(("The text", _remembered(old, new, "text")))
    if old.document_id != new.document_id and old.document and new.document:
        unread = next((each for each in (old, new) if not each.document.units.exists()), None)
        if unread:
            words = f"The words in the file of issue {unread.number} are not known: open both files to compare them."
            asked.unknown.append(words)
        else:
            asked.results.append(("The file", _remembered(old, new, "file")))
    elif old.document_id != new.document_id or (old.file_wanted and new.file_wanted):
        lacking = " and ".join(each.number for each in (old, new) if each.document_id is None)
        asked.unknown.append(f"The file of issue {lacking} is not on this site, so files cannot be compared.")


def _remembered(old: Version, new: Version, what: str) -> Comparison:
    def key(version: Version) -> str:
        return f"{version.pk}.{version.document.file_hash}" if what == "file" else str(version.pk)

    name, cache = f"compared:{what}:{key(old)}:{key(new)}", caches["default"]
    found = cache.get(name)
    if found is None:
        found = _chapters(old, new) if what == "text" else _files(old, new)
        cache.set(name, found, KEEP_SECONDS)
    return found


def _chapters(old: Version, new: Version) -> Comparison:
    def sections(version: Version) -> list[Section]:
        words = list(sections_of(version))
        first = 0 if words and not words[0].key else 1
        return [
            Section(
                each.key or "lead", each.heading or "Before the first section", each.paragraphs, str(n) if n else ""
            )
            for n, each in enumerate(words, first)
        ]

    return compare_chapters(sections(old), sections(new))


def _files(old: Version, new: Version) -> Comparison:
    def pages(version: Version) -> list[Section]:
        units = version.document.units.order_by("number")
        return [Section("", unit.label or "the text", unit.text.splitlines()) for unit in units]

    return compare_documents(pages(old), pages(new))
