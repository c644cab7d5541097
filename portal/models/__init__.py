from .generation import Generation
from .home import HomePage
from .index import IndexPage
from .note import LocalNote
from .page import BasePage
from .partnership import Partnership, Theme
from .passage import Kind, Passage
from .standard import StandardPage
from .switched_off import SwitchedOff
from .tally import Tally
from .term import Term

__all__ = [
    "BasePage",
    "Generation",
    "HomePage",
    "IndexPage",
    "Kind",
    "LocalNote",
    "Partnership",
    "Passage",
    "StandardPage",
    "SwitchedOff",
    "Tally",
    "Term",
    "Theme",
]
