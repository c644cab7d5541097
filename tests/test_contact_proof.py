"""What readers are told of a contact's check, day by day, and how it stands for staff. Days are London's."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import proof
from contacts.hours import LONDON
from contacts.models import Contact

from . import build
from .ground import laid

CHECKED = date(2026, 11, 12)  # due on 12 May 2027, long overdue from 11 June


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("confirmed", "months_on"),
    [
        (date(2026, 11, 12), date(2027, 5, 12)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
    ],
)
def test_the_next_check_is_due_six_months_after_the_last(confirmed, months_on):
    """On the same day of the month, or on its last."""
    assert proof.check_due(Contact(confirmed_on=confirmed)) == months_on


def test_a_date_that_staff_chose_comes_first_and_without_a_check_none_is_due():
    chosen = date(2026, 12, 1)
    assert proof.check_due(Contact(confirmed_on=CHECKED, next_check=chosen)) == chosen
    assert proof.check_due(Contact()) is None


@pytest.mark.parametrize(
    ("fields", "day", "state"),
    [
        ({"confirmed_on": CHECKED}, "2026-11-12", "confirmed"),
        ({"confirmed_on": CHECKED}, "2027-05-11", "confirmed"),
        ({"confirmed_on": CHECKED}, "2027-05-12", "due"),
        ({"confirmed_on": CHECKED}, "2027-06-10", "due"),
        ({"confirmed_on": CHECKED}, "2027-06-11", "overdue"),
        ({"confirmed_on": CHECKED, "next_check": date(2027, 1, 1)}, "2027-01-01", "due"),
        ({"confirmed_on": CHECKED, "to_confirm": "Ask for the hours."}, "2026-11-12", "to-confirm"),
        ({"confirmed_on": CHECKED, "to_confirm": "Ask for the hours."}, "2027-05-12", "due"),
        ({}, "2030-01-01", "to-confirm"),
        ({"next_check": date(2027, 1, 1)}, "2027-01-01", "due"),
    ],
)
def test_how_a_contact_stands(fields, day, state):
    """What is late comes before what is still open."""
    assert proof.state(Contact(**fields), noon(day)) == state


def lines(page) -> list[str]:
    text = page.content.decode()
    return [part.partition("</p>")[0] for part in text.split('<p class="contact__checked">')[1:]]


def shown(read, at: str | datetime, service="helpline") -> str:
    """What `/contacts/<service>/` says of the check to a reader at this moment."""
    with time_machine.travel(at, tick=False):
        page = read("essex", f"/contacts/{service}/")
    assert "contact-card" in page.content.decode()
    return "".join(lines(page))


@laid
def helpline(sites):
    return build.make_contact("helpline", "Helpline", "0800 1111", confirmed_on=CHECKED)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-11T23:59:59+00:00", ""),
        ("2026-11-12T00:00:00+00:00", "Checked"),
        ("2027-05-12T12:00:00+01:00", "Checked"),
        ("2027-06-10T23:59:59+01:00", "Checked"),
        ("2027-06-11T00:00:00+01:00", "We are checking this number"),  # 23:00 on the day before in UTC
        ("2031-01-01T12:00:00+00:00", "We are checking this number"),
    ],
)
def test_readers_are_told_it_was_checked_until_the_check_is_long_overdue(helpline, read, at, told):
    """Thirty days late the line changes, at London's midnight; the number stays."""
    line = shown(read, datetime.fromisoformat(at))
    assert line.startswith(told) and bool(line) == bool(told)
    if told == "Checked":
        assert line == 'Checked <time datetime="2026-11-12">12 November 2026</time>'


def test_a_number_being_checked_is_still_shown_with_what_to_do_if_nobody_answers(helpline, read):
    with time_machine.travel(noon("2027-07-01"), tick=False):
        page = read("essex", "/contacts/helpline/")
    assert 'href="tel:08001111"' in page.content.decode() or 'href="tel:+448001111"' in page.content.decode()
    line = lines(page)[0]
    assert "If nobody answers, call" in line
    assert 'href="tel:999"' in line and "if someone is in danger" in line
    assert 'href="tel:101"' in line and "for anything else" in line


@pytest.mark.parametrize(
    ("ways", "told", "untold"),
    [
        ([("voice", "999")], "You can call", "nobody answers"),
        ([("voice", "101")], "If nobody answers and someone is in danger, call", "101"),
        ([("email", "team@example.org")], "We are checking this address. If nobody replies", "this number"),
        ([("voice", "0800 1111"), ("text", "61016")], "We are checking these numbers.", "this number"),
        ([("email", "team@example.org"), ("voice", "0800 1111")], "We are checking this number.", "address"),
    ],
)
def test_the_words_fit_what_is_being_checked(sites, read, ways, told, untold):
    """999 and 101 cannot stand in for themselves, and nobody answers an e-mail."""
    contact = build.make_contact("helpline", "Helpline", confirmed_on=CHECKED)
    for kind, value in ways:
        contact.channels.create(kind=kind, value=value)
    contact.save()
    line = shown(read, noon("2027-07-01"))
    assert told in line and untold not in line


def test_of_a_team_nobody_can_reach_no_check_is_told(sites, read):
    build.make_contact("helpline", "Helpline", confirmed_on=CHECKED, to_confirm="Ask for the number.")
    assert shown(read, noon("2027-07-01")) == ""


def test_what_is_still_to_be_confirmed_is_not_told_as_checked_but_as_late_once_it_is(sites, read):
    build.make_contact("helpline", "Helpline", "0800 1111", confirmed_on=CHECKED, to_confirm="Ask for the hours.")
    assert shown(read, noon("2026-12-01")) == ""
    assert "We are checking" in shown(read, noon("2027-07-01"))


def test_the_line_costs_no_query_once_contacts_are_remembered(helpline, read):
    build.make_contact("other", "Other", "0800 1111")
    counts = []
    with time_machine.travel(noon("2027-07-01"), tick=False):
        for path in ("/contacts/helpline/", "/contacts/other/"):
            read("essex", path)
            with CaptureQueriesContext(connection) as queries:
                read("essex", path)
            counts.append(len(queries))
    assert counts[0] == counts[1]
