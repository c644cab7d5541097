"""Who fills which service, for the site being read.

On a partnership's site the area is known: its own contacts come first, then those that serve everywhere. On SET it is
not: every area's contacts stand side by side, each under its name and none before another by rank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import FilteredRelation, Q
from django.http import HttpRequest
from wagtail.models import Site

from portal import generation
from portal.overlay import Neighbour, Overlay
from portal.search import words_of

from .answers import Answer, who_answers
from .hours import Hours
from .models import Channel, ChannelKind, Contact, OpeningHours, Service

EMERGENCY = Channel(kind=ChannelKind.VOICE, value="999")
"""Known to the code, so that it shows even where no record does."""

POLICE = "police-non-emergency"
FRONT_DOOR = "children-front-door"
OUT_OF_HOURS = "out-of-hours"
CHILDLINE = "childline"
"""The services that the header and the footer of every page name, by slug."""

LITTLE_WORDS = {"a", "an", "and", "for", "in", "of", "or", "the", "to", "who", "is", "call", "number", "phone"}


@dataclass
class Filling:
    """Who fills one service, for the reader of one site: the areas' own contacts first, then those that serve everywhere.

    `side_by_side` where the area decides who fills it and is not known.
    """

    service: Service
    contacts: list[Contact]
    side_by_side: bool = False
    cover: str | None = None  # the service that answers when this one is closed, by slug

    @property
    def words(self) -> set[str]:
        """Every word of the names the service and its contacts go by."""
        named: list[Service | Contact] = [self.service, *self.contacts]
        return set(words_of(" ".join(f"{each.name} {each.also_called}" for each in named), most=None))


@dataclass
class Directory:
    """All services and who fills them. `Directory.of(request)` for a reader, `Directory.at(site)` anywhere else.

    It is remembered until someone changes a contact, so it holds nothing that the clock changes: that is asked of it with `at`.
    """

    site_id: int
    area: Neighbour | None  # whose site it is; not known on SET
    areas: list[Neighbour]
    fillings: dict[str, Filling]
    _answered: dict[tuple, list] = field(default_factory=dict, repr=False)
    """What this copy was asked already: strip, panel, cards and chips of a page ask the same of one moment."""

    @classmethod
    def of(cls, request: HttpRequest) -> Directory:
        """The directory of the site that the request reads, unpacked once per request."""
        site = Site.find_for_request(request)
        known = request.__dict__.setdefault("_directories", {})
        key = (generation.token(), site.pk)
        if key not in known:
            known[key] = cls.at(site)
        return known[key]

    @classmethod
    def at(cls, site: Site) -> Directory:
        """The directory of a site, remembered until someone changes a contact. Three queries, however many there are."""
        return generation.remembered(f"contacts:{site.pk}", lambda: cls._load(site))

    @classmethod
    def _load(cls, site: Site) -> Directory:
        areas = Overlay.at(site).neighbours
        seen = Q(contacts__isnull=False)
        if not site.is_default_site:
            areas = [area for area in areas if area.site_id == site.pk]
            seen = Q(contacts__site=site) | Q(contacts__site=None)
        services, contacts = cls._services_and_contacts(seen)
        ways = defaultdict(list)
        for way in Channel.objects.filter(contact__in=contacts):
            ways[way.contact_id].append(way)
        filled: dict[int, dict[int | None, list[Contact]]] = defaultdict(lambda: defaultdict(list))
        rows = defaultdict(list)
        for row in OpeningHours.objects.filter(contact__in=contacts):
            rows[row.contact_id].append(row.row)
        for contact in contacts:
            contact.ways = ways[contact.pk]
            contact.all_hours = Hours(contact.answers, tuple(rows[contact.pk]))
            filled[contact.service_id][contact.site_id].append(contact)
        slugs = {service.pk: service.slug for service in services}
        fillings = {
            service.slug: cls._filling(service, filled[service.pk], areas, site.is_default_site) for service in services
        }
        for service in services:
            fillings[service.slug].cover = slugs.get(service.cover_id)
        area = None if site.is_default_site else next(iter(areas), None)
        return cls(site.pk, area, areas, fillings)

    @staticmethod
    def _services_and_contacts(seen: Q) -> tuple[list[Service], list[Contact]]:
        """Every service, and those contacts, each in its order. One query: a service without contacts is in it too."""
        columns = [[column.attname for column in model._meta.concrete_fields] for model in (Service, Contact)]
        joined = Service.objects.annotate(here=FilteredRelation("contacts", condition=seen))
        rows = joined.order_by(*Service._meta.ordering, *(f"here__{name}" for name in Contact._meta.ordering))
        services: dict[int, Service] = {}
        contacts = []
        for row in rows.values_list(*columns[0], *(f"here__{name}" for name in columns[1])):
            service = Service.from_db(None, columns[0], row[: len(columns[0])])
            services.setdefault(service.pk, service)
            contact = Contact.from_db(None, columns[1], row[len(columns[0]) :])
            if contact.pk:
                contact.service = services[service.pk]
                contacts.append(contact)
        return list(services.values()), contacts

    @staticmethod
    def _filling(service: Service, by_site: dict, areas: list[Neighbour], shared: bool) -> Filling:
        local = [contact for area in areas for contact in by_site.get(area.site_id, [])]
        return Filling(service, [*local, *by_site.get(None, [])], side_by_side=shared and bool(local))

    @property
    def reachable(self) -> list[Contact]:
        """Every contact of this site that there is a way to reach."""
        return [contact for filling in self.fillings.values() for contact in filling.contacts if contact.ways]

    def filling(self, slug: str) -> Filling | None:
        """Who fills the service; none if there is no such service."""
        return self.fillings.get(slug)

    def contacts(self, *slugs: str) -> list[Contact]:
        """The contacts of these services, in this order, whichever the area."""
        return [contact for slug in slugs if slug in self.fillings for contact in self.fillings[slug].contacts]

    def named(self, words: Iterable[str]) -> list[Filling]:
        """The services that all these words name, by their own or their contacts' present or former names; three at most."""
        wanted = {word for word in words if word not in LITTLE_WORDS}
        return [each for each in self.fillings.values() if wanted and each.contacts and wanted <= each.words][:3]

    def covering(self, *slugs: str) -> list[str]:
        """These services, each with the one that answers when it is closed, once each."""
        pairs = [(slug, self.fillings[slug].cover) for slug in slugs if slug in self.fillings]
        return list(dict.fromkeys(slug for pair in pairs for slug in pair if slug))

    def answers(self, *slugs: str, at: datetime | None = None) -> list[tuple[Neighbour | None, Answer]]:
        """Who answers for these services, or for what covers them: once where the area is known, for each area on SET.

        A service that no area fills for itself is answered once, for everywhere: the area is then None.
        """
        key = (slugs, at)
        if at is None or key not in self._answered:
            self._answered[key] = self._answer(slugs, at)
        return self._answered[key]

    def _answer(self, slugs: tuple[str, ...], at: datetime | None) -> list[tuple[Neighbour | None, Answer]]:
        found = self.contacts(*self.covering(*slugs))
        if not any(contact.site_id for contact in found):
            return [(None, who_answers(found, at))]
        areas = [(area, [c for c in found if c.site_id in (area.site_id, None)]) for area in self.areas]
        return [(area, who_answers(contacts, at)) for area, contacts in areas]
