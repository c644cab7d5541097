"""The groups that a site shows, and who takes part in them: what the structure, a group's page and the data are made of."""

from __future__ import annotations

from dataclasses import dataclass

from portal import generation
from portal.overlay import Overlay

from .models import Agency, GroupKind, GroupPage, Member, Part


@dataclass(frozen=True)
class Group:
    """A group as others name it. `reports_to` is the id of one that this site shows, or nothing."""

    pk: int
    title: str
    short_name: str
    kind: GroupKind
    summary: str
    path: str
    is_own: bool
    reports_to: int | None
    order: int
    replaced: int | None  # the id of the shared group in whose place it stands


def groups(overlay: Overlay) -> list[Group]:
    """Every group of this site, by place and title. One query, remembered until someone publishes."""
    return generation.remembered(f"groups:{overlay.site.pk}", lambda: _load(overlay))


def _load(overlay: Overlay) -> list[Group]:
    pages = list(overlay.pages(GroupPage).defer("body").order_by("order", "title"))
    here = _answering({page.pk: page.shared_page_id for page in pages})
    return [
        Group(
            pk=page.pk,
            title=page.title,
            short_name=page.short_name,
            kind=GroupKind(page.kind),
            summary=page.summary,
            path=overlay.path_of(page),
            is_own=overlay.is_own(page),
            reports_to=here.get(page.reports_to_id),
            order=page.order,
            replaced=page.shared_page_id,
        )
        for page in pages
    ]


def _answering(pages: dict[int, int | None]) -> dict[int | None, int]:
    """Which of these pages answers for whom: each for itself, and an own one for the shared one in whose place it stands."""
    standing_in: dict[int | None, int] = {replaced: pk for pk, replaced in pages.items() if replaced}
    return standing_in | {pk: pk for pk in pages}


def around(overlay: Overlay, page: GroupPage) -> tuple[Group | None, list[Group]]:
    """The group that this one answers to, and those that answer to it: of the groups that this site shows, no others."""
    known = {group.pk: group for group in groups(overlay)}
    answering = _answering({group.pk: group.replaced for group in known.values()})
    above = known.get(answering.get(page.reports_to_id, 0))
    return above, [group for group in known.values() if group.reports_to == page.pk]


RANK = {Part.PARTNER: 0, Part.RELEVANT: 1, Part.LEADS: 2, Part.MEMBER: 2}
PARTNERS = "Safeguarding partners"
HEADINGS = (PARTNERS, "Relevant agencies", "Others who take part")


def agencies(overlay: Overlay) -> list[tuple[str, list[Agency]]]:
    """The organisations that sit on the partnership's own groups, each once, under the closest part it takes in any.

    On SET's site those of the shared groups. One query beyond the groups', remembered until someone publishes.
    """
    return generation.remembered(f"agencies:{overlay.site.pk}", lambda: _taking_part(overlay))


def _taking_part(overlay: Overlay) -> list[tuple[str, list[Agency]]]:
    own = [group.pk for group in groups(overlay) if group.is_own or overlay.own == overlay.shared]
    members = Member.objects.filter(page__in=own, agency__isnull=False).select_related("agency")
    closest: dict[Agency, int] = {}
    for member in members.order_by("agency__name"):
        rank = RANK[Part(member.part)]
        closest[member.agency] = min(rank, closest.get(member.agency, rank))
    found = [[agency for agency, rank in closest.items() if rank == place] for place in range(len(HEADINGS))]
    return [(heading, some) for heading, some in zip(HEADINGS, found, strict=True) if some]
