"""The records of the content files: partnerships with their sites, services, contacts, needs, resources, parts, glossary."""

from typing import Any

from wagtail.models import RevisionMixin, Site

from contacts.hours.checks import problems, rivals
from contacts.hours.notation import parse
from contacts.models import Channel, Contact, FormerNumber, Need, OpeningHours, Route, Service
from contacts.needs import faults
from library.models import Resource
from portal.models import BasePage, HomePage, Partnership, Term
from procedures.models import Part

from .load import Load, clean
from .source import Record, read_records

PARTNERSHIP = {"council", "feedback_address", "to_confirm", "theme", "partners", "aliases", "covers"}
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
RESOURCE = {"publisher", "description", "url", "audiences", "year", "format", "note", "to_confirm", "covers"}
PART = {"order"}
TERM = {"short", "meaning", "aliases", "order", "covers"}
MAY_LACK = {"parts", "glossary"}


def read(load: Load, name: str, required: set[str], allowed: set[str]) -> list[Record]:
    """The records of one file, checked for missing and unknown keys. Nothing is written yet."""
    file = load.folder / f"{name}.yaml"
    records = list(read_records(file)) if file.exists() or name not in MAY_LACK else []
    for record in records:
        record.must(required, allowed)
    return records


def words(record: Record, key: str) -> str:
    """A list of words as one line."""
    return ", ".join(str(word) for word in record.get(key, []))


def load_partnerships(load: Load, records: list[Record], port: int | None) -> dict[str, Partnership]:
    """The sites, by slug. Hosts and ports of sites that exist are the installation's own; `port` moves the local ones."""
    by_slug: dict[str, Partnership] = {}
    for record in records:
        key = f"partnerships/{record['slug']}"
        partnership = load.found(key, Partnership)
        if load.wanted(key, record.values, Partnership):
            partnership = partnership or Partnership(site=make_site(record, port or 80))
            for name in ("name", "short_name", "area", "council", "feedback_address", "to_confirm"):
                setattr(partnership, name, record.get(name, ""))
            partnership.theme = record.get("theme", partnership.theme)
            partnership.partners = "\n".join(record.get("partners", []))
            clean(record, partnership)
            partnership.save()
            load.note(key, record.values, partnership)
        by_slug[record["slug"]] = partnership or Partnership.objects.get(site__hostname=record["hostname"])
    if port:
        for site in Site.objects.exclude(port=port):
            if site.hostname == "localhost" or site.hostname.endswith(".localhost"):
                site.port = port
                site.save()
    return by_slug


def make_site(record: Record, port: int) -> Site:
    """A site with an empty home page; Wagtail's own first site and welcome page make way for it."""
    slug, shared = record["slug"], record["slug"] == "set"
    root = BasePage.get_first_root_node()
    home = root.add_child(instance=HomePage(title=record["name"], slug=slug, live=True))
    site = Site.objects.filter(hostname=record["hostname"]).first() or Site(hostname=record["hostname"], port=port)
    old = site.root_page if site.pk else None
    site.root_page, site.site_name, site.is_default_site, site.port = home, record["short_name"], shared, port
    if shared:
        Site.objects.exclude(pk=site.pk).update(is_default_site=False)
    site.save()
    if old and not old.get_children().exists() and old.specific_class is BasePage:
        old.delete()
    return site


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


def load_resources(load: Load, records: list[Record], partnerships: dict[str, Partnership]) -> dict[str, Resource]:
    for record in records:
        key = f"resources/{record['slug']}"
        if load.wanted(key, record.values, Resource):
            if record["partnership"] not in partnerships:
                raise record.error(f"there is no partnership “{record['partnership']}”")
            resource = load.found(key, Resource) or by_slug(Resource, record)
            resource.site = partnerships[record["partnership"]].site
            for name in ("title", "kind", "publisher", "description", "url", "year", "note", "to_confirm"):
                setattr(resource, name, str(record.get(name, "")).strip())
            save(load, key, record, resource)
    return {resource.slug: resource for resource in Resource.objects.all()}


def load_parts(load: Load, records: list[Record]) -> dict[str, Part]:
    for record in records:
        key = f"parts/{record['slug']}"
        if load.wanted(key, record.values, Part):
            part = load.found(key, Part) or by_slug(Part, record)
            part.title, part.order = record["title"], record.get("order", 100)
            save(load, key, record, part)
    return {part.slug: part for part in Part.objects.all()}


def load_terms(load: Load, records: list[Record]) -> None:
    for record in records:
        key = f"glossary/{record['slug']}"
        if not load.wanted(key, record.values, Term):
            continue
        term = load.found(key, Term) or by_slug(Term, record)
        term.term, term.short, term.also_called = record["term"], record.get("short", ""), words(record, "aliases")
        term.meaning, term.order = str(record.get("meaning", "")).strip(), record.get("order", 100)
        save(load, key, record, term)


def by_slug(model: Any, record: Record) -> Any:
    """The record that a person has made under this slug, or a new one."""
    return model.objects.filter(slug=record["slug"]).first() or model(slug=record["slug"])


def save(load: Load, key: str, record: Record, obj: Any) -> None:
    """Check, save, with a revision where the model keeps them, and remember."""
    clean(record, obj)
    obj.save()
    if isinstance(obj, RevisionMixin):
        obj.save_revision()
    load.note(key, record.values, obj)
