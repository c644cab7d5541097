"""An address of events costs the same few queries with 1 and with 20 of each sort: at most fifteen cold."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from . import build, events
from .events import session

COLD, WARM = 15, 13
PATHS = [
    *("/events/", "/events/?audience=parents&kind=workshop&how=online&host=own", "/events/?dates=ask", "/events/past/"),
    *(
        "/events/2031-03/",
        "/events/calendar.ics",
        "/events/calendar.ics?group=board",
        "/events/calendar.ics?audience=parents",
    ),
    *("/events/both-0/", "/events/both-0/event.ics", "/events.json", "/events/open-data/"),
    *("/feeds/events.atom", "/feeds/news.atom", "/feeds/", "/"),
]


def fill(sites, number: int) -> None:
    """One more of each sort of event, shared and own, with a few sessions, hosts and a group."""
    board = build.BasePage.objects.get(slug="board")
    for slug in ("set", "southend"):
        home, own = sites.home(slug), "both" if slug == "set" else "own"
        hosts = (sites.partnership("southend"), sites.partnership("essex"))
        fields = {"hosts": hosts, "readers": ("parents",), "kind": "workshop", "mode": "both", "group": board}
        times = (
            session("2031-03-06", "18:00", repeats="weekly", until="2031-03-27"),
            session("2031-03-20"),
            session("2026-01-01"),
        )
        events.make_event(home, f"{own} {number}", f"{own}-{number}", *times, **fields)
        events.make_event(home, f"{own} over {number}", f"{own}-over-{number}", session("2026-01-01"), **fields)
        events.make_event(home, f"{own} asked {number}", f"{own}-asked-{number}", **fields)


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False):
        yield


def costs(read) -> dict[tuple[str, str, bool], int]:
    """With nothing remembered, and then once more."""
    counted = {}
    for slug in ("southend", "set"):
        for path in PATHS:
            if slug == "set" and "host=own" in path:
                continue
            build.forget()
            for cold in (True, False):
                with CaptureQueriesContext(connection) as queries:
                    assert read(slug, path).status_code == 200, path
                counted[slug, path, cold] = len(queries)
    return counted


def test_every_address_costs_the_same_with_20_of_each(sites, read):
    """The lists, a month, an event, calendars, data, feeds, the home page."""
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact("children-front-door", f"{slug} hub", "01702 215007", sites.site(slug))
    build.make_contact("business-team", "team", "01702 215007", sites.site("southend"))
    build.make_standard(sites.home("set"), "Board", "board")
    fill(sites, 0)
    costs(read)
    few = costs(read)
    assert {key: count for key, count in few.items() if count > (COLD if key[2] else WARM)} == {}
    for number in range(1, 20):
        fill(sites, number)
    assert costs(read) == few
