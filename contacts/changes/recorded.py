"""Numbers and addresses of a contact that change: who did it, when and why, and that the old one is kept (EC1).

Recorded whenever a contact is saved or deleted, by whichever door: the admin, the content files, an import. Whoever saves says
why in `contact.why`; who it was is known to Wagtail's log.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogActionRegistry, LogFormatter, get_active_log_context, log

from ..guard.register import dialled
from ..hours.words import dates_in_words
from ..models import Channel, Contact, Correction, FormerNumber, NumberChange
from .places import corrections

ACTION = "contacts.number"
NOT_SAID = "Not said"
DELETED = "The contact was deleted"
LONGEST = FormerNumber._meta.get_field("number").max_length

Pairs = list[tuple[Channel, Channel | None]]


def same(way: Channel) -> tuple[str, ...]:
    """What makes two ways the same: what is dialled or written to, however it is spaced."""
    reached = dialled(way.value) if way.is_number else way.value.strip().lower().rstrip("/")
    return way.kind, reached, way.extension


def changed(before: Iterable[Channel], after: Iterable[Channel]) -> Pairs:
    """The ways that are there no longer, each with the one in its place: the same row, or else a new one of its kind."""
    before, after = list(before), list(after)
    old, now = {same(way) for way in before}, {same(way) for way in after}
    gone = [way for way in before if same(way) not in now]
    new = [way for way in after if same(way) not in old]
    rows = {way.pk for way in gone}
    pairs: Pairs = []
    for way in gone:
        likely = [each for each in new if each.pk == way.pk]
        likely += [each for each in new if each.pk not in rows and each.kind == way.kind]
        instead = next(iter(likely), None)
        new = [each for each in new if each is not instead]
        pairs.append((way, instead))
    return pairs


@contextmanager
def recorded(contact: Contact) -> Iterator[None]:
    """Around saving a contact: notes what changes of its ways, and keeps the numbers given up as former ones."""
    stored = Contact.objects.filter(pk=contact.pk).first() if contact.pk else None
    if stored is None:
        yield
        return
    ways = list(contact.channels.all())
    pairs = changed(stored.ways, ways)
    keep_former(contact, [old for old, _ in pairs], ways)
    with transaction.atomic():
        yield
        if pairs:
            contact.noted = note(stored, pairs, contact.why, contact)


def keep_former(contact: Contact, gone: Iterable[Channel], ways: Iterable[Channel]) -> None:
    """Add the numbers given up to the contact's former ones; one that is in use again is former no longer."""
    in_use = {dialled(way.value) for way in ways if way.is_number}
    known = list(contact.former_numbers.all())
    kept = [former for former in known if dialled(former.number) not in in_use]
    numbers = {dialled(former.number) for former in kept}
    until = f"until {dates_in_words(timezone.localdate())}"
    for way in gone:
        if way.is_number and dialled(str(way)) not in numbers and dialled(way.value) not in in_use:
            kept.append(FormerNumber(number=str(way)[:LONGEST], note=until))
            numbers.add(dialled(str(way)))
    if kept != known:
        contact.former_numbers.set(kept)


def note(stored: Contact, pairs: Pairs, why: str, contact: Contact | None) -> list[NumberChange]:
    """Write the changes down, each with the places that showed the old number. `stored` is the contact as it was."""
    changes = []
    for old, new in pairs:
        change = NumberChange.objects.create(
            contact=contact,
            site=stored.site,
            name=stored.name,
            kind=old.kind,
            old=str(old),
            new=str(new or ""),
            why=why or NOT_SAID,
            by=get_active_log_context().user,
        )
        Correction.objects.bulk_create(corrections(change, stored, old))
        if contact:
            log(contact, ACTION, data={"old": change.old, "new": change.new, "why": change.why})
        changes.append(change)
    return changes


def before_delete(sender: type, instance: Contact, origin: Any = None, **kwargs: Any) -> None:
    """A contact that is deleted takes its numbers away. Not where its whole partnership goes."""
    if isinstance(origin, Contact) or getattr(origin, "model", None) is Contact:
        note(instance, [(way, None) for way in instance.ways], DELETED, None)


def in_history(actions: LogActionRegistry) -> None:
    """What the contact's own history says of a change."""

    @actions.register_action(ACTION)
    class NumberChanged(LogFormatter):
        label = "Change a number"

        def format_message(self, entry: Any) -> str:
            said = entry.data
            return f"{said['old']}, now {said['new'] or 'gone'}: {said['why']}"
