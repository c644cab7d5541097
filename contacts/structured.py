"""Contacts as search engines and assistants read them in a page: schema.org, in JSON-LD.

An organisation is a partnership, with the front door and the out of hours team of its area as contact points; a service is one
contact, with a channel for each way to reach it. Times are London's, as the pages tell them. Nothing depends on the clock.
"""

from datetime import time
from typing import Any

from portal.partnerships import Neighbour

from .directory import FRONT_DOOR, OUT_OF_HOURS, Directory, Filling
from .hours import WHOLE_DAY, Answers, Day, Hours, Row
from .models import Channel, ChannelKind, Contact, Service
from .numbers import PhoneNumber

CONTEXT = "https://schema.org"
HOLIDAYS = f"{CONTEXT}/PublicHolidays"
Node = dict[str, Any]


def organisations(here: Directory) -> list[Node]:
    """The partnership of this site, or on SET each area's, with whom to call about a child."""
    return [
        {
            **_organisation(area),
            "contactPoint": [
                _point(way, contact)
                for contact in here.contacts(FRONT_DOOR, OUT_OF_HOURS)
                for way in contact.ways
                if way.is_number and contact.site_id in (area.site_id, None)
            ],
        }
        for area in here.areas
    ]


def services(filling: Filling, here: Directory, address: str) -> list[Node]:
    """Those who fill a service here, each as a service; `address` is that of the page."""
    areas = {area.site_id: area for area in here.areas}
    return [_service(contact, filling.service, areas, address) for contact in filling.contacts if contact.ways]


def _organisation(area: Neighbour) -> Node:
    return {"@type": "GovernmentOrganization", "name": area.name, "url": area.url, "areaServed": _place(area)}


def _place(area: Neighbour) -> Node:
    return {"@type": "AdministrativeArea", "name": area.area}


def _service(contact: Contact, service: Service, areas: dict[int, Neighbour], address: str) -> Node:
    area = areas.get(contact.site_id or 0)
    node: Node = {
        "@type": "GovernmentService" if area else "Service",
        "name": contact.name,
        "serviceType": service.name,
        "url": address,
        "areaServed": [_place(each) for each in ([area] if area else areas.values())],
        "availableChannel": [_channel(way, contact) for way in contact.ways],
        "hoursAvailable": opening_hours(contact.hours),
        "description": contact.summary or service.description,
    }
    if area:
        node["provider"] = _organisation(area)
    return {name: value for name, value in node.items() if value}


def _channel(way: Channel, contact: Contact) -> Node:
    names = {ChannelKind.VOICE: "servicePhone", ChannelKind.TEXT: "serviceSmsNumber"}
    reached = _point(way, contact) if way.is_number else way.href
    return {"@type": "ServiceChannel", names.get(ChannelKind(way.kind), "serviceUrl"): reached}


def _point(way: Channel, contact: Contact) -> Node:
    """A number, with its hours if they are known. International, and with `;ext=` as RFC 3966 writes an extension."""
    extension = f";ext={way.extension}" if way.extension else ""
    point = {
        "@type": "ContactPoint",
        "name": contact.name,
        "contactType": contact.service.name,
        "telephone": PhoneNumber(way.value).dialled + extension,
        "description": way.label,
        "hoursAvailable": opening_hours(contact.all_hours.of_kind(way.kind)),
    }
    return {name: value for name, value in point.items() if value}


def opening_hours(hours: Hours) -> list[Node]:
    """The hours as specifications; none where they are not known. A day without times is closed, as schema.org has it."""
    if hours.answers == Answers.ALWAYS:
        rows = [WHOLE_DAY, *(row for row in hours.rows if row.first)]
    elif hours.answers == Answers.HOURS:
        rows = list(hours.rows)
    else:
        rows = []
    return [_specification(row) for row in rows]


def _specification(row: Row) -> Node:
    node: Node = {"@type": "OpeningHoursSpecification"}
    if row.days:
        node["dayOfWeek"] = [HOLIDAYS if day == Day.HOLIDAY else f"{CONTEXT}/{Day(day).label}" for day in row.days]
    if row.first:
        node |= {"validFrom": str(row.first), "validThrough": str(row.last or row.first)}
    if row.opens is not None and row.closes is not None:
        node |= {"opens": f"{row.opens:%H:%M:%S}", "closes": f"{_closes(row.opens, row.closes):%H:%M:%S}"}
    return node


def _closes(opens: time, closes: time) -> time:
    """When it closes. Equal times, or midnight, would be read as never open: the last second before stands for them."""
    if closes == opens or closes == time(0):
        seconds = (closes.hour * 3600 + closes.minute * 60 - 1) % (24 * 3600)
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    return closes
