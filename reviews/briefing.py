"""The briefing of one page that is made from a review's data: what a team needs for a talk of seven minutes.

At most seven boxes, as practitioners know them. What does not fit on a sheet of A4 is left out, and the page says how much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.text import Truncator

from portal.blocks.text import CHIP

from .models import Decision, ReviewPage
from .reading import Action, Reading

WORDS = 560  # characters of what happened
POINTS = 8  # learning points, all professions together
ACTIONS = 4
POINT = 140  # characters of one of either
RELATED = 3
NAME = 44  # characters of whom a recommendation is for
HAPPENED = "What happened"
SENTENCE_ENDS = re.compile(r"(?<=[.!?]) ")


@dataclass
class Box:
    """One box: a heading, and lines below it, each with what stands before it, if anything does."""

    heading: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Briefing:
    """The boxes, and what they leave out, in words."""

    boxes: list[Box]
    left_out: list[str]


def briefing(reading: Reading) -> Briefing:
    """The briefing of a review. No query beyond those of its reading."""
    page, left_out = reading.page, []
    boxes = [Box("The review", _about(reading))]

    text = _words(page).removeprefix(f"{HAPPENED}: ")
    told = _cut(text, WORDS)
    if told:
        boxes.append(Box(HAPPENED, [("", told)]))
        if told != text:
            left_out.append("most of the text" if len(text) > 2 * WORDS else "part of the text")

    if reading.themes:
        boxes.append(Box("What it is about", [("", "; ".join(theme.title for theme in reading.themes))]))

    points = [(profession, point.text) for profession, some in reading.learning for point in some]
    everyone = [text for profession, text in points if profession == "everyone"][:POINTS]
    others = [(str(profession.label), text) for profession, text in points if profession != "everyone"]
    others = others[: POINTS - len(everyone)]
    if everyone:
        boxes.append(Box("What everyone can do differently", [("", _cut(text, POINT)) for text in everyone]))
    if others:
        boxes.append(Box("What to do in your profession", [(who, _cut(text, POINT)) for who, text in others]))
    left_out += _more(len(points) - len(everyone) - len(others), "learning point")

    actions = reading.actions[:ACTIONS]
    if actions:
        lines = [
            (
                f"{action.row.number} {_cut(action.whose, NAME)}".strip(),
                f"{_cut(action.row.text, POINT)} {_state(action)}",
            )
            for action in actions
        ]
        boxes.append(Box("What was recommended", lines))
    left_out += _more(len(reading.actions) - len(actions), "recommendation")
    shortened = sum(len(text) > POINT for _, text in points) + sum(len(each.row.text) > POINT for each in actions)
    if shortened:
        left_out.append("the ends of long sentences")

    if reading.related:
        boxes.append(Box("Read with it", links=reading.related[:RELATED]))
        left_out += _more(len(reading.related) - RELATED, "page to read with it", "pages to read with it")
    return Briefing(boxes, left_out)


def _words(page: ReviewPage) -> str:
    """The words of the review, without the sentences that name a contact: in plain words they would have no number.

    Who to call stands at the foot of the briefing.
    """
    text = page.words_in("body")
    named = {slug.replace("-", " ") for slug in CHIP.findall(str(page.body.get_prep_value()))}
    sentences = SENTENCE_ENDS.split(text) if named else [text]
    return " ".join(each for each in sentences if not any(words in each for words in named))


def _about(reading: Reading) -> list[tuple[str, str]]:
    page = reading.page
    known = [
        ("Kind", reading.kind),
        ("State", "" if page.decision == Decision.PUBLISHED else str(page.get_decision_display())),
        ("About", page.pseudonyms),
        ("Ages", page.ages),
        ("When it happened", page.time_frame),
        ("Partnership" if len(reading.areas) == 1 else "Partnerships", ", ".join(reading.areas)),
        ("Published", page.published_words),
    ]
    return [(name, value) for name, value in known if value]


def _state(action: Action) -> str:
    words = action.when or str(action.row.get_state_display())
    return f"({words[0].lower()}{words[1:]})"


def _cut(text: str, most: int) -> str:
    """The text, or its beginning up to the end of a word."""
    return Truncator(text).chars(most).rsplit(" ", 1)[0].rstrip("…,;: ") + " …" if len(text) > most else text


def _more(number: int, one: str, several: str = "") -> list[str]:
    return [f"{number} {one if number == 1 else several or f'{one}s'}"] if number > 0 else []
