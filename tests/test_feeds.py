"""FC1: every Atom feed, as a feed reader reads it."""

import re
from datetime import UTC, date, datetime

import feedparser
import pytest
import time_machine

from events.models import EventPage
from portal.feeds import LENGTH, feeds

from . import build, events
from .events import session

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False):
        yield


def test_every_feed_is_an_atom_feed_that_the_pages_name(sites, read):
    """The type, the address of itself, lasting ids, times with their zone, 304; each found on a page and among the feeds."""
    build.make_procedure(sites.home("set"), "Escalation", "escalation", change_summary="New.", on="2026-01-02")
    events.make_event(sites.home("set"), "Talk", "talk", session("2026-07-03", "18:00"))
    page, listed = (read("southend", path).content.decode() for path in ("/events/", "/feeds/"))
    found = re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)" title="[^"]+">', page)
    assert found == [feed.address() for feed in feeds()]
    assert {"/feeds/news.atom", "/feeds/procedures.atom", "/feeds/events.atom"} <= set(found)
    for address in found:
        assert f'href="{address}"' in listed
        response = read("southend", address)
        assert response.headers["Content-Type"].startswith("application/atom+xml")
        read_feed = feedparser.parse(response.content)
        assert not read_feed.bozo, address
        assert read_feed.version == "atom10"
        assert read_feed.feed.title.startswith("Southend Safeguarding Children Partnership")
        links = {link.rel: link.href for link in read_feed.feed.links}
        assert links["self"] == f"http://southend.localhost{address}"
        ids = [read_feed.feed.id, *(entry.id for entry in read_feed.entries)]
        assert all(re.fullmatch(r"tag:[\w.]+,2026:[\w/-]+", each) for each in ids), ids
        assert len(set(ids)) == len(ids)
        for entry in read_feed.entries:
            assert RFC_3339.fullmatch(entry.updated)
            assert read("southend", entry.link.removeprefix("http://southend.localhost")).status_code == 200
        again = read("southend", address, HTTP_IF_NONE_MATCH=response.headers["ETag"])
        assert (again.status_code, again.content) == (304, b"")
    assert read("southend", "/feeds/nothing.atom").status_code == 404
    assert "/feeds/" in page[page.index("<footer") :]


def entries(read, slug: str = "southend") -> list:
    return feedparser.parse(read(slug, "/feeds/events.atom").content).entries


def test_the_events_feed_tells_what_is_new_and_what_has_changed(sites, read):
    """Meetings and past ones too; an id that lasts, on whichever site; a correction of words alone is not told again."""
    home = sites.home("set")
    events.make_event(home, "Old", "old", session("2020-07-03"), kind="meeting", published=datetime(2026, 2, 3))
    page = events.make_event(
        home, "Talk", "talk", session("2026-07-03", "18:00", "20:30"), session("2026-07-10"), place="Library"
    )
    events.make_event(sites.home("essex"), "Theirs", "theirs", session("2026-07-03"))
    old, talk = entries(read)
    assert (old.title, talk.title) == ("Old", "Talk")
    assert talk.summary == "Friday 3 July 2026, 6pm to 8.30pm and 1 more date, Library. About Talk."
    assert talk.link == "http://southend.localhost/events/talk/"
    assert talk.id == entries(read, "set")[1].id == f"tag:localhost,2026:event/{page.pk}"
    assert talk.published == talk.updated == "2026-02-02T09:30:00+00:00"
    for hour, fields, told in ((1, {"cost": "Free"}, False), (2, {"cancelled_on": date(2026, 3, 2)}, True)):
        with time_machine.travel(datetime(2026, 3, 3, hour, tzinfo=UTC), tick=False):
            changed = EventPage.objects.get(pk=page.pk)
            for name, value in fields.items():
                setattr(changed, name, value)
            changed.save_revision().publish()
        first = entries(read)[0]
        assert (first.title == "Cancelled: Talk") is told
    assert (first.id, first.updated) == (talk.id, "2026-03-03T02:00:00+00:00")
    assert first.published == talk.published


def test_a_feed_has_an_end(sites, read):
    """The last fifty."""
    home = sites.home("southend")
    for number in range(LENGTH + 1):
        events.make_event(home, f"E {number}", f"e-{number}", published=datetime(2026, 2, 1, number // 60, number % 60))
    events.event_index(sites.home("set"))
    found = entries(read)
    assert (len(found), found[0].title, found[-1].title) == (LENGTH, f"E {LENGTH}", "E 1")
