"""Contacts as open data: each contact of the site being read as a service of Open Referral UK.

What HSDS-UK 3.0, or HSDS 3.0 that it is a profile of, has a name for is named so; the rest has plain names of our own
(`fields.py` tells them apart). Nothing that only staff see is in a record, and nothing that changes by the minute: programs
reckon who is open from the hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest

from portal.open_data import collection, known, lasting_id
from portal.overlay import Neighbour, Overlay

from ..directory import Directory
from ..hours import moment
from ..hours.bank_holidays import of_year
from ..models import Channel, ChannelKind, Contact, Service
from ..numbers import PhoneNumber
from ..proof import being_checked, checked_on
from .hours import hours_record

CHECKING = (
    "We are checking these details. If nobody answers, call 999 if someone is in danger, or 101 for anything else."
)
ACTIVE = "active"  # of the statuses the standard has, the only one that a contact we show can have


@dataclass(frozen=True)
class OpenData:
    """The contacts of one site as open data, as they stand at a moment."""

    overlay: Overlay
    directory: Directory
    at: datetime

    @classmethod
    def of(cls, request: HttpRequest) -> "OpenData":
        return cls(Overlay.of(request), Directory.of(request), moment(getattr(request, "at", None)))

    @cached_property
    def areas(self) -> dict[int, Neighbour]:
        return {area.site_id: area for area in self.directory.areas}

    @property
    def contacts(self) -> Iterator[Contact]:
        for filling in self.directory.fillings.values():
            yield from filling.contacts

    def collection(self) -> dict[str, Any]:
        """All records on one page, in the standard's wrapper, with what a program needs to reckon with the hours."""
        contents = [self.record(contact) for contact in self.contacts]
        year = self.at.year
        holidays = [of_year(each) for each in (year, year + 1)]
        return collection(
            self.overlay,
            contents,
            "/contacts/open-data/",
            bank_holidays=sorted(str(day) for days in holidays for day in days or ()),
            bank_holidays_known_for=[each for each, days in zip((year, year + 1), holidays, strict=True) if days],
        )

    def record(self, contact: Contact) -> dict[str, Any]:
        """One contact, whole."""
        pk = self.id_of(contact)
        checked = checked_on(contact, self.at)
        checking = being_checked(contact, self.at) is not None
        return known(
            id=str(pk),
            name=contact.name,
            alternate_name=contact.short_name,
            description=contact.summary,
            status=ACTIVE,
            assured_date=checked and checked.isoformat(),
            alert=CHECKING if checking else None,
            being_checked=checking,
            url=next((way.value for way in contact.ways if way.kind == ChannelKind.WEB), None),
            page=self.address(contact.service.get_absolute_url()),
            email=next((way.value for way in contact.ways if way.kind == ChannelKind.EMAIL), None),
            organization=self.organization(contact),
            role=contact.service.slug,
            attributes=[self.attribute(contact.service, pk)],
            audiences=list(contact.service.audiences),
            service_areas=[
                {"id": str(uuid5(pk, f"area:{area.site_id}")), "name": area.area} for area in self.areas_of(contact)
            ],
            serves_everywhere=contact.site_id is None,
            phones=[self.phone(way, contact) for way in contact.ways if way.is_number],
            emails=self.ways(contact, ChannelKind.EMAIL),
            websites=self.ways(contact, ChannelKind.WEB),
            **hours_record(contact.hours, pk, self.at),
            hours_note=contact.hours_note,
        )

    def id_of(self, contact: Contact) -> UUID:
        return lasting_id(self.overlay, "contacts", contact.pk)

    def id_of_way(self, way: Channel, contact: Contact) -> UUID:
        return uuid5(self.id_of(contact), f"{way.kind}:{way.value}:{way.extension}")

    def address(self, path: str) -> str:
        return f"{self.overlay.site.root_url}{path}"

    def areas_of(self, contact: Contact) -> list[Neighbour]:
        """The areas of this site that it serves."""
        return list(self.areas.values()) if contact.site_id is None else [self.areas[contact.site_id]]

    def organization(self, contact: Contact) -> dict[str, Any] | None:
        """The partnership that keeps the record; None where it serves everywhere, since nobody here speaks for it."""
        area = self.areas.get(contact.site_id or 0)
        if area is None:
            return None
        return {
            "id": str(uuid5(NAMESPACE_URL, area.url)),
            "name": area.name,
            "description": f"Keeps the contacts for {area.area}.",
            "website": area.url,
        }

    def attribute(self, service: Service, owner: UUID) -> dict[str, Any]:
        """The role, as the standard classifies what a service is."""
        address = f"{self.overlay.shared_url}{service.get_absolute_url()}"
        term = uuid5(NAMESPACE_URL, address)
        return {
            "id": str(uuid5(owner, "role")),
            "link_type": "role",
            "taxonomy_term": {
                "id": str(term),
                "name": service.name,
                "description": service.description,
                "term_uri": address,
            },
        }

    def phone(self, way: Channel, contact: Contact) -> dict[str, Any]:
        number = PhoneNumber(way.value)
        # The standard's extension is a number, which cannot begin with 0; the link to dial has it in any case.
        extension = int(way.extension) if way.extension and not way.extension.startswith("0") else None
        return known(
            id=str(self.id_of_way(way, contact)),
            number=str(number),
            extension=extension,
            type=way.kind,
            description=way.label,
            international=number.dialled,
            uri=way.href,
            cost=way.cost,
            menu=way.menu_steps or None,
            **self.own_hours(way, contact),
        )

    def ways(self, contact: Contact, kind: ChannelKind) -> list[dict[str, Any]]:
        return [
            known(address=way.value, description=way.label, **self.own_hours(way, contact))
            for way in contact.ways
            if way.kind == kind
        ]

    def own_hours(self, way: Channel, contact: Contact) -> dict[str, Any]:
        """The hours of a way to reach them, where they are not those of the contact."""
        hours = contact.all_hours.of_kind(way.kind)
        return {} if hours == contact.hours else hours_record(hours, self.id_of_way(way, contact), self.at)
