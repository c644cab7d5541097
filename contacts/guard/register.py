"""Every number of a contact, present or former, of every partnership: what a number found in a text is compared with.

Numbers are compared by the digits dialled in the United Kingdom: `01702215007`, however they are written.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from portal import generation

from ..models import Channel, ChannelKind, Contact, FormerNumber
from ..numbers import PhoneNumber

SHORTEST = 7
"""Digits of a number that is compared wherever it stands. Shorter ones, such as 101, need a text that says to call them."""


@dataclass(frozen=True)
class Entry:
    """A number of a contact, with the service that a page names in its place."""

    number: str
    written: str
    contact: str
    service: str
    replaced_by: tuple[str, ...] | None = None  # None: in use

    @property
    def is_former(self) -> bool:
        return self.replaced_by is not None


@dataclass
class Register:
    """`Register.now()` in a request. Remembered until someone changes a contact; two queries."""

    by_number: dict[str, list[Entry]] = field(default_factory=dict)

    @classmethod
    def now(cls) -> Register:
        return generation.remembered("contacts:register", cls.load)

    @classmethod
    def load(cls) -> Register:
        """Read from the database. A number that one contact gave up and another uses is in use."""
        register, ways = cls(), defaultdict(list)
        numbers = Channel.objects.filter(kind__in=(ChannelKind.VOICE, ChannelKind.TEXT))
        for way in numbers.select_related("contact__service").order_by("contact__order", "contact__name", "sort_order"):
            ways[way.contact_id].append(way.value)
            register.add(way.contact, way.value)
        for former in FormerNumber.objects.select_related("contact__service").order_by("contact__order", "pk"):
            entries = register.by_number.get(dialled(former.number), [])
            if all(entry.is_former for entry in entries):
                register.add(former.contact, former.number, tuple(ways[former.contact_id]))
        return register

    def add(self, contact: Contact, written: str, replaced_by: tuple[str, ...] | None = None) -> None:
        number = dialled(written)
        entry = Entry(number, written, contact.name, contact.service.name, replaced_by)
        self.by_number.setdefault(number, []).append(entry)

    def at(self, number: str) -> list[Entry]:
        """Whose number this is, exactly."""
        return self.by_number.get(number, [])

    def near(self, number: str, most: int = 1) -> tuple[list[Entry], str]:
        """Whose number was probably meant, and in words how this one differs; nobody's if none is within `most` slips."""
        likely = [(slips(number, known), known) for known in self.by_number if len(known) >= SHORTEST]
        found = min(((slip, known) for slip, known in likely if slip and slip.count <= most), default=None)
        return (self.by_number[found[1]], found[0].words) if found else ([], "")


def dialled(written: str) -> str:
    """The digits to dial in the United Kingdom; of something that cannot be rung, the digits there are."""
    try:
        return PhoneNumber(written).dialled.replace("+44", "0")
    except ValueError:
        return "".join(filter(str.isdigit, written))


@dataclass(frozen=True, order=True)
class Slip:
    """How a number may have been mistaken for another: how many slips of the finger, and which, in words."""

    count: int
    words: str


def slips(number: str, meant: str) -> Slip | None:
    """How `number` comes of `meant`: the first 0 lost, another 08 or 03 prefix, one or two digits; None if it hardly does."""
    if number == meant[1:]:
        return Slip(0, "its first 0 is missing")
    if number[4:] == meant[4:] and {number[:2], meant[:2]} <= {"03", "08"}:
        return Slip(0, PREFIX)
    count = distance(number, meant)
    if count > 2 or not meant.startswith("0"):
        return None
    if count == 2:
        return Slip(2, "two digits differ")
    longer = len(number) - len(meant)
    if longer:
        return Slip(1, "there is a digit too many" if longer > 0 else "a digit is missing")
    return Slip(1, "two digits are swapped" if sorted(number) == sorted(meant) else "one digit differs")


PREFIX = "it begins differently"


def distance(one: str, other: str) -> int:
    """Digits to change, add, leave out or swap with the next to make one number the other (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one):
        row = [i + 1]
        for j, b in enumerate(other):
            row.append(min(last[j] + (a != b), last[j + 1] + 1, row[j] + 1))
            if i and j and a == other[j - 1] and one[i - 1] == b:
                row[-1] = min(row[-1], before[j - 1] + 1)
        before, last = last, row
    return last[-1]
