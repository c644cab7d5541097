"""Who to turn to, as the content files have it: services, contacts with their hours, and needs with their rows."""

from contacts.hours.checks import problems, rivals
from contacts.hours.notation import parse
from contacts.models import Channel, Contact, FormerNumber, Need, OpeningHours, Route, Service
from contacts.needs import faults
from portal.models import Partnership

from .load import Load, clean
from .records import by_slug, save, words
from .source import Record

SERVICE = {"description", "order", "required", "aliases", "audiences", "cover", "covers"}
CONTACT = {
    *(
        "partnership",
        "short_name",
        "aliases",
        "summary",
        "hours",
        "hours_note",
        "alongside",
        "channels",
        "former_numbers",
    ),
    *("source", "confirmed_on", "confirmed_by", "next_check", "owner", "to_confirm", "covers", "order"),
}
CHANNEL = {"label", "extension", "cost", "approved", "menu"}
NEED = {"young_heading", "audiences", "order"}
ROUTE = {"who", "urgency", "advice", "expect"}


def load_services(load: Load, records: list[Record]) -> dict[str, Service]:
    for record in records:
        key = f"services/{record['slug']}"
        if load.wanted(key, record.values, Service):
            service = load.found(key, Service) or by_slug(Service, record)
            service.name, service.also_called = record["name"], words(record, "aliases")
            for name, default in (("description", ""), ("audiences", ()), ("order", 100), ("required", False)):
                setattr(service, name, record.get(name, default))
            cover = record.get("cover")
            service.cover = Service.objects.filter(slug=cover).first()
            if cover and not service.cover:
                raise record.error(f"there is no service “{cover}” to cover it: list that one first")
            save(load, key, record, service)
    return {service.slug: service for service in Service.objects.all()}


def load_contacts(
    load: Load, records: list[Record], services: dict[str, Service], partnerships: dict[str, Partnership]
) -> None:
    for record in records:
        for name, slug, known in (
            ("service", record["service"], services),
            ("partnership", record.get("partnership"), partnerships),
        ):
            if slug and slug not in known:
                raise record.error(f"there is no {name} “{slug}”")
    loaded: list[tuple[Record, Contact]] = []
    for record in records:
        key = f"contacts/{record['key']}"
        if not load.wanted(key, record.values, Contact):
            continue
        contact = load.found(key, Contact) or Contact()
        contact.service = services[record["service"]]
        contact.site = partnerships[record["partnership"]].site if record.get("partnership") else None
        contact.also_called = words(record, "aliases")
        for name in ("name", "short_name", "summary", "hours_note", "source", "confirmed_by", "owner", "to_confirm"):
            setattr(contact, name, str(record.get(name, "")).strip())
        for name, default in (("confirmed_on", None), ("next_check", None), ("order", 100), ("alongside", False)):
            setattr(contact, name, record.get(name, default))
        set_hours(record, contact)
        contact.channels.set([channel(item, order) for order, item in enumerate(record.records("channels"))])
        contact.former_numbers.set(former_numbers(record, contact))
        contact.why = "Content file"
        save(load, key, record, contact)
        loaded.append((record, contact))
    for record, contact in loaded:  # once all have the hours that their files give them
        contact = Contact.objects.get(pk=contact.pk)
        for said in rivals(contact, contact.all_hours, {way.kind for way in contact.ways}):
            raise record.error(f"hours: {said}")


def former_numbers(record: Record, contact: Contact) -> list[FormerNumber]:
    """Those of the file, and those given up since: a former number is not lost."""
    listed = [
        FormerNumber(number=item["number"], note=item.get("note", "")) for item in record.records("former_numbers")
    ]
    numbers = {former.number for former in listed}
    return listed + [former for former in contact.former_numbers.all() if former.number not in numbers]


def set_hours(record: Record, contact: Contact) -> None:
    """The hours, written as in `contacts/hours/notation.py`."""
    try:
        hours = parse(str(record.get("hours", "")))
    except ValueError as error:
        raise record.error(str(error)) from error
    for wrong in problems(hours):
        raise record.error(f"hours: {wrong}")
    contact.answers = hours.answers
    contact.opening_hours.set([OpeningHours.of(row, order) for order, row in enumerate(hours.rows)])
    for row in contact.opening_hours.all():
        clean(record, row, exclude=("contact",))


def channel(record: Record, order: int) -> Channel:
    record.must({"kind", "value"}, CHANNEL)
    made = Channel(
        sort_order=order,
        kind=record["kind"],
        value=str(record["value"]),
        label=record.get("label", ""),
        extension=str(record.get("extension", "")),
        cost=record.get("cost", ""),
        approved=record.get("approved", ""),
        menu="\n".join(record.get("menu", [])),
    )
    clean(record, made, exclude=("contact",))
    return made


def load_needs(load: Load, records: list[Record], services: dict[str, Service]) -> None:
    for record in records:
        key = f"needs/{record['slug']}"
        if not load.wanted(key, record.values, Need):
            continue
        need = load.found(key, Need) or by_slug(Need, record)
        need.heading, need.young_heading = record["heading"], record.get("young_heading", "")
        need.audiences, need.order = record.get("audiences", ()), record.get("order", 100)
        rows = record.records("routes")
        need.routes.set([route(row, services, place) for place, row in enumerate(rows)])
        for place, fault in faults([(row.get("who", ""), row.get("urgency", "")) for row in rows]):
            raise rows[place].error(fault)
        save(load, key, record, need)


def route(record: Record, services: dict[str, Service], place: int) -> Route:
    record.must({"services"}, ROUTE)
    named = record["services"]
    if not 1 <= len(named) <= 3:
        raise record.error("name one to three services")
    for slug in named:
        if slug not in services:
            raise record.error(f"there is no service “{slug}”")
    first, second, third = ([services[slug] for slug in named] + [None, None])[:3]
    made = Route(first=first, second=second, third=third, sort_order=place)
    for name in sorted(ROUTE):
        setattr(made, name, str(record.get(name, "")).strip())
    clean(record, made, exclude=("need",))
    return made
