"""What the head of a consultation's file says beyond that of any page: when it is open, and what it asks."""

import json
from collections.abc import Iterator

from feedback.models import ConsultationPage, Question, QuestionType

from .load import clean
from .markdown import Part
from .page_files import Source
from .source import ContentError
from .values import chosen, days, flag, listed, words

AFTERWARDS = "Afterwards"
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
    for part in parts:
        if part.title not in ("", AFTERWARDS):
            words = f"“# {part.title}” is not a part of a consultation: # {AFTERWARDS}"
            raise ContentError(source.file, part.line, words)
    texts = {part.title: part.blocks for part in parts}
    page.body, page.came_of_it = (json.dumps(texts.get(title, [])) for title in ("", AFTERWARDS))


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
