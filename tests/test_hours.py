"""Hours as rows: past midnight, all day, bank holidays, dates of their own, one kind of channel, and what is not known."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from contacts.answers import who_answers
from contacts.hours import LONDON, Hours
from contacts.hours.notation import parse, written
from contacts.hours.words import lines, when

from . import build

OFFICE = "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed"
NIGHT = "Mon-Thu 17:30-09:00; Fri 16:30-09:00; Sat-Sun,hol 09:00-09:00"
YES, NO, UNKNOWN = True, False, None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        # opening time belongs to the open side, closing time to the closed side
        (OFFICE, "2026-11-26T09:00:00", YES),
        (OFFICE, "2026-11-26T08:59:59.999999", NO),
        (OFFICE, "2026-11-26T17:29:59.999999", YES),
        (OFFICE, "2026-11-26T17:30:00", NO),
        # a row that ends after midnight belongs to the day it begins on
        ("Fri 22:00-02:00; Mon-Thu,Sat-Sun,hol closed", "2026-11-28T01:59:59", YES),
        ("Fri 22:00-02:00; Mon-Thu,Sat-Sun,hol closed", "2026-11-28T02:00:00", NO),
        ("Fri 22:00-02:00; Mon-Thu,Sat-Sun,hol closed", "2026-11-27T01:00:00", NO),
        ("Sun 22:00-02:00; Mon-Sat,hol closed", "2026-11-30T01:00:00", YES),
        # midnight as a closing time, and equal times as a whole day
        ("Mon-Fri 17:00-00:00; Sat-Sun,hol closed", "2026-11-26T23:59:59", YES),
        ("Mon-Fri 17:00-00:00; Sat-Sun,hol closed", "2026-11-27T00:00:00", NO),
        ("Sat-Sun,hol 09:00-09:00; Mon-Fri closed", "2026-11-30T08:59:59", YES),
        ("Sat-Sun,hol 09:00-09:00; Mon-Fri closed", "2026-11-28T08:59:59", NO),
        # two stretches in a day
        ("Mon-Fri 09:00-12:00; Mon-Fri 13:00-17:00; Sat-Sun,hol closed", "2026-11-26T12:30:00", NO),
        ("Mon-Fri 09:00-12:00; Mon-Fri 13:00-17:00; Sat-Sun,hol closed", "2026-11-26T13:00:00", YES),
        # a bank holiday's own rows stand in for the weekday's, but not for the night that began before
        ("Mon-Sun 09:00-17:00; hol 10:00-12:00", "2026-12-25T09:30:00", NO),
        ("Mon-Sun 09:00-17:00; hol 10:00-12:00", "2026-12-25T11:59:00", YES),
        (NIGHT, "2026-12-25T08:00:00", YES),
        ("Mon-Sun 17:00-09:00; hol closed", "2026-12-25T08:59:59", YES),
        ("Mon-Sun 17:00-09:00; hol closed", "2026-12-25T18:00:00", NO),
        # a date of its own stands in for the weekday and the bank holiday
        (f"{OFFICE}; 2026-12-24 09:00-13:00", "2026-12-24T13:00:00", NO),
        (f"{OFFICE}; 2026-12-24 09:00-13:00", "2026-12-24T12:59:59", YES),
        (f"{OFFICE}; 2026-12-24 09:00-13:00", "2026-12-23T13:00:00", YES),
        (f"{OFFICE}; 2026-12-28 10:00-12:00", "2026-12-28T11:00:00", YES),
        (f"{OFFICE}; 2026-11-24..2026-11-26 closed", "2026-11-26T10:00:00", NO),
        (f"{OFFICE}; 2026-11-24..2026-11-26 closed", "2026-11-27T10:00:00", YES),
        ("always; 2026-12-25 closed", "2026-12-25T10:00:00", NO),
        ("always; 2026-12-25 closed", "2026-12-26T00:00:00", YES),
        # what is always open needs no data on bank holidays; what has hours does
        ("always", "2150-05-25T10:00:00", YES),
        (OFFICE, "2150-05-25T10:00:00", UNKNOWN),
        (f"{OFFICE}; 2150-05-25 09:00-12:00", "2150-05-25T10:00:00", YES),
        ("unknown", "2026-11-26T10:00:00", UNKNOWN),
        ("", "2026-11-26T10:00:00", UNKNOWN),
    ],
)
def test_open_at(hours, moment, expected):
    assert parse(hours).open_at(at(moment)) is expected


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (OFFICE, "2026-11-26T09:00:00", "2026-11-26T17:30:00+00:00"),
        (OFFICE, "2026-11-26T17:30:00", "2026-11-27T09:00:00+00:00"),
        (OFFICE, "2026-12-24T18:00:00", "2026-12-29T09:00:00+00:00"),  # over Christmas
        (NIGHT, "2026-12-24T18:00:00", "2026-12-29T09:00:00+00:00"),  # rows that follow each other are one stretch
        (f"{OFFICE}; 2026-12-24 09:00-13:00", "2026-12-24T10:00:00", "2026-12-24T13:00:00+00:00"),
        ("always; 2026-12-25 closed", "2026-11-26T10:00:00", "2026-12-25T00:00:00+00:00"),
        ("always; 2026-12-25 closed", "2026-12-25T10:00:00", "2026-12-26T00:00:00+00:00"),
        ("always; 2026-12-25 closed", "2026-12-26T10:00:00", None),
        ("always", "2026-11-26T10:00:00", None),
        ("unknown", "2026-11-26T10:00:00", None),
        ("Mon-Sun,hol closed", "2026-11-26T10:00:00", None),
        # the nights on which the clocks change are an hour longer or shorter
        (NIGHT, "2026-10-24T20:00:00", "2026-10-26T09:00:00+00:00"),
        ("Mon-Sun,hol 01:15-01:45", "2026-10-25T00:30:00", "2026-10-25T01:15:00+01:00"),
        ("Mon-Sun,hol 01:15-01:45", "2026-10-25T01:20:00", "2026-10-25T01:45:00+00:00"),
        ("Mon-Sun,hol 00:30-01:30", "2027-03-28T00:45:00", "2027-03-28T02:30:00+01:00"),
    ],
)
def test_next_change(hours, moment, expected):
    change = parse(hours).next_change(at(moment))
    assert (change.isoformat() if change else None) == expected


def test_a_moment_is_the_same_whatever_zone_it_is_told_in():
    hours = parse(OFFICE)
    for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/London"):
        told = datetime(2026, 7, 2, 16, 30, tzinfo=UTC).astimezone(ZoneInfo(zone))
        assert hours.open_at(told) is False
        assert hours.next_change(told) == datetime(2026, 7, 3, 8, tzinfo=UTC)


def test_the_repeated_hour_is_open_both_times():
    hours = parse("Mon-Sun,hol 01:15-01:45")
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    assert hours.open_at(twice)
    assert hours.open_at(twice.replace(fold=1))


def test_one_kind_of_channel_may_keep_hours_of_its_own():
    """The text line answers longer than the telephone; e-mail, of which nothing is said, keeps the general hours."""
    hours = parse(f"{OFFICE}; Mon-Sun,hol 08:00-22:00 text; 2026-11-27 closed")
    evening, friday = at("2026-11-26T20:00:00"), at("2026-11-27T10:00:00")
    assert [hours.of_kind(kind).open_at(evening) for kind in ("voice", "text", "email")] == [False, True, False]
    assert [hours.of_kind(kind).open_at(friday) for kind in ("voice", "text", "email")] == [False, False, False]


def test_layered_cover_needs_no_code(sites):
    """GH10: duty team to midnight, standby for immediate risk until nine, weekends from nine: three contacts of one service."""
    site = sites.site("southend")
    service = build.make_service("out-of-hours")
    for order, (name, hours, note) in enumerate(
        [
            ("Duty team", "Mon-Fri,hol 17:00-00:00; Sat-Sun closed", ""),
            ("Standby", "Mon-Sun,hol 00:00-09:00", "For immediate risk only."),
            ("Weekend team", "Sat-Sun 09:00-00:00; Mon-Fri,hol closed", ""),
        ]
    ):
        number = f"01702 21500{order + 1}"
        build.make_contact(service, name, number, site, hours, order=order, hours_note=note)
    expected = {
        "2026-11-26T17:00:00": "Duty team",
        "2026-11-26T23:59:59": "Duty team",
        "2026-11-27T00:00:00": "Standby",
        "2026-11-28T08:59:59": "Standby",
        "2026-11-28T09:00:00": "Weekend team",
        "2026-11-30T00:00:00": "Standby",
        "2026-12-25T20:00:00": "Duty team",
        "2026-11-26T12:00:00": None,
    }
    for moment, name in expected.items():
        answer = who_answers(service.contacts.all(), at(moment))
        assert [line.contact.name for line in answer.answering] == ([name] if name else []), moment
        assert len(answer.answering) + len(answer.others) == 3


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (OFFICE, OFFICE),
        ("", "unknown"),
        ("Always", "always"),
        (" mon,tue,wed 09:00-17:00 ;; ", "Mon-Wed 09:00-17:00"),
        ("Mon,Wed,hol 00:00-00:00 text", "Mon,Wed,hol 00:00-00:00 text"),
        ("always; 2026-12-25..2026-12-26 closed", "always; 2026-12-25..2026-12-26 closed"),
    ],
)
def test_the_notation_is_read_and_written(text, again):
    assert written(parse(text)) == again
    assert parse(again) == parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mon",
        "Mon 9-5",
        "Mon 09:00",
        "Funday 09:00-17:00",
        "Fri-Mon 09:00-17:00",
        "Mon 09:00-25:00",
        "Mon 09:00-17:00 fax",
        "2026-13-01 closed",
        "2026-12-24..x closed",
        "open",
    ],
)
def test_what_cannot_be_read_is_named(text):
    with pytest.raises(ValueError, match="cannot be read as hours"):
        parse(f"Mon-Fri 09:00-17:00; {text}")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (
            OFFICE,
            [
                "Monday to Thursday 9am to 5.30pm",
                "Friday 9am to 4.30pm",
                "Closed on Saturday, Sunday and bank holidays",
            ],
        ),
        (
            "Mon-Fri 17:00-09:00; Sat-Sun,hol 09:00-09:00",
            ["Monday to Friday 5pm to 9am the next morning", "Saturday, Sunday and bank holidays, 24 hours from 9am"],
        ),
        ("Mon-Sun,hol 00:00-00:00", ["All day, every day"]),
        ("Mon-Sun 12:00-00:00; hol closed", ["Monday to Sunday midday to midnight", "Closed on bank holidays"]),
        ("always", ["All day, every day"]),
        ("unknown", []),
        (
            "always; 2026-12-25..2026-12-26 10:00-12:00; 2026-11-01 closed",
            ["All day, every day", "25 December 2026 to 26 December 2026: 10am to midday"],
        ),
    ],
)
def test_hours_in_words(hours, said):
    """A date that has passed is left out."""
    assert lines(parse(hours), at("2026-11-26T10:00:00")) == said


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ("2026-11-26T17:30", "2026-11-26T09:00", "5.30pm"),
        ("2026-11-27T00:00", "2026-11-26T09:00", "midnight"),
        ("2026-11-27T09:00", "2026-11-26T18:00", "9am tomorrow"),
        ("2026-11-30T09:00", "2026-11-27T18:00", "9am on Monday"),
        ("2026-12-29T09:00", "2026-12-24T18:00", "9am on Tuesday"),
        ("2026-12-25T09:00", "2026-11-26T18:00", "9am on 25 December"),
    ],
)
def test_a_moment_as_one_says_it(then, now, said):
    assert when(at(then), at(now)) == said


def test_hours_know_of_no_database():
    assert Hours().open_at(at("2026-11-26T10:00")) is None
