"""What each field of the groups' data means: what is promised to whoever builds on it."""

from portal.open_data import wrapper_fields

from ..models import GroupKind, Part

KINDS = ", ".join(GroupKind.values)
PARTS = ", ".join(Part.values)

GROUP = (
    ("id", "Stays the same as long as we keep the group, and is the same on every site of ours."),
    ("name", "Its name in full."),
    ("alternate_name", "Its short name."),
    ("kind", f"One of: {KINDS}."),
    ("description", "What it is, in a sentence or two."),
    ("shared", "True where it serves every area, false where it is this partnership’s own."),
    ("page", "Our page about it."),
    ("reports_to", "The id of the group it answers to, where that is in this file."),
    ("responsibilities", "What it answers for, one by one."),
    ("chair", "The role that chairs it."),
    ("members", "The organisations and roles that sit on it."),
    ("frequency", "How often it meets, in words."),
    ("meeting_length", "How long a meeting takes, in words."),
    ("established", "Since when there has been such a group, in words."),
    ("replaces", "What stood in its place before."),
)
MEMBER = (
    ("organization", "The organisation: its id, name, alternate_name and website."),
    ("role", "The role, alone or in the organisation. We never name persons."),
    ("part", f"As what it takes part, one of: {PARTS}."),
)

TABLES = (
    ("file", "The whole file", tuple(wrapper_fields("groups").items())),
    ("group", "A group", GROUP),
    ("member", "A member", MEMBER),
)
