"""Taking over a list that was kept elsewhere: a CSV file, and a word on where the consent of those on it is recorded (NL1, NL4).

Nothing of the file is kept but the addresses that are new to us; nobody who has left, or whose mail came back, is added.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.db import transaction
from wagtail.models import Site

from portal.moments import moment

from . import consent
from .addresses import digest, is_address, normal
from .models import Consent, NewsList, Subscriber, Subscription, Suppression
from .models.consent import How
from .wishes import Wish

HEADERS = ("email", "e-mail", "email address", "e-mail address", "address")
MOST_BYTES = 20_000_000
AT_A_TIME = 500
LONGEST_SOURCE, SHORTEST_SOURCE = 300, 10  # letters


SAID = {
    "new": "new",
    "more": "subscribers who get a list they did not have",
    "known": "known, nothing to do",
    "suppressed": "never added: they left, asked to be erased, or their mail came back",
    "invalid": "not an e-mail address",
    "repeated": "there more than once",
}
WITH_LINES = ("suppressed", "invalid", "repeated")


@dataclass
class Outcome:
    """What became, or would become, of each line of the file, by the line’s number; addresses are not in it."""

    new: list[int] = field(default_factory=list)
    more: list[int] = field(default_factory=list)  # subscribers who get a list that they did not have
    known: list[int] = field(default_factory=list)
    suppressed: list[int] = field(default_factory=list)
    invalid: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)

    @property
    def said(self) -> list[tuple[int, str, str]]:
        """How many there are of each, what that is in words, and where it helps on which lines."""
        found = [(name, getattr(self, name), words) for name, words in SAID.items()]
        return [
            (len(lines), words, ", ".join(map(str, lines)) if name in WITH_LINES else "")
            for name, lines, words in found
        ]

    @property
    def changes(self) -> int:
        """How many would get something that they do not get now."""
        return len(self.new) + len(self.more)


def read(path: Path) -> list[tuple[int, str]]:
    """The addresses of a file as they are written there, each with the number of its line; empty lines are left out.

    Raises ValueError, with the file and the line, for one that is no such file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path}: cannot be read ({error.strerror}).") from error
    return parse(content, str(path))


def parse(content: bytes, path: str) -> list[tuple[int, str]]:
    """As `read`, of what a file of that name holds."""
    if len(content) > MOST_BYTES:
        raise ValueError(f"{path}: larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"{path}, line {line}: not in UTF-8. Save it as “CSV UTF-8”.") from error
    if "\0" in text:
        raise ValueError(f"{path}, line {text.count(chr(10), 0, text.index(chr(0))) + 1}: not a text file.")
    first = text.split("\n", 1)[0]
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True
    )
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        columns = [place for place, name in enumerate(header) if name in HEADERS]
        if len(columns) != 1:
            said = "no column" if not columns else "more than one column"
            raise ValueError(f"{path}, line 1: {said} named “email”. The first line names the columns.")
        rows = []
        for cells in reader:
            if len(cells) > len(header) and any(each.strip() for each in cells[len(header) :]):
                raise ValueError(f"{path}, line {reader.line_num}: more cells than the first line has columns.")
            if any(each.strip() for each in cells):
                rows.append((reader.line_num, cells[columns[0]].strip() if len(cells) > columns[0] else ""))
    except csv.Error as error:
        raise ValueError(f"{path}, line {reader.line_num}: cannot be read as CSV ({error}).") from error
    return rows


def take_over(
    rows: Iterable[tuple[int, str]],
    site: Site,
    lists: Sequence[NewsList],
    source: str,
    at: datetime | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Subscribe those whose addresses are in order to these lists of that site; a dry run only says what would happen.

    Run again it does nothing more. All of it is done, or nothing.
    """
    outcome, wanted = Outcome(), [(site.pk, str(news), "") for news in lists]
    seen: set[str] = set()
    good: list[tuple[int, str]] = []
    for line, text in rows:
        address = normal(text)
        if not is_address(address):
            outcome.invalid.append(line)
        elif address in seen:
            outcome.repeated.append(line)
        else:
            seen.add(address)
            good.append((line, address))
    with transaction.atomic():
        for some in chunks(good):
            _take(some, wanted, source, moment(at), dry_run, outcome)
    return outcome


def _take(
    some: list[tuple[int, str]], wanted: list[Wish], source: str, now: datetime, dry_run: bool, outcome: Outcome
) -> None:
    addresses = [address for _, address in some]
    digests = {address: digest(address) for address in addresses}
    refused = set(Suppression.objects.filter(digest__in=digests.values()).values_list("digest", flat=True))
    found = Subscriber.objects.filter(address__in=addresses).prefetch_related("subscriptions")
    there = {each.address: each for each in found}
    missing: list[tuple[Subscriber, list[Wish]]] = []
    for line, address in some:
        subscriber = there.get(address)
        if digests[address] in refused:
            outcome.suppressed.append(line)
        elif subscriber is None:
            outcome.new.append(line)
            missing.append((Subscriber(address=address, confirmed_at=now), wanted))
        else:
            has = {(row.site_id, row.news, row.topic) for row in subscriber.subscriptions.all()}
            lacks = [wish for wish in wanted if wish not in has]
            (outcome.more if lacks else outcome.known).append(line)
            missing += [(subscriber, lacks)] if lacks else []
    if not dry_run:
        _write(missing, source, now)


def _write(missing: list[tuple[Subscriber, list[Wish]]], source: str, now: datetime) -> None:
    Subscriber.objects.bulk_create(subscriber for subscriber, _ in missing if subscriber.pk is None)
    Subscription.objects.bulk_create(
        Subscription(subscriber=subscriber, site_id=site, news=news, topic=topic, since=now)
        for subscriber, wishes in missing
        for site, news, topic in wishes
    )
    words = {"how": How.IMPORT, "version": consent.VERSION, "text": consent.IMPORTED, "source": source}
    Consent.objects.bulk_create(
        Consent(subscriber=subscriber, at=now, wishes=wishes, **words) for subscriber, wishes in missing
    )


def chunks(rows: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    for start in range(0, len(rows), AT_A_TIME):
        yield rows[start : start + AT_A_TIME]
