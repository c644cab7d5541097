from .generation import Generation
from .home import HomePage
from .note import LocalNote
from .page import BasePage
from .partnership import Partnership, Theme
from .standard import StandardPage
from .switched_off import SwitchedOff

__all__ = [
    "BasePage",
    "Generation",
    "HomePage",
    "LocalNote",
    "Partnership",
    "StandardPage",
    "SwitchedOff",
    "Theme",
]
