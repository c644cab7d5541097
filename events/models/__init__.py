from ..recurrence import Precision, Repeats
from .event import EventKind, EventPage, Mode
from .index import EventIndexPage
from .occurrence import Occurrence
from .session import Session

__all__ = ["EventIndexPage", "EventKind", "EventPage", "Mode", "Occurrence", "Precision", "Repeats", "Session"]
