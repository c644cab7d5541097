"""Can these hours be right? What the form, the content files and the import refuse, in words for whoever gives the hours (EC2).

A day on which nobody answers is said to be closed: a day that no row names has been forgotten. The rows of one kind of channel
are judged by themselves, since they stand in for those that are for every kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from .rows import WEEK, Answers, Day, Hours, Row
from .words import dates_in_words, days_in_words, times_in_words

if TYPE_CHECKING:
    from ..models import Contact

A_DAY, A_WEEK = 24 * 60, 7 * 24 * 60  # minutes
KINDS = {"voice": "telephone", "text": "text messages", "email": "e-mail", "web": "the website"}
LINES = ("voice", "text")


def problems(hours: Hours) -> list[str]:
    """What cannot be right about these hours; empty if nothing speaks against them."""
    weekly = tuple(row for row in hours.rows if row.days)
    dated = [row for row in hours.rows if row.first]
    if hours.answers == Answers.UNKNOWN:
        wrong = (
            "Hours are given here, and “We do not know when” above. Choose “At the hours below”, or take the rows away."
        )
        return [wrong] if hours.rows else []
    if hours.answers == Answers.ALWAYS:
        wrong = (
            "These are hours on a 24-hour line. Take the rows for days of the week away, or choose “At the hours below”. "
            "Rows for certain dates may stay."
        )
        return [*([wrong] if weekly else []), *_contradictions(dated)]
    if not weekly:
        return ["“At the hours below” is chosen, and no row names a day of the week. Add the hours of the week."]
    kinds = dict.fromkeys(row.kind for row in weekly)
    week = [said for kind in kinds for said in _week(replace(hours, rows=weekly).of_kind(kind).rows, kind)]
    return [*week, *_contradictions(dated)]


def shared_time(one: Hours, other: Hours) -> str:
    """When in an ordinary week both answer, in words: “Monday 9am to 5pm and Monday 4pm to 8pm”. Empty if never."""
    pairs = ((row, against) for row in one.rows for against in other.rows)
    return next((said for row, against in pairs if (said := _overlap(row, against))), "")


def rivals(contact: Contact, hours: Hours, kinds: Iterable[str]) -> list[str]:
    """The other contacts of the same service and area that answer in the same hours, unless that is said to be right.

    `hours` and `kinds` are what the contact is to have: its hours, and the kinds of its channels. Only lines are compared,
    telephone with telephone, and only where both have hours in the week.
    """
    if contact.alongside or hours.answers != Answers.HOURS:
        return []
    site = None if contact.site and contact.site.is_default_site else contact.site
    others = type(contact).objects.filter(service_id=contact.service_id, site=site, alongside=False)
    said = []
    for other in others.filter(answers=Answers.HOURS).exclude(pk=contact.pk):
        both = [kind for kind in LINES if kind in set(kinds) & {way.kind for way in other.ways}]
        times = (shared_time(hours.of_kind(kind), other.all_hours.of_kind(kind)) for kind in both)
        if time := next(filter(None, times), ""):
            said.append(
                f"“{other}” answers for the same service at the same time: {time}. Change the hours of one, or tick “May answer "
                "at the same time as another” if both are right to call."
            )
    return said


def _week(rows: tuple[Row, ...], kind: str) -> list[str]:
    """What is wrong with the rows that make up one ordinary week."""
    whose = f"For {KINDS[kind]}: " if kind else ""
    overlaps = (_overlap(one, other) for one, other in combinations(rows, 2))
    said = [f"{whose}{both} overlap. Join them, or change one." for both in overlaps if both]
    for day in Day:
        here = {row.closed for row in rows if day.value in row.days}
        if len(here) == 2:
            said.append(
                f"{whose}{days_in_words((day.value,)).capitalize()} is both closed and open. Take one of the rows away."
            )
    if forgotten := tuple(day for day in Day.values if not any(day in row.days for row in rows)):
        said.append(
            f"{whose}Nothing is said about {days_in_words(forgotten)}: add a row for "
            f"{'it' if len(forgotten) == 1 and forgotten[0] != Day.HOLIDAY else 'them'}, marked closed if nobody answers."
        )
    return said


def _overlap(one: Row, other: Row) -> str:
    """The first days on which the two run into each other, with their times; past midnight, and from Sunday into Monday, too."""
    if one.closed or other.closed:
        return ""
    for day, then in product(one.days, other.days):
        if (day == Day.HOLIDAY) != (then == Day.HOLIDAY):
            continue  # a bank holiday falls on any weekday
        apart = 0 if day == Day.HOLIDAY else (WEEK.index(then) - WEEK.index(day)) * A_DAY
        if any(_meet(one, other, apart + turn) for turn in (-A_WEEK, 0, A_WEEK)):
            return f"{_said(day, one)} and {_said(then, other)}"
    return ""


def _meet(one: Row, other: Row, apart: int) -> bool:
    """Do their hours meet, if the other's day begins so many minutes after the one's?"""
    (opens, closes), (begins, ends) = one.minutes, other.minutes
    return opens < ends + apart and begins + apart < closes


def _said(day: str, row: Row) -> str:
    return f"{days_in_words((day,)).capitalize()} {times_in_words(row)}"


def _contradictions(rows: Iterable[Row]) -> list[str]:
    """Rows for dates that cannot both be true."""
    said = []
    for one, other in combinations(rows, 2):
        if one.kind and other.kind and one.kind != other.kind:
            continue
        if one.closed != other.closed:
            if day := _common(one, other):
                said.append(f"{dates_in_words(day)} is both closed and open. Take one of the rows away.")
        elif not one.closed:
            days = (_common(one, other, ahead) for ahead in (-1, 0, 1) if _meet(one, other, ahead * A_DAY))
            if day := next(filter(None, days), None):
                said.append(
                    f"The hours on {dates_in_words(day)} overlap: {times_in_words(one)} and {times_in_words(other)}. "
                    "Join them, or change one."
                )
    return said


def _common(one: Row, other: Row, ahead: int = 0) -> date | None:
    """The first day of one whose next but `ahead` days is a day of the other."""
    if one.first is None or other.first is None:
        return None
    later = timedelta(days=ahead)
    day = max(one.first, other.first - later)
    return day if day <= min(one.last or one.first, (other.last or other.first) - later) else None
