"""Which documents readers of a site may open: those that something published shows there, and no others.

An app that shows documents registers a function under the hook named here. It is called with the overlay and answers every
`Shown` of it, and a `Held` for what has to stay closed whatever shows it. Serving and search ask `shown_on`, so a file that
nobody has published has no address and is not found.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from wagtail import hooks

from . import generation
from .overlay import Overlay

DOCUMENTS_SHOWN = "documents_shown"
REASONS_NOT_TO_REPLACE = "reasons_not_to_replace_document"
"""The hook of who knows why the file of a document must stay as it is; called with the document, answers reasons in words."""


@dataclass(frozen=True)
class Shown:
    """A document in one of the places where readers meet it: an own page of the site, or a shared one."""

    document: int  # its id
    address: str  # of the file
    facts: str  # “PDF, 1.2 MB, 48 pages”
    title: str  # of the place
    url: str
    is_own: bool = False
    since: date | None = None  # the London days on which a search finds it there; it may be opened on all days
    until: date | None = None

    def counts_on(self, day: date) -> bool:
        """Does a search find it there on that day?"""
        return (self.since or day) <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Held:
    """A document that nobody may open by now, such as the report of an embargoed review."""

    document: int  # its id


def shown_on(overlay: Overlay) -> dict[int, list[Shown]]:
    """Every document that readers of this site may open, by id, with where it is shown. Remembered until someone publishes."""

    def load() -> dict[int, list[Shown]]:
        found, held = defaultdict(list), set()
        for show in hooks.get_hooks(DOCUMENTS_SHOWN):
            for each in show(overlay):
                if isinstance(each, Held):
                    held.add(each.document)
                else:
                    found[each.document].append(each)
        return {pk: places for pk, places in found.items() if pk not in held}

    return generation.remembered(f"documents:{overlay.site.pk}", load)
