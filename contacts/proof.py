"""Is what we say of a contact proven? When somebody last checked it, when the next check is due, and what readers are told.

A number is never hidden because its check is late: long overdue, the line below it says so, and whom to call if it fails.
Days are London's.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models

from .hours import today
from .models import Channel, ChannelKind, Contact

CHECK_AFTER = 6
"""Months. Twice a year: often enough to meet the changes that come with budgets and school years, seldom enough to be done."""

LONG_OVERDUE = timedelta(days=30)
"""After so long without an answer from whoever keeps it, readers are told."""

EMERGENCY_NUMBERS = ("999", "112")
NON_EMERGENCY = Channel(kind=ChannelKind.VOICE, value="101")
"""The police's number for what is not an emergency: national, so it holds wherever the number being checked does not."""


class State(models.TextChoices):
    """How a contact stands on a day. What is late comes before what is still open."""

    OVERDUE = "overdue", "Overdue"
    DUE = "due", "Due"
    TO_CONFIRM = "to-confirm", "To be confirmed"
    CONFIRMED = "confirmed", "Confirmed"


NO_OWNER = "no-owner"
"""Beside these, a contact may be kept by nobody: then no one is written to when its check is due."""


class Told(models.TextChoices):
    """What readers are told in place of “Checked …” once a check is long overdue, by what they can do instead."""

    NUMBER = "number", "a number that may not answer"
    ADDRESS = "address", "only an address: nobody may reply"
    EMERGENCY = "emergency", "999 itself, which answers whatever our check says"
    POLICE = "police", "101 itself, which cannot stand in for itself"


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month: 31 August and six months are 28 or 29 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def check_due(contact: Contact) -> date | None:
    """The day the next check is due; None for a contact that was never confirmed and has no date of its own."""
    if contact.next_check or not contact.confirmed_on:
        return contact.next_check
    return months_after(contact.confirmed_on, CHECK_AFTER)


def is_long_overdue(contact: Contact, at: datetime | None = None) -> bool:
    due = check_due(contact)
    return due is not None and today(at) >= due + LONG_OVERDUE


def state(contact: Contact, at: datetime | None = None) -> State:
    """How the contact stands at this moment."""
    due = check_due(contact)
    if is_long_overdue(contact, at):
        return State.OVERDUE
    if due and due <= today(at):
        return State.DUE
    return State.TO_CONFIRM if contact.to_confirm or not contact.confirmed_on else State.CONFIRMED


def in_state(contacts: Iterable[Contact], wanted: str, at: datetime | None = None) -> list[Contact]:
    """Those of the contacts that stand so."""
    return [contact for contact in contacts if state(contact, at) == wanted]


def checked_on(contact: Contact, at: datetime | None = None) -> date | None:
    """The day readers are told it was checked: none while anything is to be confirmed, or once the check is long overdue."""
    day = contact.confirmed_on
    if contact.to_confirm or day is None or day > today(at) or is_long_overdue(contact, at):
        return None
    return day


def being_checked(contact: Contact, at: datetime | None = None) -> Told | None:
    """What readers are told of a check that is long overdue; None if it is not, or if there is no way to reach them."""
    if not contact.ways or not is_long_overdue(contact, at):
        return None
    numbers = ["".join(way.value.split()) for way in contact.ways if way.is_number]
    if any(number in EMERGENCY_NUMBERS for number in numbers):
        return Told.EMERGENCY
    if NON_EMERGENCY.value in numbers:
        return Told.POLICE
    return Told.NUMBER if numbers else Told.ADDRESS
