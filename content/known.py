"""The records that a page's head may name, by slug."""

from dataclasses import dataclass, field

from governance.models import Agency
from portal.models import Partnership
from procedures.models import Part
from reviews.models import Theme


@dataclass
class Known:
    """What has been loaded, or made by a person, before the pages are."""

    partnerships: dict[str, Partnership]
    parts: dict[str, Part] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
