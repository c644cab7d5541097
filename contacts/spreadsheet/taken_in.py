"""Taking contacts in from a spreadsheet: every row passes the admin's own form, and all of them are saved or none.

A dry run is the real thing, taken back at its end: it shows exactly what would happen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.forms import ModelForm
from wagtail.actions.create import CreateAction
from wagtail.actions.edit import EditAction
from wagtail.permissions import policy_registry

from portal.models import Partnership

from ..models import Contact, Service
from . import table as spreadsheet
from .rows import Rows
from .table import ALONGSIDE, ID, IN_ORDER, PARTNERSHIP, SERVICE

NOBODYS = "0"
"""The number of no record: the form says that it is not one to choose."""

MISSING = "Give it, or empty the other cells that belong to it."


@dataclass(frozen=True)
class Change:
    """One cell, as the contact has it and as the file does."""

    column: str
    old: str
    new: str


@dataclass
class Outcome:
    """What becomes of one row."""

    number: int
    name: str
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)  # column, what is wrong


@dataclass
class Import:
    """What becomes of a file."""

    outcomes: list[Outcome]

    @property
    def bad(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.faults]

    @property
    def new(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.is_new and not each.faults]

    @property
    def changed(self) -> list[Outcome]:
        return [each for each in self.outcomes if each.changes and not each.is_new and not each.faults]

    @property
    def unchanged(self) -> list[Outcome]:
        return [each for each in self.outcomes if not each.changes and not each.faults]

    @property
    def digest(self) -> str:
        """The same for the same outcome, so that nothing is applied but what was shown."""
        return hashlib.sha256(repr(self.outcomes).encode()).hexdigest()


def take_in(rows: Iterable[tuple[int, dict[str, str]]], user: Any, why: str = "", keep: str | None = None) -> Import:
    """What these rows would do; done for good only if it is exactly what `keep`, the digest of a dry run, says.

    A row that is not the user's to change, or that the form refuses, is bad; then nothing is done.
    """
    with transaction.atomic():
        taking = _Taking(user, why)
        result = Import([taking.row(number, cells) for number, cells in rows])
        if result.bad or result.digest != keep:
            transaction.set_rollback(True)
    return result


def partnerships() -> dict[int | None, str]:
    """The names by which a spreadsheet tells partnerships, by site; SET's contacts are those for everywhere, without a name."""
    found = Partnership.objects.filter(site__is_default_site=False)
    return dict(found.values_list("site_id", "short_name"))


class _Taking:
    """One file being taken in, for one user."""

    def __init__(self, user: Any, why: str) -> None:
        self.user, self.why = user, why
        policy = policy_registry.get_by_type(Contact)
        mine = policy.instances_user_has_permission_for(user, "change").select_related("service")
        self.mine = mine.prefetch_related("channels", "opening_hours", "former_numbers").in_bulk()
        self.may_add = policy.user_has_permission(user, "add")
        self.names = partnerships()
        self.sites = {name.lower(): str(site) for site, name in self.names.items()}
        self.services = {slug: str(pk) for slug, pk in Service.objects.values_list("slug", "pk")}
        viewset = Contact.snippet_viewset
        self.forms = {is_new: viewset.get_form_class(for_update=not is_new) for is_new in (True, False)}
        self.seen: set[str] = set()

    def row(self, number: int, cells: dict[str, str]) -> Outcome:
        known = cells[ID]
        contact = self.mine.get(int(known)) if known.isascii() and known.isdigit() else None
        outcome = Outcome(number, cells.get("name") or (contact.name if contact else ""), is_new=not known)
        if known and not contact:
            outcome.faults.append((ID, f"There is no contact {known} that you may change. Leave it empty to add one."))
        elif not known and not self.may_add:
            outcome.faults.append((ID, "You may not add contacts."))
        elif known in self.seen:
            outcome.faults.append((ID, f"The contact {known} stands in a row above already."))
        else:
            self.seen |= {known} - {""}
            self.compare(outcome, contact or Contact(), cells)
        return outcome

    def compare(self, outcome: Outcome, contact: Contact, cells: dict[str, str]) -> None:
        present = spreadsheet.cells(contact, self.names)
        present = {name: spreadsheet.canonical(name, text) for name, text in present.items()}
        if outcome.is_new:
            cells = {name: text or present.get(name, "") for name, text in cells.items()}
        outcome.changes = [
            Change(name, present.get(name, ""), text)
            for name, text in cells.items()
            if present.get(name, "") != text and not (name == IN_ORDER and spreadsheet.same_order(present, cells))
        ]
        if outcome.changes or outcome.is_new:
            self.save(outcome, contact, {**present, **cells})

    def save(self, outcome: Outcome, contact: Contact, cells: dict[str, str]) -> None:
        """Through the form, as if somebody had typed the row into the admin."""
        rows = Rows(contact, cells, {each.column for each in outcome.changes})
        outcome.faults = list(rows.faults)
        if cells[ALONGSIDE] not in ("yes", "no"):
            outcome.faults.append((ALONGSIDE, "Write “yes” or “no”."))
        data = {name: cells[column] for column, name in spreadsheet.FIELDS.items()}
        data |= {"service": self.services.get(cells[SERVICE], NOBODYS if cells[SERVICE] else "")}
        data |= {"site": self.sites.get(cells[PARTNERSHIP].lower(), NOBODYS if cells[PARTNERSHIP] else "")}
        data |= {"alongside": "on"} if cells[ALONGSIDE] == "yes" else {}
        form = self.forms[outcome.is_new]({**data, **rows.data, "why": self.why}, instance=contact, for_user=self.user)
        if not form.is_valid():
            outcome.faults += self.said(form, rows)
        if not outcome.faults:
            action = CreateAction if outcome.is_new else EditAction
            action(form.instance, user=self.user, form=form).execute(skip_permission_checks=True)

    def said(self, form: ModelForm, rows: Rows) -> list[tuple[str, str]]:
        """What the form found wrong, by column."""
        columns = {name: column for column, name in spreadsheet.FIELDS.items()} | {"site": PARTNERSHIP}
        found = []
        for name, errors in form.errors.items():
            for error in errors:
                if name == "site":
                    error = self.to_choose(form)
                if name == "service":
                    error = "Write the word of a service, such as children-front-door."
                found.append((columns.get(name, name if name != "__all__" else ""), str(error)))
        for prefix, formset in form.formsets.items():
            found += [(rows.column(prefix), str(error)) for error in formset.non_form_errors()]
            for place, errors in enumerate(formset.errors):
                for name, several in errors.items():
                    column = rows.column(prefix, place, name)
                    missing = prefix == "channels" and name == "value" and not rows.cells.get(column)
                    found += [(column, str(said)) for said in ([MISSING] if missing else several)]
        return list(dict.fromkeys(found))

    def to_choose(self, form: ModelForm) -> str:
        """Which partnerships’ contacts the user may keep."""
        mine = [self.names[site.pk] for site in form.fields["site"].queryset if site.pk in self.names]
        everywhere = "" if form.fields["site"].required else ", or leave it empty for everywhere"
        return f"Write {' or '.join(mine)}{everywhere}: you keep no other contacts."
