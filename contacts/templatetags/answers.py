"""Answers in templates: who to call now, in large, then the others with their hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from contacts.answers import Answer, Line, who_answers
from contacts.directory import EMERGENCY, POLICE
from contacts.hours import moment
from contacts.hours.words import lines, when
from contacts.models import Channel, Contact
from contacts.templatetags.contacts import here
from portal.partnerships import Neighbour

register = template.Library()


@dataclass(frozen=True)
class Told:
    """A line as readers are told it: when that changes, who is to be called from then, and its hours in words."""

    line: Line
    change: str
    then: list[Contact]
    hours: list[str]

    @property
    def contact(self) -> Contact:
        return self.line.contact

    @property
    def other_ways(self) -> list[Channel]:
        return [way for way in self.contact.ways if way != self.line.way]


def told(line: Line, answer: Answer) -> Told:
    """The line in words; `then` holds those who do not answer now and will when this one stops."""
    change = when(line.until, answer.at) if line.until else ""
    then: list[Contact] = []
    if line.is_open and line.until:
        now = [each.contact for each in answer.answering]
        later = who_answers((each.contact for each in answer.lines), line.until)
        then = [each.contact for each in later.answering if each.contact not in now]
    return Told(line, change, then, lines(line.contact.hours, answer.at))


@register.inclusion_tag("contacts/answer.html", takes_context=True, name="who_answers")
def who_answers_tag(
    context: template.Context, answers: Answer | Iterable[Answer], area: Neighbour | None = None
) -> dict[str, Any]:
    """Who to call now, and the others with their hours; of several answers, in their order.

    Where nobody answers it says so, and who does next. `area` is where the reader is, if that is one of several.
    """
    several = [answers] if isinstance(answers, Answer) else list(answers)
    pairs = [(line, answer) for answer in several for line in answer.lines]
    answering = [told(line, answer) for line, answer in pairs if line in answer.answering]
    others = [told(line, answer) for line, answer in pairs if line not in answer.answering]
    opening = [each for each in others if each.line.until]
    return {
        "answering": answering,
        "others": others,
        "unreachable": [contact for answer in several for contact in answer.unreachable],
        "known": any(each.line.is_open for each in answering),
        "next": min(opening, key=lambda each: moment(each.line.until), default=None),
        "area": area,
        "emergency": EMERGENCY,
        "police": next(iter(here(context).contacts(POLICE)), None),
        "request": context.get("request"),
    }
