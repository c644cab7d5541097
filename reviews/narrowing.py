"""The list of reviews narrowed by what its address says: partnership, kind, theme and year, with how many there are of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from portal.overlay import Overlay

from .catalogue import NATIONAL, Catalogue, Entry, area_word
from .models import ReviewKind

LONGEST = 60  # characters of what is repeated to the reader

WORDS: dict[str, Callable[[Entry], Iterable[str]]] = {
    "partnership": lambda entry: entry.areas,
    "kind": lambda entry: (entry.kind,),
    "theme": lambda entry: entry.themes,
    "year": lambda entry: (str(entry.year),) if entry.year else (),
}
"""What each of the choices goes by."""

LABELS = {"partnership": "Area", "kind": "Kind", "theme": "Theme", "year": "Year"}


@dataclass(frozen=True)
class Option:
    """One choice, and how many reviews it would leave beside the other choices made."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """One thing to choose by, such as the year."""

    name: str
    label: str
    options: list[Option]


@dataclass
class Narrowed:
    """The reviews that fit what was chosen; what was asked for and is not known is only said."""

    entries: list[Entry]
    choices: list[Choice]
    chosen: dict[str, str]
    unknown: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of this very choice, without what was left empty."""
        return f"/reviews/?{urlencode(self.chosen)}" if self.chosen else "/reviews/"


def narrowed(overlay: Overlay, catalogue: Catalogue, asked: QueryDict) -> Narrowed:
    """The list as this address wants it. No query. What no review here has is ignored, and named in `unknown`."""
    labels = {name: _labels(name, overlay, catalogue) for name in WORDS}
    said = {name: asked.get(name, "").strip() for name in WORDS}
    chosen = {name: value for name, value in said.items() if value in labels[name]}
    unknown = [value.replace("\0", "")[:LONGEST] for name, value in said.items() if value and name not in chosen]
    choices = []
    for name in WORDS:
        others = {other: value for other, value in chosen.items() if other != name}
        counts: dict[str, int] = {}
        for entry in _fitting(catalogue.listed, others):
            for word in WORDS[name](entry):
                counts[word] = counts.get(word, 0) + 1
        options = [
            Option(value, label, counts.get(value, 0), chosen.get(name) == value)
            for value, label in labels[name].items()
        ]
        if options:
            choices.append(Choice(name, LABELS[name], options))
    return Narrowed(_fitting(catalogue.listed, chosen), choices, chosen, unknown)


def _fitting(entries: list[Entry], chosen: dict[str, str]) -> list[Entry]:
    return [entry for entry in entries if all(value in WORDS[name](entry) for name, value in chosen.items())]


def _labels(name: str, overlay: Overlay, catalogue: Catalogue) -> dict[str, str]:
    """Every value that a review of this list has, with its words, in the order to choose from."""
    used = {word for entry in catalogue.listed for word in WORDS[name](entry)}
    if name == "partnership":
        names = {area_word(area): area for entry in catalogue.listed for area in entry.area_names}
        own = area_word(overlay.partnership.short_name)
        found = {word: names[word] for word in sorted(names, key=lambda word: (word != own, word))}
        return found | ({NATIONAL: "National and other areas"} if NATIONAL in used else {})
    if name == "kind":
        return {str(kind): str(kind.label) for kind in ReviewKind if kind in used}
    if name == "theme":
        return {slug: title for slug, title in catalogue.themes.items() if slug in used}
    return {year: year for year in sorted(used, reverse=True)}
