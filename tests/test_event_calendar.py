"""FC2: calendars, raw and as an independent program reads them: the engine of Thunderbird, which shares no code with ours."""

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from events import ical
from events.models import EventPage
from portal.moments import LONDON
from portal.overlay import Overlay

from . import build, events
from .events import day, session

READER = Path(__file__).with_name("calendar_reader.mjs")
NODE = shutil.which("node") or shutil.which(str(READER.parents[1] / ".venv/node/bin/node"))
NOW = "2026-03-02T12:00:00+00:00"


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel(NOW, tick=False):
        yield


def understood(content: bytes) -> dict:
    """What the other program makes of a calendar."""
    if NODE is None and os.environ.get("CI") != "true":
        pytest.skip("No node to read calendars with.")
    assert NODE, "node is missing: bin/setup brings it"
    read = subprocess.run([NODE, str(READER)], input=content, capture_output=True, check=False)
    assert read.returncode == 0, read.stderr.decode()
    return json.loads(read.stdout)


def unfolded(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.fixture
def calendar(sites, read):
    """`calendar("?kind=meeting")`: the answer and what the other program reads in it, by title."""

    def get(rest: str = "", slug: str = "southend", path: str = "/events/calendar.ics"):
        response = read(slug, f"{path}{rest}")
        assert response.status_code == 200, response.content
        return response, {each["summary"]: each for each in understood(response.content)["events"]}

    get.home, get.sites = sites.home("southend"), sites
    return get


def test_18_00_is_18_00_in_london_in_march_and_in_july(calendar):
    """And a weekly session stays there over both clock changes, without the day that is left out."""
    for on in ("2026-03-20", "2026-07-03"):
        events.make_event(calendar.home, f"On {on}", f"on-{on}x", session(on, "18:00", "20:30"))
    for first, until in (("2026-03-15", "2026-04-12"), ("2026-10-11", "2026-11-08")):
        weekly = session(first, "18:00", "19:00", repeats="weekly", until=until, except_on=until)
        events.make_event(calendar.home, f"From {first}", f"from-{first}x", weekly)
    response, found = calendar()
    assert response.content.count(b"BEGIN:VTIMEZONE") == 1
    assert {each["zone"] for each in found.values()} == {"Europe/London"}
    by_title = {title: each["times"] for title, each in found.items()}
    assert [(t["local"], t["starts"], t["ends"]) for t in by_title["On 2026-03-20"]] == [
        ("2026-03-20T18:00:00", "2026-03-20T18:00:00.000Z", "2026-03-20T20:30:00.000Z")
    ]
    assert [(t["local"], t["starts"], t["ends"]) for t in by_title["On 2026-07-03"]] == [
        ("2026-07-03T18:00:00", "2026-07-03T17:00:00.000Z", "2026-07-03T19:30:00.000Z")
    ]
    for first, change in (("2026-03-15", "2026-03-29"), ("2026-10-11", "2026-10-25")):
        times = by_title[f"From {first}"]
        assert [t["local"] for t in times] == [f"{day(first) + timedelta(weeks=n)}T18:00:00" for n in range(4)]
        for time in times:
            summer = (time["local"][:10] >= change) == (first == "2026-03-15")
            assert time["starts"][11:16] == ("17:00" if summer else "18:00"), time


SERIES = [
    ("weekly", "2026-03-20", "2027-03-30"),
    ("fortnightly", "2026-03-20", "2027-03-30"),
    ("monthly-date", "2026-01-31", "2027-03-30"),
    ("monthly-day", "2026-01-13", "2027-03-30"),
    ("monthly-day", "2026-01-30", "2027-03-30"),
    ("yearly", "2024-02-29", "2029-02-28"),
]


def test_another_program_finds_the_same_times_as_we_do(calendar):
    """Every way of coming again, with times and by the day, with a day left out; also where an hour is missing or there twice."""
    expected = {}
    for number, (repeats, first, until) in enumerate(SERIES):
        for begins, ends in (("", ""), ("18:00", "19:30"), ("01:30", "04:00")):
            title = f"{repeats} {first} {begins}"
            left_out = "2026-04-03" if repeats.endswith("ly") and repeats != "yearly" else ""
            typed = session(first, begins, ends, repeats=repeats, until=until, except_on=left_out)
            page = events.make_event(calendar.home, title, f"s-{number}-{begins[:2]}", typed)
            expected[title] = [
                each.starts.strftime("%Y-%m-%dT%H:%M:00.000Z") if each.starts else str(each.day)
                for each in page.instances
            ]
    _, found = calendar()
    read = {title: [t["starts"] or t["local"] for t in each["times"]] for title, each in found.items()}
    assert read == expected
    assert sum(map(len, expected.values())) > 200


def test_the_zone_is_that_of_london_in_every_year():
    """What we write of the clocks against the data that everything else is reckoned with."""
    zone = ical.london().to_tz()
    for year in range(1997, 2051):
        for month in range(1, 13):
            for number in (1, 15, 25, 28):
                local = datetime(year, month, number, 12)
                assert local.replace(tzinfo=zone).utcoffset() == local.replace(tzinfo=LONDON).utcoffset(), local


def test_the_bytes_are_those_of_the_standard(calendar):
    """CRLF, lines of 75 octets at most, commas, semicolons and line breaks escaped; the type says so, what is read is right."""
    title = "Ärger, Ängste; und \\ Größe – " + "sehr lange Wörter, " * 8
    summary = "First line.\nSecond, line; with “quotes”."
    page = events.make_event(
        calendar.home, title, "odd", session("2026-07-03", "18:00"), summary=summary, place="Civic Centre, Victoria Ave"
    )
    response, found = calendar()
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'rel="license"' in response.headers["Link"]
    lines = response.content.split(b"\r\n")
    assert lines[-1] == b"" and not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() for line in lines[:-1])  # no character is torn apart
    text = "\n".join(unfolded(response.content))
    assert r"LOCATION:Civic Centre\, Victoria Ave" in text
    assert r"DESCRIPTION:First line.\nSecond\, line\; with “quotes”.\n\nhttp://southend.localhost/events/odd/" in text
    (each,) = found.values()
    assert each["summary"] == page.title
    assert each["description"].startswith(summary)
    assert each["location"] == page.place
    assert each["url"] == "http://southend.localhost/events/odd/"


def test_what_is_known_by_its_day_is_a_day(calendar):
    """One, or several; what is known by its month alone is in no calendar."""
    events.make_event(calendar.home, "A day", "a-day", session("2026-07-03"))
    events.make_event(calendar.home, "A week", "a-week", session("2026-10-24", last_day="2026-10-26"))
    events.make_event(calendar.home, "A month", "a-month", session("2026-10-24", precision="month"))
    response, found = calendar()
    assert {title: [(t["local"], t["until"]) for t in each["times"]] for title, each in found.items()} == {
        "A day": [("2026-07-03", "2026-07-04")],
        "A week": [("2026-10-24", "2026-10-27")],
    }
    assert b"DTSTART;VALUE=DATE:20260703" in response.content
    assert b"VTIMEZONE" not in response.content


def test_a_cancellation_is_told_for_90_days_and_then_left_out(calendar):
    """Of an event, and of one session alone; the last day counts."""
    events.make_event(calendar.home, "Whole", "whole", session("2026-12-01"), cancelled_on=day("2026-03-02"))
    events.make_event(
        calendar.home,
        "Part",
        "part",
        session("2026-12-01", name="one", cancelled_on="2026-03-02"),
        session("2026-12-02", name="two"),
    )
    for at, expected in (
        ("2026-05-31T22:59:59", {"Whole": "CANCELLED", "Part: one": "CANCELLED", "Part: two": "CONFIRMED"}),
        ("2026-05-31T23:00:00", {"Part: two": "CONFIRMED"}),
    ):
        with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=UTC), tick=False):
            _, found = calendar()
        assert {title: each["status"] for title, each in found.items()} == expected, at


def test_what_is_over_stays_for_a_year(calendar):
    events.make_event(calendar.home, "Over", "over", session("2025-03-03", "10:00", "11:00"))
    for at, there in (("2026-03-03T10:59:00", True), ("2026-03-03T11:01:00", False)):
        with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=UTC), tick=False):
            build.forget()  # the day is the same
            assert bool(calendar()[1]) is there, at


def test_meeting_dates_are_in_the_governance_feed(calendar):
    """Of the whole partnership, of one group, and of one audience; each as its day, in 2025 and 2026."""
    board = build.make_standard(calendar.home, "Executive board", "executive-board")
    days = ["2025-07-03", "2025-09-25", "2025-12-10", "2026-03-11"]
    for number, on in enumerate(days):
        events.make_event(
            calendar.home,
            f"Board {number}",
            f"b-{number}",
            session(on),
            kind="meeting",
            group=board,
            readers=("professionals",),
        )
    events.make_event(calendar.home, "Walk", "walk", session("2026-07-03"), kind="workshop", readers=("parents",))
    events.make_event(calendar.home, "Talk", "talk", session("2026-07-03"), kind="workshop")
    meetings = {f"Board {number}" for number in range(4)}
    for rest, expected in (
        ("?kind=meeting", meetings),
        ("?group=executive-board", meetings),
        ("?kind=meeting&group=executive-board&audience=professionals", meetings),
        ("?audience=parents", {"Walk", "Talk"}),
        ("?audience=professionals", {*meetings, "Talk"}),
        ("", {*meetings, "Walk", "Talk"}),
    ):
        _, found = calendar(rest)
        assert set(found) == expected, rest
    _, found = calendar("?kind=meeting")
    assert sorted(t["local"] for each in found.values() for t in each["times"]) == days
    assert "X-WR-CALNAME:Southend: Meeting" in unfolded(calendar("?kind=meeting")[0].content)


NOT_OFFERED = ["kind=party", "audience=13", "group=nobody", "group=%00", "group=" + "x" * 3000, "kind=meeting%0D%0AX:1"]


def test_a_calendar_that_there_is_not_has_no_address(sites, read):
    """Better than an empty one, which somebody would wait for."""
    for rest in NOT_OFFERED:
        assert read("southend", f"/events/calendar.ics?{rest}").status_code == 404, rest


def test_one_event_has_a_calendar_of_its_own(calendar, read):
    """Whenever it was; what has no day has none."""
    page = events.make_event(calendar.home, "Old", "old", session("2019-07-03", "18:00"))
    events.make_event(calendar.home, "Undated", "undated")
    response, found = calendar(path="/events/old/event.ics")
    assert set(found) == {"Old"}
    assert found["Old"]["uid"] == f"{page.sessions.get().key}-{page.pk}@southend.localhost"
    assert 'filename="old.ics"' in response.headers["Content-Disposition"]
    for slug in ("undated", "nothing"):
        assert read("southend", f"/events/{slug}/event.ics").status_code == 404


def test_who_has_it_already_is_told_so(calendar, read):
    """304 until something changes; the same bytes for the same events."""
    page = events.make_event(calendar.home, "Talk", "talk", session("2026-07-03", "18:00"))
    for path in ("/events/calendar.ics", "/events/talk/event.ics"):
        first = read("southend", path)
        with time_machine.travel("2026-03-02T15:00:00+00:00", tick=False):
            again = read("southend", path, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        assert (again.status_code, again.content) == (304, b""), path
        with time_machine.travel(f"2026-03-02T16:00:{len(path)}+00:00", tick=False):
            EventPage.objects.get(pk=page.pk).save_revision().publish()
        assert read("southend", path, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 200, path


def test_a_shared_event_is_the_same_on_every_site(calendar, read):
    """One identity, whichever site it was taken from; the link leads to the reader’s own."""
    page = events.make_event(calendar.sites.home("set"), "Shared", "shared", session("2026-07-03"))
    seen = {}
    for slug in ("set", "southend", "essex"):
        _, found = calendar(slug=slug)
        seen[slug] = found["Shared"]
    assert {each["uid"] for each in seen.values()} == {f"{page.sessions.get().key}-{page.pk}@localhost"}
    assert seen["essex"]["url"] == "http://essex.localhost/events/shared/"


def test_icalendar_itself_reads_what_it_wrote(calendar):
    """Dates and texts survive a second reader, and nothing in the calendar is broken by its rules."""
    from icalendar import Calendar

    events.make_event(calendar.home, "Talk", "talk", session("2026-07-03", "18:00", "19:00"), kind="meeting")
    overlay = Overlay.at(calendar.sites.site("southend"))
    content = ical.calendar(overlay, "x", EventPage.objects.prefetch_related("sessions"))
    whole = Calendar.from_ical(content)
    assert not whole.errors
    (event,) = whole.events
    assert not event.errors
    assert event.start.utcoffset() == timedelta(hours=1)
    assert re.search(rb"DTSTAMP:20260202T093000Z\r\n", content)
    assert event["SEQUENCE"] == 0
