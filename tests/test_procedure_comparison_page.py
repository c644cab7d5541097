"""PD3: what changed between two versions, by address: of a chapter, of a file, since a day."""

import re
from datetime import date

import pytest
import time_machine

from . import build
from .browser.conftest import every_block
from .build import section
from .ground import laid


@laid
def escalation(sites):
    page = build.make_procedure(
        sites.home("set"),
        "Escalation",
        "escalation",
        section("Talk", "Talk to the other worker within five days."),
        section("Write", "Write down what was said."),
        section("Alike", "This stays."),
        on="2026-03-02",
        effective_from=date(2026, 3, 2),
    )
    return build.publish(
        page,
        "2026-06-01",
        significance="significant",
        change_summary="Two days.",
        effective_from=date(2026, 6, 1),
        body=build.with_sections(
            page,
            ("Alike", "Alike", "This stays."),
            ("Talk", "Talk first", "Talk to the other worker within two days."),
            ("Ask", "Ask", "Ask your manager."),
        ),
    )


def shown(read, query: str, status: int = 200) -> str:
    with time_machine.travel("2026-11-25T18:00:00+00:00", tick=False):
        response = read("southend", f"/procedures/escalation/changes/{query}")
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_words_are_marked_as_inserted_and_deleted(escalation, read):
    """By element and in words, for eyes, ears and paper."""
    page = shown(read, "?from=1&to=2")
    assert any("five" in words for words in re.findall(r"<del[^>]*>(.*?)</del>", page))
    assert any("two" in words for words in re.findall(r"<ins[^>]*>(.*?)</ins>", page))
    assert "From issue 1 to issue 2" in page


def test_changed_sections_come_first(escalation, read):
    """And those that are the same are only named."""
    page = shown(read, "?from=1&to=2")
    compared = page[page.index('id="compared"') : page.index('id="compare"')]
    assert compared.index("Talk first") < compared.rindex("Alike")
    assert "This stays." not in compared


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?since=2026-04-01", "You asked what is new since 1 April 2026."),
        ("?since=2026-06-01", "This is the same version: nothing has changed."),
        ("?since=2026-11-25", "This is the same version: nothing has changed."),
        ("?since=2026-03-01", "all of it is new"),
        ("?since=2026-11-26", "That day is still to come."),
        ("?since=2026-02-30", "Give the day on which you last read it"),
        ("?since=", "Give the day on which you last read it"),
        ("?from=1&to=1", "This is the same version: nothing has changed."),
        ("?from=2&to=1", "From issue 2 to issue 1"),
        ("?from=1", "Choose two versions"),
        ("?from=1&to=9", "There is no such version."),
        ("?from=one&to=2", "Choose two versions"),
        ("?from=²&to=2", "Choose two versions"),
        ("?from=99999999999999999999&to=1", "Choose two versions"),
    ],
)
def test_what_an_address_asks_is_answered_in_words(escalation, read, query, words):
    """Since one last read, the wrong way round, or what cannot be: never an error."""
    assert words in shown(read, query)


def test_comparisons_are_not_indexed(escalation, read):
    assert '<meta name="robots" content="noindex">' in shown(read, "?from=1&to=2")


def test_a_neighbours_changes_have_no_address_here(sites, read):
    build.make_procedure(sites.home("thurrock"), "Own", "own")
    assert read("southend", "/procedures/own/changes/?from=1&to=1").status_code == 404
    assert read("thurrock", "/procedures/own/changes/?from=1&to=1").status_code == 200


def test_every_block_that_a_body_may_hold_is_compared(sites, read):
    """Lists, steps, tables, pictures, contacts and resources: what was taken out of each is said to be removed."""
    service = build.make_contact("children-front-door", "Front door", "01702 215007").service
    body = [*every_block(sites.site("set"), service), section("Rest", "The rest.")]
    page = build.make_procedure(sites.home("set"), "Escalation", "escalation", *body)
    body = build.with_sections(page, ("Rest", "Rest", "The rest."))
    build.publish(page, "2026-06-01", significance="minor", body=body)
    compared = shown(read, "?from=1&to=2")
    for words in (
        "Promise.",
        "Ring now.",
        "Tell someone.",
        "Will they know?",
        "Monday | 9am to 5pm",
        "A beach",
        "Keeping safe",
    ):
        assert words in compared, words
    assert "Children front door" in compared
