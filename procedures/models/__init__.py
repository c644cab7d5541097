from .changes import Changes
from .index import ProcedureIndexPage
from .part import Part
from .procedure import ProcedureKind, ProcedurePage, Significance
from .version import FrozenVersion, Version, ends

__all__ = [
    "Changes",
    "FrozenVersion",
    "Part",
    "ProcedureIndexPage",
    "ProcedureKind",
    "ProcedurePage",
    "Significance",
    "Version",
    "ends",
]
