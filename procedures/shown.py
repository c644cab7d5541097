"""The files of procedures: every version that is published may be opened, and searches find those in force."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from portal.documents import Shown
from portal.overlay import Overlay

from .models import Version

NEEDLESS = ("body", "changes", "outline", "anchors", "page__body", "page__changes")


def documents_shown(overlay: Overlay) -> Iterator[Shown]:
    """Each version's file on this site, with the London days on which it counts. One query."""
    rows = Version.objects.filter(page__live=True).select_related("page", "document").defer(*NEEDLESS)
    for _, group in groupby(rows.order_by("page", "starts", "ordinal"), lambda version: version.page_id):
        versions = list(group)
        page = versions[0].page
        ends = [*(later.starts for later in versions[1:]), page.withdrawn_on]
        for version, until in zip(versions, ends, strict=True):
            if version.document_id and overlay.meets(page):
                title = page.title if until is None else f"{page.title}, issue {version.number}"
                file, own = version.document, overlay.own.holds(page) and overlay.own != overlay.shared
                days = version.starts, until
                yield Shown(file.pk, file.url, file.facts, title, overlay.path_of(page), own, *days)
