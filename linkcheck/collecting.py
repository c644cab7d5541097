"""Which links readers can follow, where: in pages as published and in records, what is written and what is chosen.

Drafts are not collected, nor former versions of a procedure, which nobody can change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.apps import apps
from django.db import models, transaction
from django.utils.text import Truncator
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Site

from portal.models import BasePage
from portal.moments import moment
from portal.words import NOT_FOR_READERS, Step, child_relations, leaves, text_fields
from portal.written import Owners, Written, everything

from .anchors import anchors
from .models import LONGEST, Address, Link, Place

ELSEWHERE = {"mailto", "tel", "sms", "callto"}  # what opens no page
AS_BROWSERS_DO = dict.fromkeys(range(32))  # line ends and the like are no part of an address
PAGE, DOCUMENT = "page:", "document:"


@dataclass(frozen=True)
class Seen:
    """A link as it stands: where it leads, the words that carry it, and where in the thing it is."""

    href: str
    words: str
    where: str


def links_in(thing: models.Model, way: tuple[Step, ...] = ()) -> Iterator[Seen]:
    """The links of a thing as it is stored, then of what belongs to it, such as a contact's channels."""
    for field in type(thing)._meta.concrete_fields:
        for href, words, place in in_field(thing, field):
            if not href:
                continue
            yield Seen(href, words, ", ".join(step.label for step in (*way, *place) if step.label))
    href = getattr(thing, "href", "")
    if isinstance(href, str) and href:
        yield Seen(href, "", ", ".join(step.label for step in way))
    for relation in child_relations(type(thing)):
        for i, child in enumerate(getattr(thing, relation).all()):
            step = Step(i, f"{child._meta.verbose_name} {i + 1}")
            yield from links_in(child, (*way, step))


def in_field(thing: models.Model, field: models.Field) -> Iterator[tuple[str, str, tuple[Step, ...]]]:
    """The links that one field holds, each with its words and the way to it."""
    step = Step(field.name, str(field.verbose_name))
    unread = NOT_FOR_READERS.union(getattr(thing, "holds_no_words", ()))
    if field.name in unread or not field.editable:
        return
    value = field.value_from_object(thing)
    if not value:
        return
    if isinstance(field, StreamField):
        for block, held, way in leaves(field.stream_block, value.get_prep_value(), (step,)):
            yield from ((href, words, way) for href, words in in_leaf(block, held))
    elif isinstance(field, RichTextField):
        yield from ((href, words, (step,)) for href, words in anchors(str(value)))
    elif isinstance(field, models.URLField):
        yield str(value), "", (step,)
    elif field.related_model is get_document_model():
        yield f"{DOCUMENT}{value}", "", (step,)
    elif field in text_fields(type(thing)) and is_address(str(value)):
        yield str(value), "", (step,)


def in_leaf(block: blocks.Block, held: Any) -> Iterator[tuple[str, str]]:
    """The links in a block that holds no others."""
    if not held:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield from anchors(str(held))
    elif isinstance(block, blocks.URLBlock):
        yield str(held), ""
    elif isinstance(block, blocks.ChooserBlock) and isinstance(held, int):
        model = block.model_class
        if issubclass(model, BasePage):
            yield f"{PAGE}{held}", ""
        elif model is get_document_model():
            yield f"{DOCUMENT}{held}", ""


def is_address(text: str) -> bool:
    """Is the whole text one web address?"""
    text = text.strip()
    return text.lower().startswith(("http://", "https://")) and not any(map(str.isspace, text))


class Bases:
    """Where the links of a site start from, and which hosts are our own. One query."""

    def __init__(self) -> None:
        self.sites = {site.pk: site for site in Site.objects.all()}
        self.shared = next((site for site in self.sites.values() if site.is_default_site), None)
        self.hosts = {site.hostname.lower() for site in self.sites.values()}

    def whole(self, href: str, site: Site | None, path: str) -> str:
        """The address a reader goes to, whole, and without its fragment; empty for what opens no page."""
        href = href.strip().translate(AS_BROWSERS_DO)
        if href.startswith((PAGE, DOCUMENT)):
            return href
        site = site or self.shared
        try:
            address, _ = urldefrag(urljoin(f"{site.root_url if site else ''}{path}", href))
            parts = urlsplit(address)
        except ValueError:
            return href[:LONGEST]
        if href.startswith("#") or parts.scheme in ELSEWHERE:
            return ""
        return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()[:LONGEST]

    def host_of(self, address: str) -> str:
        """The host to ask; empty for what is ours."""
        if address.startswith((PAGE, DOCUMENT)):
            return ""
        try:
            host = urlsplit(address).hostname or "?"
        except ValueError:
            host = "?"
        return "" if host in self.hosts else host[:255]


@transaction.atomic
def collect(at: datetime | None = None) -> None:
    """Keep every link there is now, with its places; what nothing carries any longer is forgotten with its history."""
    bases, found = Bases(), dict[tuple[str, int | None], list[Place]]()
    for written in everything():
        if not written.is_draft:
            for seen, address in whole_links(written.thing, bases, written.site, written.name):
                site = written.site.pk if written.site else None
                found.setdefault((address, site), []).append(place(written, seen))
    keep(found, bases, at)


def whole_links(thing: models.Model, bases: Bases, site: Site | None, name: str) -> Iterator[tuple[Seen, str]]:
    """The links of a thing that open something, each with the address to which it leads."""
    path = name if isinstance(thing, BasePage) else "/"
    for seen in links_in(thing):
        address = bases.whole(seen.href, site, path)
        if address:
            yield seen, address


def place(written: Written, seen: Seen) -> Place:
    return Place(
        model=written.thing._meta.label_lower,
        object_id=str(written.thing.pk),
        name=Truncator(written.name).chars(255),
        where=Truncator(seen.where).chars(255),
        words=Truncator(seen.words).chars(200),
        edit_url=written.url[:500],
    )


def keep(found: dict[tuple[str, int | None], list[Place]], bases: Bases, at: datetime | None) -> None:
    """Bring the tables to what was found: each address once, each link once for each site, its places anew."""
    wanted = {address for address, _ in found}
    known = dict(Address.objects.values_list("address", "pk"))
    delete(Address, [pk for address, pk in known.items() if address not in wanted])
    now = moment(at)
    new = [
        Address(address=each, host=bases.host_of(each), first_seen=now)
        for each in dict.fromkeys(address for address, _ in found)
        if each not in known
    ]
    Address.objects.bulk_create(new, batch_size=500)
    by_address = dict(Address.objects.values_list("address", "pk"))
    links = {(address, site): pk for pk, address, site in Link.objects.values_list("pk", "address__address", "site")}
    delete(Link, [pk for key, pk in links.items() if key not in found])
    missing = [Link(address_id=by_address[key[0]], site_id=key[1]) for key in found if key not in links]
    Link.objects.bulk_create(missing, batch_size=500)
    links = {(address, site): pk for pk, address, site in Link.objects.values_list("pk", "address__address", "site")}
    Place.objects.all().delete()
    for key, places in found.items():
        for each in places:
            each.link_id = links[key]
    Place.objects.bulk_create([each for places in found.values() for each in places], batch_size=500)


def delete(model: type[models.Model], pks: list[int]) -> None:
    for start in range(0, len(pks), 500):
        model._default_manager.filter(pk__in=pks[start : start + 500]).delete()


def look_again(link: Link) -> bool:
    """Forget the places of a link that it has left since it was collected. Is there one left?"""
    bases, owners, gone = Bases(), Owners(), []
    for each in link.places.all():
        thing = apps.get_model(each.model)._default_manager.filter(pk=each.object_id).first()
        if isinstance(thing, BasePage):
            whose = owners.of_page(thing) if thing.live else None
            thing = thing if whose else None
        carried = {address for _, address in whole_links(thing, bases, link.site, each.name)} if thing else set()
        if link.address.address not in carried:
            gone.append(each.pk)
    Place.objects.filter(pk__in=gone).delete()
    return link.places.exists()
