"""The files of procedures: every version that is published may be opened, and searches find those in force."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from portal.documents import Shown
from portal.overlay import Overlay

from .models import ProcedurePage, Version


def documents_shown(overlay: Overlay) -> Iterator[Shown]:
    """Each version's file on this site, with the London days on which it counts. Two queries."""
    pages = {page.pk: page for page in overlay.pages(ProcedurePage).defer("body")}
    rows = Version.objects.filter(page__in=pages).order_by("page", "starts", "ordinal")
    rows = rows.values_list("page", "ordinal", "starts", "document")
    for pk, group in groupby(rows, lambda row: row[0]):
        page, versions = pages[pk], list(group)
        ends = [later for _, _, later, _ in versions[1:]]
        for (_, ordinal, starts, document), until in zip(versions, [*ends, page.withdrawn_on], strict=True):
            if document:
                title = page.title if until is None else f"{page.title}, issue {ordinal}"
                yield Shown(document, title, overlay.path_of(page), starts, until)
