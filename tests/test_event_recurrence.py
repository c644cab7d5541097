"""EV1, recurring dates: a session as typed becomes the right days, and the right moments on both sides of a clock change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from events.models import Session
from events.recurrence import MOST, faults, instances, rule, too_many
from events.words import series, when
from portal.moments import LONDON

from .events import session

D = date.fromisoformat


def begun(found: list) -> list[str]:
    """Its days, as they are typed."""
    return [str(each.day) for each in found]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (session("2026-03-20"), ["2026-03-20"]),
        (
            session("2026-03-20", repeats="weekly", until="2026-04-10", except_on="2026-03-27\n\n2026-03-28"),
            ["2026-03-20", "2026-04-03", "2026-04-10"],
        ),
        (
            session("2026-03-20", repeats="fortnightly", until="2026-05-01"),
            ["2026-03-20", "2026-04-03", "2026-04-17", "2026-05-01"],
        ),
        (
            session("2026-01-31", repeats="monthly-date", until="2026-05-31"),
            ["2026-01-31", "2026-03-31", "2026-05-31"],
        ),
        (
            session("2026-01-13", repeats="monthly-day", until="2026-04-30"),
            ["2026-01-13", "2026-02-10", "2026-03-10", "2026-04-14"],
        ),
        (
            session("2026-01-30", repeats="monthly-day", until="2026-04-30"),
            ["2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"],
        ),
        (session("2024-02-29", repeats="yearly", until="2029-02-28"), ["2024-02-29", "2028-02-29"]),
        (session("2026-11-25", repeats="yearly", until="2028-11-25"), ["2026-11-25", "2027-11-25", "2028-11-25"]),
        (session("2026-04-17", precision="month"), ["2026-04-01"]),
        (session("2016-04-17", precision="year"), ["2016-01-01"]),
        (session("2026-04-17", "18:00", repeats="weekly"), ["2026-04-17"]),
    ],
    ids=lambda value: series(value) or str(value) if isinstance(value, Session) else "",
)
def test_the_days_on_which_it_takes_place(typed, days):
    """A month without a 31st is passed over; the fifth Friday of a month is its last; of a series without an end, the first."""
    assert begun(instances(typed)) == days


@pytest.mark.parametrize(
    ("typed", "starts", "ends", "over"),
    [
        (session("2026-03-20", "18:00", "20:30"), "2026-03-20T18:00", "2026-03-20T20:30", "2026-03-20T20:30"),
        (session("2026-07-03", "18:00", "20:30"), "2026-07-03T17:00", "2026-07-03T19:30", "2026-07-03T19:30"),
        (session("2026-07-03", "18:00"), "2026-07-03T17:00", None, "2026-07-03T23:00"),
        (session("2026-07-03"), None, None, "2026-07-03T23:00"),
        (session("2026-12-01", last_day="2026-12-03"), None, None, "2026-12-04T00:00"),
        (
            session("2026-07-03", "22:00", "01:00", last_day="2026-07-04"),
            "2026-07-03T21:00",
            "2026-07-04T00:00",
            "2026-07-04T00:00",
        ),
        (session("2026-03-29", "01:30", "03:00"), "2026-03-29T01:30", "2026-03-29T02:00", "2026-03-29T02:00"),
        (session("2026-03-29", "01:30", "02:15"), "2026-03-29T01:30", "2026-03-29T01:30", "2026-03-29T01:30"),
        (session("2026-10-25", "01:30", "02:30"), "2026-10-25T00:30", "2026-10-25T02:30", "2026-10-25T02:30"),
        (session("2026-04-17", precision="month"), None, None, "2026-04-30T23:00"),
        (session("2016-04-17", precision="year"), None, None, "2017-01-01T00:00"),
    ],
    ids=lambda value: str(value) if isinstance(value, Session) else "",
)
def test_moments_are_those_of_londons_clocks(typed, starts, ends, over):
    """In UTC; also at 01:30 on the night that has none, and on the night that has two. Without an end, over with its day."""

    def moment(text: str | None) -> datetime | None:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None

    (each,) = instances(typed)
    assert (each.starts, each.ends, each.over_at) == (moment(starts), moment(ends), moment(over))


@pytest.mark.parametrize(("first", "change"), [("2026-03-15", "2026-03-29"), ("2026-10-11", "2026-10-25")])
def test_a_weekly_session_stays_at_its_hour_over_a_clock_change(first, change):
    """The last Sundays of March and October: 18:00 in London before, on and after the day."""
    found = instances(session(first, "18:00", "19:00", repeats="weekly", until=str(D(change) + timedelta(days=14))))
    local = [each.starts.astimezone(LONDON) for each in found]
    assert [each.time() for each in local] == [time(18)] * 5
    assert len({each.starts.time() for each in found}) == 2


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (session("2026-03-20", "18:00", "17:00"), "ends", "not after it begins"),
        (session("2026-03-20", "18:00", "18:00"), "ends", "not after it begins"),
        (session("2026-03-20", "", "17:00"), "begins", "Say when it begins"),
        (session("2026-03-20", last_day="2026-03-19"), "last_day", "before the day"),
        (session("2026-03-20", last_day="2027-04-19"), "last_day", "more than a year"),
        (session("2026-03-20", "18:00", precision="month"), "begins", "no times"),
        (session("2026-03-20", precision="year", repeats="yearly", until="2027-01-01"), "repeats", "exact first day"),
        (session("2026-03-20", repeats="weekly"), "until", "Say until when"),
        (session("2026-03-20", until="2026-05-01"), "repeats", "Say how"),
        (session("2026-03-20", repeats="weekly", until="2026-03-19"), "until", "before its first day"),
        (session("2026-03-20", repeats="weekly", until="2031-03-21"), "until", "more than 5 years"),
        (
            session("2026-03-20", repeats="weekly", until="2026-05-01", except_on="24.12.2026"),
            "except_on",
            "“24.12.2026” is not a day",
        ),
        (session("2026-03-20", except_on="2026-02-30"), "except_on", "“2026-02-30” is not a day"),
        (
            session("2026-03-20", repeats="yearly", until="2026-05-01", except_on="2026-03-20"),
            "except_on",
            "Every one of its days",
        ),
        (session("0001-01-01"), "day", "last or this century"),
        (session("2026-03-20", last_day="9999-12-31"), "day", "last or this century"),
    ],
)
def test_what_cannot_be_is_said_next_to_its_field(typed, field, words):
    """The editor learns what to do instead."""
    found = dict(reversed(list(faults(typed))))
    assert words in found[field]


@pytest.mark.parametrize(
    "typed",
    [
        session("2026-03-20", "18:00", "20:30"),
        session("2026-03-20", "22:00", "01:00", last_day="2026-03-21"),
        session("2026-03-20", repeats="weekly", until="2031-03-20", except_on="2026-12-24\r\n2026-12-31\r\n"),
        session("2024-02-29", repeats="yearly", until="2029-02-28"),
        Session(),
    ],
)
def test_what_can_be_is_not_objected_to(typed):
    """Nor a draft that has no day yet."""
    assert list(faults(typed)) == []


def test_an_event_has_so_many_dates_and_no_more():
    """Five years of two weekly sessions are more than anybody keeps up."""
    weekly = session("2026-03-20", repeats="weekly", until="2031-03-20")
    assert len(instances(weekly)) == 261
    assert too_many([weekly]) == ""
    assert str(MOST) in too_many([weekly, weekly])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (session("2025-07-03", "18:00", "20:30"), "Thursday 3 July 2025, 6pm to 8.30pm"),
        (session("2025-07-03", "12:00"), "Thursday 3 July 2025, midday"),
        (session("2025-07-03"), "Thursday 3 July 2025"),
        (session("2025-03-17", last_day="2025-03-21"), "Monday 17 to Friday 21 March 2025"),
        (session("2025-03-31", last_day="2025-04-01"), "Monday 31 March to Tuesday 1 April 2025"),
        (session("2025-12-31", last_day="2026-01-01"), "Wednesday 31 December 2025 to Thursday 1 January 2026"),
        (
            session("2025-07-03", "22:00", "01:00", last_day="2025-07-04"),
            "Thursday 3 July 2025, 10pm, to Friday 4 July 2025, 1am",
        ),
        (session("2023-04-20", precision="month"), "April 2023"),
        (session("2023-04-20", precision="month", last_day="2023-05-02"), "April to May 2023"),
        (session("2016-04-20", precision="year"), "2016"),
    ],
)
def test_times_in_words(typed, words):
    """As much as is known, in the style of the site’s other times."""
    assert when(instances(typed)[0]) == words


@pytest.mark.parametrize(
    ("repeats", "rule_words", "words"),
    [
        ("weekly", {"FREQ": "WEEKLY"}, "Every Tuesday until 30 June 2026, not on 20 January 2026 and 3 March 2026"),
        ("monthly-day", {"FREQ": "MONTHLY", "BYDAY": "2TU"}, "On the second Tuesday of every month until"),
        ("monthly-date", {"FREQ": "MONTHLY", "BYMONTHDAY": 13}, "On day 13 of every month until"),
        ("yearly", {"FREQ": "YEARLY", "BYMONTH": 1, "BYMONTHDAY": 13}, "Every year on 13 January until"),
        ("", {}, ""),
    ],
)
def test_a_series_in_words_and_as_a_rule(repeats, rule_words, words):
    """The rule in the words of RFC 5545, for calendars."""
    until = {"until": "2026-06-30"} if repeats else {}
    typed = session("2026-01-13", repeats=repeats, except_on="2026-03-03\n2026-01-20", **until)
    assert rule(typed) == rule_words
    assert series(typed).startswith(words)
