from .index import ReviewIndexPage
from .learning import ActionState, LearningPoint, Profession, Recommendation, Related
from .review import Decision, ReviewKind, ReviewPage
from .theme import Theme
from .withdrawal import Withdrawal

__all__ = [
    "ActionState",
    "Decision",
    "LearningPoint",
    "Profession",
    "Recommendation",
    "Related",
    "ReviewIndexPage",
    "ReviewKind",
    "ReviewPage",
    "Theme",
    "Withdrawal",
]
