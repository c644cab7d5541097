"""Events show where their tree does and nowhere else, whichever door is tried (DESIGN 6.4)."""

import json

import pytest
from wagtail.models import PageViewRestriction

from portal.models import BasePage, SwitchedOff

from . import build, events
from .events import session

SECRET = "xylophone"
DOORS = ["/events/talk-{}/", "/events/talk-{}/event.ics", "/events/draft-{}/", "/events/draft-{}/event.ics"]
LISTS = [
    *("/events/", "/events/past/", "/events/2031-03/", "/events/2020-03/", "/events/?dates=ask", "/", "/sitemap.xml"),
    *("/events/calendar.ics", "/events/calendar.ics?kind=meeting", "/events/calendar.ics?group=group-set"),
    *("/events.json", "/feeds/events.atom", "/feeds/news.atom", "/search/?q=xylophone", "/group-set/"),
]


@pytest.fixture
def everywhere(sites):
    """Each site has a live event with times to come and over, one on request, a draft of both, and a group that meets."""
    for slug in sites.slugs:
        home = sites.home(slug)
        group = build.make_standard(home, f"Group of {slug}", f"group-{slug}")
        for state, live in (("talk", True), ("draft", False)):
            title = f"{SECRET} {state} of {slug}"
            times = session("2031-03-06"), session("2020-03-06")
            events.make_event(home, title, f"{state}-{slug}", *times, kind="meeting", group=group, live=live)
            events.make_event(home, f"{title}, over", f"{state}-over-{slug}", session("2025-12-06"), live=live)
            events.make_event(home, f"{title}, on request", f"{state}-ask-{slug}", live=live)
    return sites


def test_own_and_shared_events_answer_and_no_others(everywhere, read):
    """Every address of every site's events, asked on every site."""
    for reader in everywhere.slugs:
        for whose in everywhere.slugs:
            for door in DOORS:
                expected = 200 if "talk" in door and whose in (reader, "set") else 404
                assert read(reader, door.format(whose)).status_code == expected, (reader, door, whose)


def test_no_list_calendar_or_feed_names_a_neighbours_event_or_a_draft(everywhere, read):
    for reader in everywhere.slugs:
        for path in LISTS:
            response = read(reader, path)
            assert response.status_code == 200, (reader, path)
            text = response.content.decode()
            for whose in everywhere.slugs:
                named = f"of {whose}" in text or f"-{whose}/" in text
                assert not named or whose in (reader, "set"), (reader, path, whose)
            assert "draft" not in text.replace("\r\n ", ""), (reader, path)
        assert read(reader, "/events/calendar.ics?group=group-southend").status_code == (
            200 if reader == "southend" else 404
        )


def test_each_list_does_name_what_it_should(everywhere, read):
    """The table above would hold for empty lists as well."""
    for path in LISTS[:-1]:
        if path not in ("/sitemap.xml", "/events/2031-03/"):
            assert "of set" in read("essex", path).content.decode().replace("\r\n ", ""), path
    contents = json.loads(read("essex", "/events.json").content)["contents"]
    assert len(contents) == 6
    assert len([each for each in contents if each["sessions"]]) == 4


def test_what_is_switched_off_private_or_covered_is_gone_from_that_site_only(everywhere, read):
    """As any shared page: in lists, in calendars, by address."""
    page = BasePage.objects.get(slug="talk-set")
    SwitchedOff.objects.create(page=page, site=everywhere.site("essex"))
    events.make_event(everywhere.home("southend"), "Instead", "talk-set", session("2031-03-06"))
    for reader, there in (("essex", False), ("southend", False), ("thurrock", True)):
        for path in ("/events/", "/events/2031-03/", "/events/calendar.ics", "/events.json", "/feeds/events.atom"):
            text = read(reader, path).content.decode().replace("\r\n ", "")
            assert (
                f"{SECRET} talk of set" + ("<" if path == "/events/" else "") in text.replace(", o", "")
            ) is there or ("over" in text or "on request" in text), (reader, path)
        assert (f"{SECRET} talk of set" in read(reader, "/events/talk-set/event.ics").content.decode()) is there
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    build.forget()
    assert read("thurrock", "/events/talk-set/event.ics").status_code == 404
    assert "talk-set" not in read("thurrock", "/events.json").content.decode()
