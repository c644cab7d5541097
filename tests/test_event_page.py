"""EV1: what the page of one event says: when, where, for whom, who hosts it, how to book, cancelled, over."""

import json
import re

import pytest
import time_machine

from . import build, events
from .events import day, session

NOW = "2026-03-02T12:00:00+00:00"


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def look(read):
    """`look("talk")`: the page of that event in Southend, markup and all, on one line."""

    def get(slug: str, site: str = "southend") -> str:
        response = read(site, f"/events/{slug}/")
        assert response.status_code == 200, slug
        return " ".join(response.content.decode().split())

    return get


def words(text: str) -> str:
    text = text[text.index("<main") : text.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_all_that_is_known_is_said(sites, look):
    """Sessions in words with the next one first, place, cost, places, hosts, the group that meets, how to book."""
    home = sites.home("southend")
    board = build.make_standard(home, "Executive board", "executive-board")
    events.make_event(
        home,
        "Workshop",
        "workshop",
        session("2026-02-05", "10:00", "11:00", name="Part one"),
        session("2026-03-05", "18:00", "20:30", name="Part two", place="Room 2"),
        session("2026-04-07", "09:00", "10:00", repeats="weekly", until="2026-06-30", except_on="2026-05-05"),
        kind="workshop",
        mode="both",
        place="Civic Centre",
        readers=("professionals", "parents"),
        cost="Free",
        capacity="Twelve",
        organiser="Family hubs",
        group=board,
        hosts=(sites.partnership("essex"),),
        booking_url="https://booking.example/x?y=1",
        afterwards=[("text", "<p>Slides.</p>")],
    )
    text = look("workshop")
    said = words(text)
    for expected in (
        "Part two Thursday 5 March 2026, 6pm to 8.30pm Room 2",
        "Every Tuesday until 30 June 2026, not on 5 May 2026, 9am to 10am Tuesday 7 April 2026",
        "6 more dates",
        "Part one Thursday 5 February 2026, 10am to 11am (over)",
        "Where Civic Centre (in person and online)",
        "For Professionals, Parents and carers",
        "Cost Free",
        "Places Twelve",
        "Hosted by Southend, Essex",
        "Run by Family hubs",
        "Group Executive board",
        "This opens another website: booking.example.",
    ):
        assert expected in said, expected
    assert said.index("Part two") < said.index("Every Tuesday") < said.index("Part one")
    assert 'href="https://booking.example/x?y=1"' in text
    assert 'href="/executive-board/"' in text
    assert 'href="/events/workshop/event.ics"' in text
    assert "Slides" not in said


BOOKING = [
    ({}, "How to book Ask the business team", True),
    ({"how_to_book": "<p>Ring the bell.</p>"}, "Ring the bell.", True),
    ({"sessions": ()}, "No date is known yet. For Everyone", False),
    ({"sessions": (), "mode": "any-time"}, "You can take part at any time.", False),
    ({"sessions": (), "dates_note": "Twice a year."}, "When and where Twice a year.", False),
    ({"sessions": ()}, "Ask for the next date Ask the business team", False),
    ({"sessions": (session("2026-05-07", precision="month"),)}, "When and where May 2026", False),
    (
        {"cancelled_on": day("2026-03-01"), "cancelled_why": "Snow."},
        "Cancelled This event was cancelled on 1 March 2026. Snow.",
        False,
    ),
    ({"sessions": (session("2026-03-01"),)}, "This event is over This page is kept as it was.", False),
]


def test_how_to_book_and_what_cannot_be_booked(sites, look):
    """Where there is no address the business team is asked; a meeting, a date to know, what is over or cancelled has none."""
    build.make_contact("business-team", "the business team", "01702 215007", sites.site("southend"))
    home = sites.home("southend")
    for number, (fields, expected, in_calendar) in enumerate(BOOKING):
        fields = dict(fields)
        sessions = fields.pop("sessions", (session("2026-05-07"),))
        events.make_event(home, f"E {number}", f"e-{number}", *sessions, **fields)
        text = look(f"e-{number}")
        assert expected.replace(" For Everyone", "") in words(text), expected
        assert ("event.ics" in text) is in_calendar, expected
        assert ("Ask the business team" in words(text)) is not bool(
            {"cancelled_on", "how_to_book"} & set(fields) or "over" in expected
        )
    for kind in ("meeting", "milestone"):
        events.make_event(home, kind, kind, session("2026-05-07"), kind=kind)
        assert "book" not in words(look(kind)).lower()


def test_once_it_is_over_what_is_left_of_it_comes_first(sites, look):
    """From the minute of its end, and not before; a cancelled event says that first."""
    home = sites.home("southend")
    events.make_event(
        home, "Talk", "talk", session("2026-03-02", "11:00", "12:00"), afterwards=[("text", "<p>The slides.</p>")]
    )
    said = words(look("talk"))
    assert said.index("This event is over") < said.index("The slides.") < said.index("Monday 2 March 2026")
    with time_machine.travel("2026-03-02T11:59:59+00:00", tick=False):
        assert "slides" not in words(look("talk"))


def data(text: str) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    return [node for block in found for node in json.loads(block)["@graph"] if node["@type"] == "Event"]


def test_search_engines_read_the_same(sites, look):
    """schema.org: the times to come, in London’s hours, cancelled ones as such; nothing of a date to know."""
    home = sites.home("southend")
    events.make_event(
        home,
        "Talk </script>",
        "talk",
        session("2026-07-03", "18:00", "20:30"),
        session("2026-07-04", cancelled_on="2026-03-01"),
        session("2026-08-04", precision="month"),
        session("2026-01-04"),
        mode="online",
    )
    one, two = data(look("talk"))
    assert one["name"] == "Talk </script>"
    assert (one["startDate"], one["endDate"]) == ("2026-07-03T18:00:00+01:00", "2026-07-03T20:30:00+01:00")
    assert one["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert one["location"] == {"@type": "VirtualLocation", "url": "http://southend.localhost/events/talk/"}
    assert one["organizer"]["name"] == "Southend"
    assert (two["startDate"], two["eventStatus"]) == ("2026-07-04", "https://schema.org/EventCancelled")
    events.make_event(home, "To know", "to-know", session("2026-07-03"), kind="milestone")
    assert data(look("to-know")) == []


def test_a_group_that_readers_may_not_know_of_is_not_named(sites, look):
    """A draft of one's own, and a neighbour's."""
    home = sites.home("southend")
    for number, page in enumerate(
        (
            build.make_standard(home, "Secret group", "secret", live=False),
            build.make_standard(sites.home("thurrock"), "Their group", "theirs"),
        )
    ):
        events.make_event(home, f"M {number}", f"m-{number}", session("2026-05-07"), kind="meeting", group=page)
        assert page.title not in look(f"m-{number}")


def test_others_show_the_meetings_of_a_group(sites, rf):
    """The tag: to come, the next one first; over, the last one first; what this site shows, and no draft."""
    from django.template import Context, Template

    from portal.overlay import Overlay

    shared = build.make_standard(sites.home("set"), "Board", "board")
    for slug in ("set", "southend", "essex"):
        for on in ("2026-05-07", "2026-04-07", "2026-01-07", "2026-02-07"):
            title = f"{slug} {on}"
            events.make_event(sites.home(slug), title, f"m-{slug}-{on[5:]}", session(on), kind="meeting", group=shared)
    events.make_event(sites.home("southend"), "draft", "draft", session("2026-05-08"), group=shared, live=False)
    request = rf.get("/board/", headers={"host": "southend.localhost"})
    request.site = Overlay.of(request)
    said = Template(
        "{% load events %}{% meetings page as held %}{% for each in held.coming %}{{ each.title }}, {% endfor %}"
        "| {% for each in held.past %}{{ each.title }} {{ each.when }} {{ each.url }}, {% endfor %}"
    ).render(Context({"request": request, "page": shared}))
    coming, past = said.split(" | ")
    assert coming == "set 2026-04-07, southend 2026-04-07, set 2026-05-07, southend 2026-05-07,"
    assert past.startswith("southend 2026-02-07 Saturday 7 February 2026 /events/m-southend-02-07/, set 2026-02-07")
    assert "essex" not in said
