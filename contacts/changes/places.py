"""Where a contact shows: the pages that name its service, or one that it covers, for the readers who see it there.

A page counts once, wherever it is read. A chip is a sentence and names the first telephone number; a block shows every way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.models import ReferenceIndex, Site

from portal.letters import SentAsLetter
from portal.models import BasePage
from portal.overlay import Overlay

from .. import cards
from ..hours.words import dates_in_words
from ..models import Channel, Contact, Correction, CorrectionKind, NumberChange, Service
from .typed import typed

BLOCK = "contact.service"
"""How the path to a service ends in a page's body where a block names it, and not a chip."""

ON_CARDS = {slug for slug, *_ in (*cards.LOCAL, *cards.EVERYWHERE)}
"""The services whose numbers stand on the cards to print."""


@dataclass(frozen=True)
class Place:
    """A page that shows the contact, where it is read, and the site whose staff see to it: none for SET's."""

    page: BasePage
    path: str
    url: str
    site: Site | None

    def __str__(self) -> str:
        return f"{self.page.title} ({self.path})"


def places(contact: Contact, in_chips: bool = True) -> list[Place]:
    """Every page on which readers see the contact now, once each: those of its own site first, then those seen on SET's only."""
    blocks, chips = naming(contact)
    pages = list(BasePage.objects.live().filter(pk__in=blocks | chips).order_by("path"))
    sites = list(Site.objects.select_related("root_page").order_by("is_default_site", "site_name"))
    found: dict[int, Place] = {}
    for site in sites:
        if contact.site_id not in (None, site.pk) and not site.is_default_site:
            continue
        # On SET, where the area is not known, a chip names the service and nobody's number.
        names_it = in_chips and (contact.site_id is None or not site.is_default_site)
        for page in pages:
            if page.pk not in found and (page.pk in blocks or names_it) and shows(Overlay.at(site), page):
                found[page.pk] = place(contact, Overlay.at(site), page)
    return list(found.values())


def naming(contact: Contact) -> tuple[set[int], set[int]]:
    """The ids of the pages that name the contact's service, or one it covers: by block, and by chip."""
    services = [contact.service_id, *Service.objects.filter(cover=contact.service_id).values_list("pk", flat=True)]
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        to_content_type=ContentType.objects.get_for_model(Service),
        to_object_id__in=[str(pk) for pk in services],
    ).values_list("object_id", "model_path")
    blocks = {int(pk) for pk, path in references if path.endswith(BLOCK)}
    return blocks, {int(pk) for pk, path in references if not path.endswith(BLOCK)}


def shows(overlay: Overlay, page: BasePage) -> bool:
    """Do readers of the site see this live page, or this note, at its path?"""
    if page.specific_class.adds_only:
        found = overlay.find(overlay.path_of(page))
        return bool(found.page and found.note and found.note.pk == page.pk)
    if overlay.own.holds(page):
        return True
    through = overlay.shared.holds(page) and page.pk != overlay.shared.pk
    return through and page.pk not in overlay.overlaid and overlay.shows(page)


def place(contact: Contact, overlay: Overlay, page: BasePage) -> Place:
    """Staff of a contact's own site see to what its readers see; of a contact for everywhere, each site to its own pages."""
    mine = overlay.own.holds(page) or contact.site_id
    path = overlay.path_of(page)
    site = None if overlay.site.is_default_site or not mine else overlay.site
    return Place(page, path, f"{overlay.site.root_url}{path}", site)


def corrections(change: NumberChange, contact: Contact, old: Channel) -> Iterator[Correction]:
    """Every place that showed the old number, each once; what has it typed is still to be put right. Not yet saved."""
    pages = set()
    for each in typed(old):
        thing = each.written.thing
        pages.add(thing.pk if isinstance(thing, BasePage) else None)
        kind = CorrectionKind.DOCUMENT if each.is_document else CorrectionKind.TYPED
        yield correction(change, kind, each.written.site, str(each), each.written.url, each.where)
    for seen in places(contact, in_chips=old in [way for _, way in contact.in_text]):
        if seen.page.pk not in pages:
            yield correction(change, CorrectionKind.ITSELF, seen.site, str(seen), seen.url)
            yield from letters(change, seen)
    if old.is_number and contact.service.slug in ON_CARDS:
        card = f"Printed cards handed out before {dates_in_words(timezone.localdate(change.at))}"
        for site in [contact.site] if contact.site else Site.objects.filter(is_default_site=False):
            url = urljoin(site.root_url, reverse("contacts:card"))
            yield correction(change, CorrectionKind.ELSEWHERE, site, card, url)


def letters(change: NumberChange, seen: Place) -> Iterator[Correction]:
    """The letters of a page that was sent by e-mail: they keep the old number, whatever the page shows."""
    sent_at = seen.page.specific.sent_at if issubclass(seen.page.specific_class, SentAsLetter) else None
    if sent_at:
        what = f"E-mails of “{seen.page.title}”, sent on {dates_in_words(timezone.localdate(sent_at))}"
        note = "They cannot be changed. The page says what is right now."
        yield correction(change, CorrectionKind.ELSEWHERE, seen.site, what, seen.url, note)


def correction(
    change: NumberChange, kind: CorrectionKind, site: Site | None, place: str, url: str, note: str = ""
) -> Correction:
    """A place as a row; one that changed by itself is done."""
    done = change.at if kind == CorrectionKind.ITSELF else None
    place, note = Truncator(place).chars(255), Truncator(note).chars(300)
    return Correction(
        change=change, kind=kind, site=site, number=change.old, place=place, url=url, note=note, done_at=done
    )
