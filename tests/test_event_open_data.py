"""Events as open data: what a page says, with every time; bounded, licensed, and explained to people."""

import json

import pytest
import time_machine

from . import events
from .events import session


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False):
        yield


def test_an_event_as_data(sites, read):
    """Days are London's, moments UTC; a field of which nothing is known is left out; any site may ask."""
    page = events.make_event(
        sites.home("southend"),
        "Talk",
        "talk",
        session("2026-03-26", "18:00", "19:00", repeats="weekly", until="2026-04-02", place="Room 2"),
        session("2026-05-09", precision="month", cancelled_on="2026-03-01"),
        session("2020-05-09"),
        mode="online",
        readers=("parents",),
        hosts=(sites.partnership("essex"),),
    )
    events.make_event(sites.home("southend"), "Gone", "gone", session("2024-05-09"))
    response = read("southend", "/events.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in response.headers["Link"]
    data = json.loads(response.content)
    assert data["documentation"] == "http://southend.localhost/events/open-data/"
    assert data["total_items"] == 1
    (found,) = data["contents"]
    weekly, month, over = found.pop("sessions")
    assert found.pop("id") != page.pk
    assert found == {
        "name": "Talk",
        "description": "About Talk.",
        "kind": "training",
        "attendance": "online",
        "audiences": ["parents"],
        "status": "scheduled",
        "hosts": ["Southend", "Essex"],
        "page": "http://southend.localhost/events/talk/",
        "calendar": "http://southend.localhost/events/talk/event.ics",
        "modified": "2026-02-02T09:30:00+00:00",
    }
    assert weekly["recurrence"] == "Every Thursday until 2 April 2026"
    assert weekly["occurrences"] == [
        {
            "precision": "day",
            "day": day,
            "last_day": day,
            "starts": f"{day}T{hour}:00:00+00:00",
            "ends": f"{day}T{hour + 1}:00:00+00:00",
        }
        for day, hour in (("2026-03-26", 18), ("2026-04-02", 17))
    ]
    assert (month["status"], month["occurrences"][0]["last_day"]) == ("cancelled", "2026-05-31")
    assert over["occurrences"] == []


def test_people_are_told_what_it_is(sites, read):
    """Every field that can be in it is explained."""
    events.furnish(sites)
    page = read("set", "/events/open-data/").content.decode()
    data = json.loads(read("set", "/events.json").content)
    named = set(data) | {name for each in data["contents"] for name in each}
    assert {name for name in named if name not in page} == set()
    assert 'href="/events.json"' in page
