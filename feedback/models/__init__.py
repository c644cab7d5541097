from .consultation import ConsultationPage, HaveYourSayPage, Question, QuestionType, Stage
from .message import Kind, Message, State
from .usefulness import Usefulness

__all__ = [
    "ConsultationPage",
    "HaveYourSayPage",
    "Kind",
    "Message",
    "Question",
    "QuestionType",
    "Stage",
    "State",
    "Usefulness",
]
