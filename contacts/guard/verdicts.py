"""The number guard: a telephone number typed into a text is wrong one day, so none is accepted that a contact could show.

A text names a contact instead. A number of nobody in the register may stand where the page says why (`other_numbers`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.utils.text import get_text_list

from portal.words import Passage

from .register import PREFIX, Entry, Register
from .sightings import Sighting, plain, sightings

SETTING = "under Settings, “Numbers that are no contact of ours”"
REASON = re.compile(r"[^\W\d_]{3}")


class Verdict(Enum):
    """What is wrong with a typed number."""

    KNOWN = "the number of a contact"
    FORMER = "an old number of a contact"
    NEAR = "probably a contact’s number, mistyped"
    DEAD = "cannot be rung"
    UNKNOWN = "nobody’s number that we know"


@dataclass(frozen=True)
class Finding:
    """A number that must not stand where it stands: as it is written, what it is (“… is the number of …”), and what to do."""

    written: str
    verdict: Verdict
    said: str
    advice: str

    @property
    def message(self) -> str:
        return f"{self.written} {self.said} {self.advice}"


@dataclass(frozen=True)
class Guard:
    """Judges the numbers in texts. `Guard(Register.now())` in a request."""

    register: Register

    def findings(self, passage: Passage, reasons: "Reasons") -> Iterator[Finding]:
        """What is wrong with the numbers in these words; nothing about one that its page gives a reason for."""
        for seen in sightings(passage.text, passage.is_rich, self.register.by_number):
            finding = self.judge(seen, passage.is_rich, reasons)
            if finding:
                yield finding

    def judge(self, seen: Sighting, is_rich: bool, reasons: "Reasons") -> Finding | None:
        """What is wrong with one number. A reason excuses what may be somebody else's, never what is plainly a contact's."""
        entries = self.register.at(seen.number)
        if entries:
            verdict = Verdict.FORMER if entries[0].is_former else Verdict.KNOWN
            return Finding(seen.written, verdict, f"is {whose(entries)}.", choose(entries, is_rich))
        excusable, excuse = reasons.about(seen.number)
        entries, slip = self.likely(seen)
        if entries:
            open_to_excuse = seen.is_valid and slip != PREFIX
            if open_to_excuse and excusable:
                return None
            said = f"is probably a mistake for {entries[0].written}, {whose(entries)}: {slip}."
            otherwise = f" If it really is another number, {excuse}" if open_to_excuse and excuse else ""
            return Finding(seen.written, Verdict.NEAR, said, choose(entries, is_rich) + otherwise)
        if excusable:
            return None
        if seen.is_valid:
            keep = excuse[:1].upper() + excuse[1:] or "Leave it out here, or have it added as a contact."
            return Finding(seen.written, Verdict.UNKNOWN, "is not the number of a contact.", keep)
        why = "its first 0 is missing" if seen.number[:1] not in "0+" else "check for a lost or extra digit"
        otherwise = f"If it is no telephone number, {excuse}" if excuse else "Put it right, or leave it out."
        return Finding(seen.written, Verdict.DEAD, f"cannot be rung in the United Kingdom: {why}.", otherwise)

    def likely(self, seen: Sighting) -> tuple[list[Entry], str]:
        """The contact's number that was probably meant, and the difference. What cannot be rung may be further off."""
        if seen.number[:1] in "0+":
            return self.register.near(seen.number, most=1 if seen.is_valid else 2)
        found = self.register.near(seen.number)
        return found if found[0] else self.register.near("0" + seen.number)


@dataclass(frozen=True)
class Reasons:
    """The numbers that a page says it needs, each with the reason; `None` where there is no place to say so."""

    lines: dict[str, str] | None = None

    @classmethod
    def of(cls, written: str | None, register: Register) -> "Reasons":
        """Read from the page's field: one a line, the number and then the reason."""
        if written is None:
            return cls()
        lines = {}
        for line in plain(written, is_rich=False).splitlines():
            for seen in sightings(line, False, register.by_number):
                lines[seen.number] = line.replace(seen.written, "")
        return cls(lines)

    def about(self, number: str) -> tuple[bool, str]:
        """Is a reason given for it? And what the editor has to do where none is; nothing where that is not possible."""
        if self.lines is None:
            return False, ""
        if number not in self.lines:
            return False, f"write it {SETTING}, and after it why it has to stand here."
        return bool(REASON.search(self.lines[number])), f"say why it has to stand here, after it {SETTING}."


def whose(entries: Iterable[Entry]) -> str:
    """Whose number it is, or was: “the number of Southend MASH+”, “an old number of …, replaced by …”."""
    entries = list(entries)
    names = get_text_list(list(dict.fromkeys(entry.contact for entry in entries)), "and")
    if not entries[0].is_former:
        return f"the number of {names}"
    now = get_text_list(list(dict.fromkeys(new for entry in entries for new in entry.replaced_by or ())), "and")
    return f"an old number of {names}, replaced by {now}" if now else f"an old number of {names}, which has no other"


def choose(entries: Iterable[Entry], is_rich: bool) -> str:
    """What to do: name the service, and every reader is shown the right number."""
    service = "” or “".join(dict.fromkeys(entry.service for entry in entries))
    if is_rich:
        return f"Put the contact “{service}” here instead: then it is always right."
    return f"Leave it out here, and put the contact “{service}” into the text: then it is always right."


def typed_numbers(obj: models.Model, passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """What the guard has against an object's words, for the editor."""
    register = Register.now()
    reasons = Reasons.of(getattr(obj, "other_numbers", None), register)
    for passage in passages:
        for finding in Guard(register).findings(passage, reasons):
            yield passage, finding.message
