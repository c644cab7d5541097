"""What the head of a consultation's file says beyond that of any page: when it is open, and what it asks."""

from collections.abc import Iterator

from feedback.models import ConsultationPage, Question, QuestionType

from .afterwards import before_and_after
from .load import clean
from .markdown import Part
from .page_files import Source
from .values import chosen, days, flag, listed, words

ANSWERED_BY = {
    "line": QuestionType.ONE_LINE,
    "text": QuestionType.TEXT,
    "one of": QuestionType.ONE_OF,
    "one from a list": QuestionType.FROM_A_LIST,
    "several of": QuestionType.SEVERAL_OF,
    "tick": QuestionType.TICK,
}
"""What a file calls the ways to answer."""


def fill(page: ConsultationPage, source: Source) -> None:
    """Give the page what its file says; its text is there already. Raises ContentError for a question that cannot be."""
    for name, day in days(source.head, "opens_on", "closes_on").items():
        setattr(page, name, day)
    page.form_fields.set(list(questions(source)))


def fill_text(page: ConsultationPage, parts: list[Part], source: Source) -> None:
    """The text before it, and under “# Afterwards” what came of it."""
    page.body, page.came_of_it = before_and_after(parts, source, "a consultation")


def questions(source: Source) -> Iterator[Question]:
    """Its questions in order."""
    for place, record in enumerate(source.head.records("questions")):
        record.must({"asks", "answered_by"}, {"choices", "help", "required"})
        made = Question(
            label=words(record, "asks")["asks"],
            help_text=words(record, "help")["help"],
            field_type=ANSWERED_BY[chosen(record, "answered_by", list(ANSWERED_BY))],
            choices="\n".join(listed(record, "choices")),
            required=flag(record, "required"),
            sort_order=place,
        )
        made.clean_name = made.get_field_clean_name()
        clean(record, made, exclude=("page",))
        yield made
