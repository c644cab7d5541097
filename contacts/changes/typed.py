"""Where a number or an address stands typed, in what readers can read now: pages, records, pictures, documents and their files.

A number is seen as the number guard sees it, however it is spaced. Drafts are the nightly sweep's.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wagtail.documents import get_document_model

from portal.models import BasePage
from portal.words import Passage
from portal.written import Written, everything

from ..guard.register import dialled
from ..guard.sightings import plain, sightings
from ..models import Channel

Finder = Callable[[Passage], bool]


@dataclass(frozen=True)
class Typed:
    """Something that holds it, and where in it."""

    written: Written
    where: str

    def __str__(self) -> str:
        thing = self.written.thing
        return f"{thing.title} ({self.written.name})" if isinstance(thing, BasePage) else self.written.name

    @property
    def is_document(self) -> bool:
        return isinstance(self.written.thing, get_document_model())


def typed(way: Channel) -> Iterator[Typed]:
    """Everything in which this number or address stands typed."""
    holds = finder(way)
    for written in everything():
        if not written.is_draft and (where := places_in(written, holds)):
            yield Typed(written, where)


def finder(way: Channel) -> Finder:
    """Tells whether a passage holds this number or address."""
    if way.is_number and not way.extension:
        number = dialled(way.value)
        return lambda passage: any(
            number in (seen.number, f"0{seen.number}") for seen in sightings(passage.text, passage.is_rich, {number})
        )
    written = re.escape(way.value.strip().rstrip("/"))
    if way.extension:
        written += rf"\D{{1,20}}{way.extension}\b"
    sought = re.compile(written, re.IGNORECASE)
    return lambda passage: bool(sought.search(plain(passage.text, passage.is_rich)) or sought.search(passage.text))


def places_in(written: Written, holds: Finder) -> str:
    """Where in the thing it stands, in words; empty if it does not."""
    found = [passage.place for passage in written.passages if holds(passage)]
    return "; ".join(dict.fromkeys(found))
