from .agency import Agency
from .group import GroupKind, GroupPage, Member, Part
from .structure import StructurePage

__all__ = ["Agency", "GroupKind", "GroupPage", "Member", "Part", "StructurePage"]
