"""Builders and forms that several tests of contacts share."""

from django.conf import settings

from contacts.models import Contact, Need, Service
from content import directory, records
from content.load import Load

from . import build


def chip(slug: str = "children-front-door") -> str:
    """A service named in rich text, as it is stored."""
    return f'<embed embedtype="service" slug="{slug}"/>'


def front_doors(sites: build.Sites) -> dict[str, Contact]:
    """A children's front door for each area, each with a number of its own."""
    numbers = {"southend": "01702 215007", "thurrock": "01375 652802", "essex": "0345 603 7627"}
    service = build.make_service("children-front-door", "Children's front door")
    return {
        slug: build.make_contact(service, f"{build.AREAS[slug]} front door", number, sites.site(slug))
        for slug, number in numbers.items()
    }


def load_needs() -> dict[str, Service]:
    """The services and the needs of the content files; gives the services by slug."""
    load = Load(settings.BASE_DIR / "fixtures")
    services = directory.load_services(load, records.read(load, "services", {"slug", "name"}, directory.SERVICE))
    directory.load_needs(load, records.read(load, "needs", {"slug", "heading", "routes"}, directory.NEED), services)
    return services


def load_contacts(sites: build.Sites) -> None:
    """The services, needs and contacts of the content files, on the sites of a test."""
    load = Load(settings.BASE_DIR / "fixtures")
    contacts = records.read(load, "contacts", {"key", "service", "name"}, directory.CONTACT)
    directory.load_contacts(load, contacts, load_needs(), {slug: sites.partnership(slug) for slug in sites.slugs})


def form_of_need(need: Need, **changes: str) -> dict[str, str]:
    """What the admin's form of a need sends: the record as it is, with these fields changed."""
    data = {name: getattr(need, name) for name in ("heading", "young_heading", "slug", "order")}
    data["audiences"] = list(need.audiences)
    rows = need.routes.all()
    for i, row in enumerate(rows):
        values = {name: getattr(row, name) for name in ("who", "urgency", "advice", "expect")}
        values |= {name: getattr(row, f"{name}_id") or "" for name in ("first", "second", "third")}
        values |= {"id": row.pk, "ORDER": i + 1, "DELETE": ""}
        data |= {f"routes-{i}-{name}": value for name, value in values.items()}
    data |= {"routes-TOTAL_FORMS": len(rows), "routes-INITIAL_FORMS": len(rows)}
    return data | {"routes-MIN_NUM_FORMS": 1, "routes-MAX_NUM_FORMS": 1000} | changes


def form_of(contact: Contact, **changes: str) -> dict[str, str]:
    """What the admin's form of a contact sends: the record as it is, with these fields changed."""
    data = {
        "service": contact.service_id,
        "site": contact.site_id or "",
        "order": contact.order,
        **{name: getattr(contact, name) for name in ("name", "short_name", "also_called", "summary", "answers")},
        **{name: getattr(contact, name) or "" for name in ("hours_note", "source", "confirmed_on", "confirmed_by")},
        **{name: getattr(contact, name) or "" for name in ("next_check", "owner", "to_confirm")},
        **({"alongside": "on"} if contact.alongside else {}),
    }
    for prefix, rows, fields in (
        ("channels", contact.channels.all(), ("kind", "value", "extension", "label", "cost", "approved", "menu")),
        (
            "opening_hours",
            contact.opening_hours.all(),
            ("days", "opens", "closes", "closed", "first", "last", "kind"),
        ),
        ("former_numbers", contact.former_numbers.all(), ("number", "note")),
    ):
        for i, row in enumerate(rows):
            values = {name: getattr(row, name) for name in fields}
            data |= {f"{prefix}-{i}-{name}": value for name, value in values.items() if value not in (None, False)}
            data |= {f"{prefix}-{i}-id": row.pk, f"{prefix}-{i}-ORDER": i + 1, f"{prefix}-{i}-DELETE": ""}
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        data |= {f"{prefix}-MIN_NUM_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}
    return data | changes
