"""The rules of /get-help/ as the content files have them: for every need, reader and urgency, which services answer."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts.models import Need, Urgency
from contacts.needs import FALLBACK, Needs, faults
from portal.audiences import Audience

from . import build
from .contacts import load_needs

SERVICES = {
    "F": "children-front-door",
    "C": "childline",
    "P": "police-non-emergency",
    "A": "adults-front-door",
    "L": "lado",
    "O": "online-abuse-reporting",
    "S": "domestic-abuse-support",
    "D": "domestic-abuse-police",
    "B": "safer-sleep-advice",
    "R": "child-death-review",
}
READERS = ["", *Audience.values]
URGENCIES = ["", *Urgency.values]

# For each need, and each reader: the services in danger now / at any other time, in order. One entry where they are the same.
TABLE = """
                                 nobody-said  young-people  parents  professionals
anything                         F/FP         CF            F/FP     F/FP
child                            F            CF            F        F
you                              FA           CF            FA       FA
adult                            AP           CFA           AP       AP
someone-who-works-with-children  FL           CF            FL       FL/LF
online-abuse                     FO           CFO           FO       FO
domestic-abuse                   DS/SD        CFS           DS/SD    DS/SD
child-death                      BR           CF            B        R
referral                         F            CF            F        F
"""


def expected() -> dict[tuple[str, str, str], list[str]]:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    answers = {}
    for about, *cells in rows:
        for who, cell in zip(head, cells, strict=True):
            now, _, other = cell.partition("/")
            for urgency in URGENCIES:
                letters = now if urgency == Urgency.NOW else other or now
                answers[about, who.replace("nobody-said", ""), urgency] = [SERVICES[letter] for letter in letters]
    return answers


@pytest.fixture
def rules(db) -> Needs:
    load_needs()
    return Needs.known()


def test_every_combination_has_its_answer(rules):
    """160 questions, every one of them, against a table written down independently."""
    answers = {
        (about, who, urgency): list(rules.route(about, who, urgency).services)
        for about in rules.tables
        for who in READERS
        for urgency in URGENCIES
    }
    assert len(answers) == 9 * 4 * 4
    assert answers == expected()


def test_what_is_not_said_is_answered_in_general(rules):
    for about in ("", "atlantis", Need.GENERAL):
        assert rules.route(about, "parents", "now") == rules.route(Need.GENERAL, "parents", "now")


def test_every_answer_says_what_to_do_and_what_happens_and_types_no_number(rules):
    for table in rules.tables.values():
        for row in table.rows:
            assert row.advice and row.expect, table.slug
            assert not re.search(r"\b\d{3,}\b", row.advice + row.expect), table.slug


def test_the_tables_are_sound(rules):
    """Nobody falls through, and no row waits in vain."""
    for table in rules.tables.values():
        assert list(faults([(row.who, row.urgency) for row in table.rows])) == [], table.slug


def test_who_is_asked_what(rules):
    """Only professionals, and those who have not said who they are, are offered advice about a referral; `anything` nobody."""
    offered = {who: [table.slug for table in rules.offered(who)] for who in READERS}
    assert [who for who in READERS if "referral" in offered[who]] == ["", "professionals"]
    assert [who for who in READERS if "you" in offered[who]] == ["", "parents", "young-people"]
    assert all("anything" not in slugs and slugs[0] == "child" for slugs in offered.values())


def test_a_child_reads_their_own_words(rules):
    assert rules.tables["you"].heading_for("young-people") == "Something is happening to me"
    assert rules.tables["you"].heading_for("parents") == rules.tables["you"].heading_for("") == "You need help yourself"


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([("", "")], []),
        ([("young-people", "now"), ("young-people", ""), ("", "now"), ("", "")], []),
        ([("", ""), ("", "now")], [1, 1]),  # never reached, and the last is not for everyone
        ([("parents", ""), ("parents", "now"), ("", "")], [1]),
        ([("", "now"), ("", "now"), ("", "")], [1]),
        ([(who, "") for who in Audience.values], [2]),  # who has not said who they are falls through
        ([*((who, "now") for who in Audience.values), ("", "now"), ("", "")], []),
        ([("parents", ""), ("", "now"), ("parents", "today"), ("", "")], [2]),
        ([*(("parents", each) for each in ("", *Urgency.values)), ("", "")], [1, 2, 3]),
    ],
)
def test_a_row_nobody_reaches_and_a_table_with_a_gap_are_found(rows, wrong):
    assert [place for place, _ in faults(rows)] == wrong


def test_without_any_rules_the_front_door_answers(db):
    assert Needs.known().route("child", "parents", "now") is FALLBACK
    assert FALLBACK.services == ("children-front-door", "police-non-emergency")


def test_all_tables_are_one_query_and_remembered(db):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            Needs.known()
        return len(queries)

    build.make_need("anything", {"services": "lado"})
    token = 1
    assert (cost(), cost()) == (1 + token, token)
    for number in range(20):
        build.make_need(f"need-{number}", {"who": "parents", "services": "lado childline"}, {"services": "lado"})
    assert (cost(), cost()) == (1 + token, token)
    assert len(Needs.known().tables) == 21
