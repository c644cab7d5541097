"""How the partnership of a site is built: its own groups, those it shares with its neighbours, and who takes part."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import get_text_list

from portal.overlay import Overlay

from .groups import PARTNERS, Group, agencies, groups
from .models import Agency, GroupKind
from .tree import Branch, Step, depth, forest, steps

ACROSS = 4  # levels that a diagram has room for side by side; a deeper one is drawn downwards


@dataclass(frozen=True)
class Part:
    """Groups that belong together, as one diagram and one list made of the same steps."""

    heading: str
    anchor: str
    steps: list[Step[Group]]
    levels: int

    @property
    def is_drawn(self) -> bool:
        """Is there anything to see in a diagram that a plain list does not say?"""
        return self.levels > 1

    @property
    def is_across(self) -> bool:
        return self.levels <= ACROSS


@dataclass(frozen=True)
class Structure:
    """What the page of the structure shows beside its own words."""

    parts: list[Part]
    partners: list[str]  # as the partnership names them, where no group says who they are
    agencies: list[tuple[str, list[Agency]]]
    scrutiny: list[Group]  # the partnership's own; where it has none, what it shares

    @classmethod
    def of(cls, overlay: Overlay) -> Structure:
        """The structure that readers of this site meet. A group stands with the one at the top of its branch."""
        found = groups(overlay)
        branches = forest(found)
        mine = [branch for branch in branches if branch.group.is_own]
        shared = [branch for branch in branches if not branch.group.is_own]
        areas = [neighbour.area for neighbour in overlay.neighbours]
        parts = [_part("The groups", "groups", mine)]
        parts.append(
            _part(f"Shared by {get_text_list(areas, 'and')}" if areas else "Shared groups", "shared-groups", shared)
        )
        scrutiny = [group for group in found if group.kind == GroupKind.SCRUTINY]
        own = [group for group in scrutiny if group.is_own]
        taking_part = agencies(overlay)
        partners = [] if PARTNERS in dict(taking_part) else overlay.partnership.partner_list
        named = {partner.casefold() for partner in partners}  # each is said once, as a partner
        rest = [
            (heading, [each for each in some if each.name.casefold() not in named]) for heading, some in taking_part
        ]
        taking_part = [(heading, some) for heading, some in rest if some]
        return cls([part for part in parts if part.steps], partners, taking_part, own or scrutiny)


def _part(heading: str, anchor: str, branches: list[Branch[Group]]) -> Part:
    return Part(heading, anchor, steps(branches), depth(branches))
