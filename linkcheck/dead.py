"""Services that have closed (`fixtures/dead-services.yaml`): nobody is sent to one again.

What a text says of the past is left alone: “Houseparty has closed”, “once called Teaching Agency registration”.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.db import models

from portal.blocks.text import lines
from portal.words import Objection, Passage

from .anchors import anchors

FILE = settings.BASE_DIR / "fixtures" / "dead-services.yaml"
SENTENCE = re.compile(r"(?<=[.!?])\s+")
OF_THE_PAST = re.compile(
    r"\b(?:closed|closes|closure|ended|gone|shut|stopped|withdrawn|replaced|superseded|formerly|former|once|used to|was|were|"
    r"no longer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dead:
    """One that has closed."""

    names: tuple[str, ...]
    hosts: tuple[str, ...]
    was: str
    since: str

    @property
    def said(self) -> str:
        """`an app for video calls in groups, which has closed`"""
        return f"{self.was}, which {'closed in ' + self.since if self.since else 'has closed'}"

    def at(self, address: str) -> bool:
        """Does this address lead to it?"""
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            return False
        return any(host == gone or host.endswith(f".{gone}") for gone in self.hosts)


@cache
def services() -> tuple[Dead, ...]:
    """All of them, read once."""
    rows = yaml.safe_load(FILE.read_text()) if FILE.exists() else []
    return tuple(
        Dead(tuple(row["names"]), tuple(row["hosts"]), str(row["was"]), str(row.get("since") or ""))
        for row in rows or []
    )


def at(address: str) -> Dead | None:
    """The service that has closed to which this address leads."""
    return next((each for each in services() if each.at(address)), None)


def named_in(sentence: str) -> Iterator[tuple[str, Dead]]:
    """Those that this sentence names as if they were still there, by name or by address."""
    for each in services():
        for name in each.names:
            if re.search(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE) and not OF_THE_PAST.search(sentence):
                yield name, each
        for host in each.hosts:
            if re.search(rf"(?<![\w.-]){re.escape(host)}\b", sentence, re.IGNORECASE):
                yield host, each


def objections(obj: models.Model, passages: Iterable[Passage]) -> Iterator[Objection]:
    """What speaks against publishing these words, for the editor."""
    for passage in passages:
        paragraphs = (
            [*lines(passage.text), *(href for href, _ in anchors(passage.text))]
            if passage.is_rich
            else passage.text.splitlines()
        )
        found = {
            name: each for text in paragraphs for sentence in SENTENCE.split(text) for name, each in named_in(sentence)
        }
        for name, each in found.items():
            yield (
                passage,
                f"“{name}”: {each.said}. Name something else, or say in the same sentence that it has closed.",
            )
