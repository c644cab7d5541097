"""Builders and forms that several tests of contacts share."""

from contacts.models import Contact

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
