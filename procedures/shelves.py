"""The procedures that are no chapters, by kind, as the index shows them."""

from datetime import datetime

from portal.overlay import Overlay

from .catalogue import Entry, catalogue
from .models import ProcedureKind


def shelves(overlay: Overlay, at: datetime | None = None) -> list[tuple[str, list[Entry]]]:
    """The site's procedures outside the manual on this London day, by kind and title. No query beyond the catalogue's."""
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in ProcedureKind.values}
    for entry in catalogue(overlay, at):
        if entry.part is None or entry.version is None:
            by_kind[entry.kind].append(entry)
    return [(ProcedureKind(kind).plural, entries) for kind, entries in by_kind.items() if entries]
