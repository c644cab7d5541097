"""Why a consultation must not be published as it is, however it is published."""

from __future__ import annotations

from collections.abc import Iterator

from portal.models import BasePage

from .builder import faults
from .models import ConsultationPage, QuestionType


def reasons_not_to_publish(page: BasePage, parent: BasePage | None = None) -> Iterator[str]:
    """A question that cannot be answered, or that young people must not be asked (PR3); days that cannot be."""
    if not isinstance(page, ConsultationPage):
        return
    questions = page.questions
    for place, _, words in faults(questions, page.asks_young_people):
        yield f"“{questions[place].label}”: {words}"
    for question in questions:
        if question.field_type not in QuestionType.values:
            yield f"“{question.label}”: this kind of question is not for readers. Choose another."
    if page.closes_on and (not page.opens_on or page.closes_on < page.opens_on):
        yield "The last day needs a first day, which is not after it."
    if page.opens_on and not questions:
        yield "There is no question yet, and so no form. Add one, or take out the first day."
