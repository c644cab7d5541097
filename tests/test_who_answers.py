"""Who answers at a moment: the shipped contacts against a table made by hand, and a reckoning of its own at many moments."""

import json
import os
import time
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from govuk_bank_holidays.bank_holidays import BankHolidays

from contacts.hours.bank_holidays import of_year

LONDON = ZoneInfo("Europe/London")
AREAS = ("southend", "thurrock", "essex")
DAY = {"southend": "01702 215007", "thurrock": "01375 652802", "essex": "0345 603 7627"}
NIGHT = {"southend": "0345 606 1212", "thurrock": "01375 372468", "essex": "0345 606 1212"}
LADO = "07762 406606"
FRONT_DOOR = "children-front-door"


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def ask(area: str, service: str, *times: str | datetime) -> list[dict]:
    """What `manage.py who_answers` prints, read as another program would."""
    out = StringIO()
    call_command("who_answers", area, service, at=[str(each) for each in times] or None, stdout=out)
    return json.loads(out.getvalue())


def numbers(lines: list[dict]) -> list[str]:
    return [line["number"] for line in lines]


TABLE = [
    # moment in London, then who answers in Southend, Thurrock and Essex: d the day line, n out of hours
    ("2026-11-26T17:15:00", "dnd"),  # GH1, a Thursday
    ("2026-11-26T18:00:00", "nnn"),
    ("2026-11-26T16:59:59", "ddd"),
    ("2026-11-26T17:00:00", "dnd"),
    ("2026-11-26T17:29:59", "dnd"),
    ("2026-11-26T17:30:00", "nnn"),
    ("2026-11-27T08:59:59", "nnn"),
    ("2026-11-27T09:00:00", "ddd"),  # GH2, a Friday
    ("2026-11-27T16:29:59", "ddd"),
    ("2026-11-27T16:30:00", "ndn"),
    ("2026-11-27T16:45:00", "ndn"),
    ("2026-11-27T17:00:00", "nnn"),
    ("2026-11-28T10:00:00", "nnn"),  # the weekend
    ("2026-11-29T23:59:59", "nnn"),
    ("2026-11-30T00:00:00", "nnn"),
    ("2026-11-30T09:00:00", "ddd"),
    ("2026-12-24T16:59:59", "ddd"),
    ("2026-12-25T10:00:00", "nnn"),  # GH3, Christmas Day on a Friday
    ("2026-12-26T10:00:00", "nnn"),
    ("2026-12-28T10:00:00", "nnn"),  # Boxing Day's substitute
    ("2026-12-29T08:59:59", "nnn"),
    ("2026-12-29T09:00:00", "ddd"),
    ("2026-05-25T10:00:00", "nnn"),  # the spring bank holiday
    ("2026-05-26T10:00:00", "ddd"),
    ("2026-04-03T10:00:00", "nnn"),  # Good Friday
    ("2026-04-06T10:00:00", "nnn"),  # Easter Monday
    ("2027-03-26T10:00:00", "nnn"),
    ("2027-03-29T10:00:00", "nnn"),
    ("2027-12-27T10:00:00", "nnn"),  # Christmas Day and Boxing Day on a weekend: two substitutes
    ("2027-12-28T10:00:00", "nnn"),
    ("2027-12-29T10:00:00", "ddd"),
    ("2026-10-25T01:30:00", "nnn"),  # GH4, an hour that comes twice
    ("2026-10-25T01:30:00+01:00", "nnn"),
    ("2026-10-25T01:30:00+00:00", "nnn"),
    ("2027-03-28T01:30:00", "nnn"),  # and one that does not exist
    ("2026-10-26T09:00:00", "ddd"),
    ("2027-03-29T23:59:59", "nnn"),
    ("2027-03-30T09:00:00", "ddd"),
    ("2026-07-02T15:59:59+00:00", "ddd"),  # summer: told in UTC, an hour behind London
    ("2026-07-02T16:00:00+00:00", "dnd"),
    ("2026-07-02T16:29:59Z", "dnd"),
    ("2026-07-02T16:30:00Z", "nnn"),
    ("2026-07-03T01:00:00+09:00", "dnd"),  # the same evening, told in Tokyo
]


@pytest.mark.parametrize("number", range(len(AREAS)), ids=AREAS)
def test_the_table(number):
    """GH1 to GH4, and the seconds on either side of every change-over."""
    area = AREAS[number]
    answers = ask(area, FRONT_DOOR, *(at for at, _ in TABLE))
    for (at, expected), answer in zip(TABLE, answers, strict=True):
        pair = [DAY[area], NIGHT[area]]
        first, second = pair if expected[number] == "d" else reversed(pair)
        assert numbers(answer["answering"]) == [first], at
        assert numbers(answer["others"]) == [second], at


def official_holidays() -> set[date]:
    """The government's own list, from another package than the portal's."""
    known = BankHolidays(use_cached_holidays=True)
    return {day["date"] for day in known.get_holidays(division=BankHolidays.ENGLAND_AND_WALES)}


HOLIDAYS = official_holidays()
CLOSING = {  # minutes of the day at which each service stops by day, Monday to Friday
    ("southend", FRONT_DOOR): [1050, 1050, 1050, 1050, 990],
    ("essex", FRONT_DOOR): [1050, 1050, 1050, 1050, 990],
    ("thurrock", FRONT_DOOR): [1020] * 5,
    ("thurrock", "lado"): [1050, 1050, 1050, 1050, 990],
}


def is_day(area: str, service: str, at: datetime) -> bool:
    """Reckoned by the clock on the wall, by a rule of its own."""
    wall = at.astimezone(LONDON)
    if wall.weekday() > 4 or wall.date() in HOLIDAYS:
        return False
    return 9 * 3600 <= wall.hour * 3600 + wall.minute * 60 + wall.second < CLOSING[area, service][wall.weekday()] * 60


def moments() -> list[datetime]:
    """Around every hour at which something may change, on ordinary days, holidays, and the days on either side of them."""
    days = {date(2026, 10, 24) + timedelta(days=n) for n in range(4)}
    days |= {date(2027, 3, 25) + timedelta(days=n) for n in range(7)}
    days |= {day + timedelta(days=n) for day in HOLIDAYS if day.year in (2026, 2027, 2028) for n in (-1, 0, 1)}
    days |= {date(2026, 11, 23) + timedelta(days=n) for n in range(7)}
    clocks = [(0, 0, 0), (1, 30, 0), (8, 59, 59), (9, 0, 0), (12, 0, 0), (16, 29, 59), (16, 30, 0), (16, 59, 59)]
    clocks += [(17, 0, 0), (17, 29, 59), (17, 30, 0), (23, 59, 59)]
    return [datetime(d.year, d.month, d.day, *clock, tzinfo=LONDON) for d in sorted(days) for clock in clocks]


@pytest.mark.parametrize(("area", "service"), CLOSING, ids="-".join)
def test_hundreds_of_moments_reckoned_independently(area, service):
    """Every change-over of three years' bank holidays, both clock changes and an ordinary week."""
    times = moments()
    assert len(times) > 200
    for at, answer in zip(times, ask(area, service, *(each.isoformat() for each in times)), strict=True):
        if service == "lado":
            expected = ([LADO], []) if is_day(area, service, at) else ([], [LADO])
        else:
            pair = [DAY[area]], [NIGHT[area]]
            expected = pair if is_day(area, service, at) else pair[::-1]
        assert (numbers(answer["answering"]), numbers(answer["others"])) == expected, at


@pytest.mark.parametrize(("area", "service"), CLOSING, ids="-".join)
def test_until_is_the_very_second_at_which_it_changes(area, service):
    """A second before it the answer is still the same, and at it the other."""
    times = moments()[::7]
    for at, answer in zip(times, ask(area, service, *(each.isoformat() for each in times)), strict=True):
        for line in (*answer["answering"], *answer["others"]):
            until = datetime.fromisoformat(line["until"]).astimezone(UTC)
            assert until > at.astimezone(UTC)
            assert is_day(area, service, until) != is_day(area, service, at), at
            assert is_day(area, service, until - timedelta(seconds=1)) == is_day(area, service, at), at
            hours = int((until - at.astimezone(UTC)).total_seconds() // 3600)
            between = (at.astimezone(UTC) + timedelta(hours=n) for n in range(hours))
            assert all(is_day(area, service, each) == is_day(area, service, at) for each in between), at


def test_where_the_data_on_bank_holidays_ends_both_are_shown():
    """GH5: nobody can know whether a day is a bank holiday, so neither line is put before the other."""
    before, after = ask("southend", FRONT_DOOR, "2100-12-30T10:00:00", "2101-05-25T10:00:00")
    assert numbers(before["answering"]) == [DAY["southend"]]
    assert numbers(after["answering"]) == [DAY["southend"], NIGHT["southend"]]
    assert after["others"] == []


def test_until_never_reaches_past_the_end_of_the_data():
    (answer,) = ask("southend", FRONT_DOOR, "2100-12-31T10:00:00")  # a Friday: the day line closes at half past four
    assert answer["answering"][0]["until"] == "2100-12-31T16:30:00+00:00"
    (answer,) = ask("southend", FRONT_DOOR, "2100-12-31T17:00:00")
    night, day = answer["answering"][0], answer["others"][0]
    assert night["until"] == "2101-01-01T09:00:00+00:00"  # what began on the last known day ends when it does
    assert day["until"] == "2101-01-01T00:00:00+00:00"  # from midnight nobody knows whether it opens


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Los_Angeles"])
def test_the_servers_own_zone_changes_nothing(zone, monkeypatch, settings):
    """GH4: London time, whatever the machine or the settings say."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    settings.TIME_ZONE = zone
    try:
        answers = ask("thurrock", FRONT_DOOR, "2026-11-26T16:59:59", "2026-11-26T17:00:00")
        with time_machine.travel(datetime(2026, 7, 2, 16, 29, 59, tzinfo=UTC), tick=False):
            answers += ask("southend", FRONT_DOOR)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert [numbers(answer["answering"]) for answer in answers] == [
        [DAY["thurrock"]],
        [NIGHT["thurrock"]],
        [DAY["southend"]],
    ]
    assert "TZ" not in os.environ or os.environ["TZ"] != zone


def test_without_a_time_it_is_now():
    with time_machine.travel(datetime(2026, 11, 26, 18, tzinfo=UTC), tick=False):
        (answer,) = ask("southend", FRONT_DOOR)
    assert answer["at"] == "2026-11-26T18:00:00+00:00"
    assert numbers(answer["answering"]) == [NIGHT["southend"]]


def test_what_always_answers_has_no_end():
    for service, number in (("emergency", "999"), ("police-non-emergency", "101")):
        (answer,) = ask("essex", service, "2026-12-25T03:00:00")
        assert [(line["number"], line["until"]) for line in answer["answering"]] == [(number, None)]


def test_whose_hours_are_unknown_stand_together():
    """Both equally: neither is put before the other, and none is left out."""
    (answer,) = ask("essex", "domestic-abuse-police", "2026-11-26T12:00:00")
    assert numbers(answer["answering"]) == ["101 extension 180340", "0800 358 0351"]
    assert answer["others"] == []


def test_where_no_area_is_known_every_areas_line_is_given():
    """GH7 on the command: all three areas' lines, the ones that answer first."""
    (answer,) = ask("set", FRONT_DOOR, "2026-11-26T17:15:00")
    assert set(numbers(answer["answering"])) == {DAY["southend"], NIGHT["thurrock"], DAY["essex"]}
    assert len(answer["others"]) == 3


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("atlantis", FRONT_DOOR, "2026-11-26T12:00"), "There are: .*essex.*southend"),
        (("essex", "front-door", "2026-11-26T12:00"), "There are: .*children-front-door"),
        (("essex", FRONT_DOOR, "tomorrow"), "“tomorrow” is not a time"),
        (("essex", FRONT_DOOR, "2026-13-01T12:00"), "is not a time"),
        (("essex", FRONT_DOOR, "9999-12-31T23:59"), "is not a time"),
    ],
)
def test_a_wrong_word_is_named(asked, said):
    with pytest.raises(CommandError, match=said):
        ask(*asked)


def test_the_portals_holidays_are_the_governments():
    """Every year both packages know."""
    years = {day.year for day in HOLIDAYS}
    assert len(years) > 10
    for year in years:
        assert of_year(year) == {day for day in HOLIDAYS if day.year == year}, year
