"""What has changed of the contacts that a page shows, since it was sent by e-mail (NL5). For the hook of `portal.corrections`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ReferenceIndex

from portal.corrections import Corrected
from portal.models import BasePage
from portal.overlay import Overlay

from ..directory import Directory
from ..models import ChannelKind, Contact, CorrectionKind, NumberChange, Service
from .places import BLOCK

IN_CHIPS = (ChannelKind.VOICE, ChannelKind.TEXT)


def corrected(page: BasePage, overlay: Overlay, since: datetime) -> Iterator[Corrected]:
    """Every number and address that readers of the site had in that letter and that changed later. Two queries.

    What was changed twice is told once, with what is right now; what was changed back is not told.
    """
    seen = _seen(page, overlay)
    gone = Q(
        contact=None,
        corrections__kind=CorrectionKind.ITSELF,
        corrections__url__in=[
            urljoin(root, overlay.path_of(page)) for root in (overlay.site.root_url, overlay.shared_url)
        ],
    )
    changes = NumberChange.objects.filter(Q(contact__in=seen) | gone, at__gt=since).order_by("at", "pk").distinct()
    wanted = (change for change in changes if change.contact_id is None or change.kind in seen[change.contact_id])
    for story in _stories(wanted):
        yield Corrected(story.name, story.was, story.now, story.at)


def _seen(page: BasePage, overlay: Overlay) -> dict[int, set[str]]:
    """The contacts that readers of the site see on the page, by id, and of each the kinds of ways that show. One query."""
    directory = Directory.at(overlay.site)
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        object_id=str(page.pk),
        to_content_type=ContentType.objects.get_for_model(Service),
    ).values_list("to_object_id", "model_path")
    slugs = {str(filling.service.pk): slug for slug, filling in directory.fillings.items()}
    seen: dict[int, set[str]] = {}
    for pk, path in references:
        in_block = path.endswith(BLOCK)
        for slug in directory.covering(slugs[pk]) if pk in slugs else ():
            filling = directory.fillings[slug]
            for contact in filling.contacts:
                if in_block or not filling.side_by_side:  # where the area is not known, a chip names nobody
                    seen.setdefault(contact.pk, set()).update(_kinds(contact, in_block))
    return seen


def _kinds(contact: Contact, in_block: bool) -> set[str]:
    """Which kinds of ways show: in a block all, in a chip its numbers, or where it has none its e-mail address."""
    if in_block:
        return set(ChannelKind.values)
    has_number = any(way.kind in IN_CHIPS for way in contact.ways)
    return {str(kind) for kind in (IN_CHIPS if has_number else (*IN_CHIPS, ChannelKind.EMAIL))}


@dataclass
class _Story:
    """What became of one number, from change to change."""

    name: str
    was: str
    now: str
    at: datetime


def _stories(changes: Iterable[NumberChange]) -> list[_Story]:
    stories: list[_Story] = []
    of: dict[tuple[int | None, str, str], _Story] = {}
    for change in changes:
        story = of.pop((change.contact_id, change.kind, change.old), None)
        if story:
            story.now, story.at = change.new, change.at
        else:
            story = _Story(change.name, change.old, change.new, change.at)
            stories.append(story)
        if change.new:
            of[change.contact_id, change.kind, change.new] = story
    return [story for story in stories if story.was != story.now]
