"""The structure of groups as a forest: who answers to whom. Pure: groups in, branches out, no database.

A group whose superior is not among those given stands at the top, and so does one group of a ring: whatever is written in
the records, every group that is given has exactly one place, and no other is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """What a place in the structure follows from."""

    @property
    def pk(self) -> int: ...
    @property
    def reports_to(self) -> int | None: ...
    @property
    def order(self) -> int: ...
    @property
    def title(self) -> str: ...


Group = TypeVar("Group", bound=Placed)


@dataclass
class Branch(Generic[Group]):
    """A group with those that answer to it, in their order."""

    group: Group
    below: list[Branch[Group]] = field(default_factory=list)


@dataclass(frozen=True)
class Step(Generic[Group]):
    """One line of a nested list: `opens` a list before it, `closes` so many after it. `level` is 1 at the top."""

    group: Group
    level: int
    opens: bool
    closes: int

    @property
    def ends(self) -> range:
        """As often as a list ends after it, for a template to count."""
        return range(self.closes)


def forest(groups: Iterable[Group]) -> list[Branch[Group]]:
    """Each group under the one it answers to, by place and then by title."""
    placed = sorted(groups, key=lambda group: (group.order, group.title.casefold(), group.pk))
    branches = {group.pk: Branch(group) for group in placed}
    above = {group.pk: group.reports_to for group in placed if group.reports_to in branches}
    for group in placed:
        if _is_in_a_ring(group.pk, above):
            del above[group.pk]  # the first of the ring stands at the top, the others below it
    for group in placed:
        superior = above.get(group.pk)
        if superior is not None:
            branches[superior].below.append(branches[group.pk])
    return [branches[group.pk] for group in placed if group.pk not in above]


def _is_in_a_ring(pk: int, above: Mapping[int, int | None]) -> bool:
    seen: set[int] = set()
    at = above.get(pk)
    while at is not None and at != pk and at not in seen:
        seen.add(at)
        at = above.get(at)
    return at == pk


def steps(branches: list[Branch[Group]]) -> list[Step[Group]]:
    """The branches line by line, however deep they go, as a template writes nested lists without calling itself."""
    found: list[tuple[Branch[Group], int]] = []
    waiting = [(branch, 1) for branch in reversed(branches)]
    while waiting:
        branch, level = waiting.pop()
        found.append((branch, level))
        waiting += [(below, level + 1) for below in reversed(branch.below)]
    levels = [0, *(level for _, level in found), 0]
    return [
        Step(branch.group, level, opens=level > before, closes=max(0, level - after))
        for (branch, level), before, after in zip(found, levels, levels[2:], strict=False)
    ]


def depth(branches: list[Branch[Group]]) -> int:
    """How many levels there are."""
    return max((step.level for step in steps(branches)), default=0)
