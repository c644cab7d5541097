"""What the head of a group's file says beyond that of any page, and the agencies that groups and recommendations name."""

from governance.models import GroupKind, GroupPage, Member, Part
from procedures.models import ProcedurePage

from .known import Known
from .links import Links
from .load import clean
from .page_files import Source
from .source import Record
from .values import chosen, listed, one, words


def fill(page: GroupPage, source: Source, known: Known, links: Links) -> None:
    """Give the group what its file says; its text is there already.

    Raises ContentError for a kind, agency or page that does not exist, and for a group that answers to itself.
    """
    head = source.head
    page.kind = chosen(head, "kind", GroupKind.values, GroupKind.SUB_GROUP)
    page.order = head.get("order", 100)
    for name, value in words(head, "short_name", "chair", "meeting_length", "established", "replaces").items():
        setattr(page, name, value)
    page.frequency = words(head, "meets")["meets"]
    page.responsible_for = "\n".join(listed(head, "responsible_for"))
    above, terms = head.get("reports_to"), head.get("terms_of_reference")
    page.reports_to_id = links.target(source, "reports_to", above, (GroupPage,)) if above else None
    if above and page.reports_to_id == page.pk:
        raise head.error("reports_to: a group does not answer to itself")
    page.terms_of_reference_id = links.target(source, "terms_of_reference", terms, (ProcedurePage,)) if terms else None
    page.members.set([member(record, place, known) for place, record in enumerate(head.records("members"))])


def member(record: Record, place: int, known: Known) -> Member:
    """An agency, a role in one, or a role alone."""
    record.must(set(), {"agency", "role", "part"})
    if not (record.get("agency") or record.get("role")):
        raise record.error("a member is an agency, a role, or both")
    made = Member(
        agency=one(record, "agency", record["agency"], known.agencies) if record.get("agency") else None,
        part=chosen(record, "part", Part.values, Part.MEMBER),
        sort_order=place,
        **words(record, "role"),
    )
    clean(record, made, exclude=("page",))
    return made
