"""Groups as open data: each group that a site shows, with plain names for its fields (`fields.py` explains them)."""

from __future__ import annotations

from typing import Any

from portal.open_data import collection, known, lasting_id
from portal.overlay import Overlay

from ..groups import groups
from ..models import Agency, GroupPage, Member

DOCUMENTATION = "/groups/open-data/"


def data(overlay: Overlay) -> dict[str, Any]:
    """All groups of the site in the wrapper of all our data. Three queries, of which the groups’ places are remembered."""
    pages = overlay.pages(GroupPage).defer("body").prefetch_related("members__agency").in_bulk()
    above = {group.pk: group.reports_to for group in groups(overlay)}
    contents = [_record(overlay, pages[pk], superior) for pk, superior in above.items() if pk in pages]
    return collection(overlay, contents, DOCUMENTATION)


def _record(overlay: Overlay, page: GroupPage, superior: int | None) -> dict[str, Any]:
    return known(
        id=str(lasting_id(overlay, "groups", page.pk)),
        name=page.title,
        alternate_name=page.short_name,
        kind=page.kind,
        description=page.summary,
        shared=not overlay.is_own(page),
        page=f"{overlay.site.root_url}{overlay.path_of(page)}",
        reports_to=str(lasting_id(overlay, "groups", superior)) if superior else None,
        responsibilities=page.duties,
        chair=page.chair,
        members=[_member(overlay, member) for member in page.members.all()],
        frequency=page.frequency,
        meeting_length=page.meeting_length,
        established=page.established,
        replaces=page.replaces,
    )


def _member(overlay: Overlay, member: Member) -> dict[str, Any]:
    return known(
        organization=_organization(overlay, member.agency) if member.agency else None,
        role=member.role,
        part=member.part,
    )


def _organization(overlay: Overlay, agency: Agency) -> dict[str, Any]:
    key = lasting_id(overlay, "agencies", agency.pk)
    return known(id=str(key), name=agency.name, alternate_name=agency.short_name, website=agency.url)
