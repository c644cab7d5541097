from .index import ReviewIndexPage
from .kinds import FROM_ELSEWHERE, RELEASED, Decision, ReviewKind
from .learning import SETTLED, ActionState, LearningPoint, Profession, Recommendation, Related
from .review import ReviewPage
from .theme import Theme
from .withdrawal import Withdrawal

__all__ = [
    "FROM_ELSEWHERE",
    "RELEASED",
    "SETTLED",
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
