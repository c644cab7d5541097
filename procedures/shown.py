"""The files of procedures: every version that is published may be opened, and searches find those in force."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from portal.documents import Shown
from portal.overlay import Overlay

from .models import Version, ends


def documents_shown(overlay: Overlay) -> Iterator[Shown]:
    """Each version's file on this site, with the London days on which it counts. One query."""
    rows = (
        Version.objects.without_texts().filter(page__live=True).defer("page__body").select_related("page", "document")
    )
    for _, group in groupby(rows.order_by("page", "starts", "ordinal"), lambda version: version.page_id):
        versions = list(group)
        page = versions[0].page
        if not overlay.meets(page):
            continue
        for version, until in zip(versions, ends([each.starts for each in versions], page.withdrawn_on), strict=True):
            title = page.title if until is None else f"{page.title}, issue {version.number}"
            files = [(file.pk, file.url, file.facts) for file in [version.document] if file]
            for pk, address, facts in [*files, *version.linked]:
                yield Shown(
                    pk, address, facts, title, overlay.path_of(page), overlay.is_own(page), version.starts, until
                )


def reasons_not_to_replace(document: Any) -> Iterator[str]:
    """A file that was published with a version says what was in force: another one there would change the past."""
    for version in Version.objects.without_texts().filter(document=document.pk)[:3]:
        yield (
            f"“{version}” was published with this file, and has to stay readable as it was. Upload the new file as a document of "
            "its own, and publish it as the procedure's next version."
        )
