"""EV1: what is on, what is offered, what is over, and a month of it; cancelled stays visible."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from . import build, events
from .events import day, session

NOW = "2026-03-02T12:00:00+00:00"
TITLE = re.compile(r'class="event__title"><a href="([^"]+)">([^<]+)</a>')
HEADING = re.compile(r'<h2 id="(coming|on-request|areas)">')


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def look(read):
    """`look("/events/")`: the words of that page, markup and all, on one line."""

    def get(path: str, slug: str = "southend", status: int = 200) -> str:
        response = read(slug, path)
        assert response.status_code == status, path
        return " ".join(response.content.decode().split())

    return get


def titles(text: str) -> list[str]:
    return [title for _, title in TITLE.findall(text)]


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.fixture
def programme(sites):
    """On SET and in Southend and Thurrock, as of 2 March 2026 at noon."""
    shared, own, theirs = (sites.home(slug) for slug in ("set", "southend", "thurrock"))
    southend = sites.partnership("southend")
    events.make_event(shared, "Shared talk", "shared-talk", session("2026-04-01", "10:00", "11:00"), mode="online")
    events.make_event(
        shared,
        "Together",
        "together",
        session("2026-03-02", "13:00", "14:00"),
        session("2026-03-09", "13:00", "14:00", repeats="weekly", until="2026-03-23"),
        session("2026-02-23", "13:00", "14:00"),
        kind="workshop",
        mode="both",
        readers=("parents",),
        hosts=(southend,),
    )
    events.make_event(
        own, "Own meeting", "own-meeting", session("2026-03-20"), kind="meeting", readers=("professionals",)
    )
    events.make_event(
        own,
        "Called off",
        "called-off",
        session("2026-03-05", "18:00"),
        cancelled_on=day("2026-02-27"),
        cancelled_why="Snow.",
        mode="in-person",
    )
    events.make_event(own, "Day to know", "day-to-know", session("2026-03-25", precision="month"), kind="milestone")
    events.make_event(own, "Ask us", "ask-us")
    events.make_event(own, "E-learning", "e-learning", mode="any-time")
    events.make_event(own, "Undated meeting", "undated-meeting", kind="meeting")
    events.make_event(own, "Just over", "just-over", session("2026-03-02", "11:00", "12:00"))
    events.make_event(own, "Last week", "last-week", session("2025-03-17", last_day="2025-03-21"))
    events.make_event(own, "Long ago", "long-ago", session("2016-05-01", precision="year"))
    events.make_event(own, "A draft", "a-draft", session("2026-03-20"), live=False)
    events.make_event(theirs, "Theirs", "theirs", session("2026-03-20"))
    return sites


def test_what_is_to_come_the_next_first(programme, look):
    """Each event once, at its next time; what has no date is offered below; nothing of a neighbour, no draft."""
    text = look("/events/")
    assert HEADING.findall(text) == ["coming", "on-request"]
    coming, offered = text.split('id="on-request"')
    assert titles(coming) == ["Day to know", "Together", "Called off", "Own meeting", "Shared talk"]
    assert titles(offered) == ["Ask us", "E-learning"]
    assert "5 events to come." in words(coming)
    assert "Monday 2 March 2026, 1pm to 2pm and 3 more dates" in words(coming)
    assert "Cancelled Thursday 5 March 2026, 6pm" in words(coming)
    assert "March 2026 Date to know" in words(coming)
    assert "SET, Southend" in words(coming)
    assert "No date yet: ask for the next one" in words(offered)
    assert "At any time" in words(offered)


def test_what_is_over_the_last_first(programme, look):
    """To the minute: at noon what ended at noon is over, and what has one more date is not."""
    assert titles(look("/events/past/")) == ["Just over", "Last week", "Long ago"]
    with time_machine.travel("2026-03-02T11:59:59+00:00", tick=False):
        assert titles(look("/events/past/")) == ["Last week", "Long ago"]
        assert "Just over" in titles(look("/events/"))
    with time_machine.travel("2026-03-23T14:00:00+00:00", tick=False):
        assert titles(look("/events/past/"))[:2] == ["Together", "Own meeting"]


NARROWED = [
    ("audience=parents", ["Day to know", "Together", "Called off", "Shared talk", "Ask us", "E-learning"]),
    ("audience=professionals&kind=meeting", ["Own meeting"]),
    ("kind=milestone", ["Day to know"]),
    ("host=set", ["Together", "Shared talk"]),
    ("host=own", ["Day to know", "Together", "Called off", "Own meeting", "Ask us", "E-learning"]),
    ("how=online", ["Together", "Shared talk", "E-learning"]),
    ("how=in-person", ["Together", "Called off"]),
    ("how=in-person&host=set&audience=parents&kind=workshop", ["Together"]),
    ("kind=conference", []),
    ("audience=%00&kind=x&host=99999999999999999999&how[]=1", "everything"),
]


def test_the_list_is_narrowed_by_its_address(programme, look):
    """What nobody can mean narrows nothing; every choice can be seen and undone."""
    everything = ["Day to know", "Together", "Called off", "Own meeting", "Shared talk", "Ask us", "E-learning"]
    for asked, expected in NARROWED:
        text = look(f"/events/?{asked}")
        assert titles(text) == (everything if expected == "everything" else expected), asked
        assert ("Show all" in text) is (expected != "everything"), asked
        assert '<meta name="robots" content="noindex">' in text
    text = look("/events/?kind=conference")
    assert "Nothing to come fits what you chose." in text
    assert "/events/past/?kind=conference" in text
    assert "/events/2026-03/" in text


def test_on_set_there_is_what_is_shared_and_the_way_to_each_area(programme, look):
    text = look("/events/", "set")
    assert titles(text) == ["Together", "Shared talk"]
    assert HEADING.findall(text) == ["coming", "areas"]
    for slug in ("southend", "thurrock", "essex"):
        assert f'href="http://{slug}.localhost/events/"' in text
    southend = programme.partnership("southend").site_id
    assert titles(look(f"/events/?host={southend}", "set")) == ["Together"]


def test_a_month_day_by_day(programme, look):
    """Weeks begin on Monday; a day holds what takes place on it; the way leads to months that hold something."""
    text = look("/events/2026-03/")
    table = text[text.index("<table") : text.index("</table>")]
    assert re.findall(r'<abbr title="(\w+)">', table)[::6] == ["Monday", "Sunday"]
    weeks = re.findall(r'<tr role="row"> ?(<td.*?)</tr>', table)
    assert [len(re.findall("<td", week)) for week in weeks] == [7] * 6
    assert weeks[0].index("month__day--outside") < weeks[0].index('datetime="2026-03-01"')
    cells = dict(re.findall(r'<time class="month__date" datetime="([\d-]+)">(.*?)</td>', table))
    assert len(cells) == 31
    assert "Cancelled: 6pm Called off" in words(cells["2026-03-05"])
    assert "today" in words(cells["2026-03-02"])
    assert [on for on, cell in cells.items() if "Together" in cell] == [
        *("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23")
    ]
    assert "Date to know: Day to know" in words(text[text.index("Some time in March 2026") : text.index("<table")])
    assert 'href="/events/2026-02/" rel="prev"' in text
    assert 'href="/events/2026-04/" rel="next"' in text
    assert "noindex" not in text


MONTHS = [
    ("2026-02", "2025-03", "2026-03"),
    ("2025-08", "2025-03", "2026-02"),
    ("2025-03", None, "2026-02"),
    ("2016-05", None, "2025-03"),
    ("2026-04", "2026-03", None),
    ("2099-12", "2026-04", None),
    ("1900-01", None, "2025-03"),
]


def test_from_month_to_month_one_comes_to_an_end(programme, look):
    """An empty month says so, asks robots to pass by, and leads back to one that holds something."""
    for month, before, after in MONTHS:
        text = look(f"/events/{month}/")
        assert re.findall(r'href="/events/([\d-]+)/" rel="prev"', text) == ([before] if before else []), month
        assert re.findall(r'href="/events/([\d-]+)/" rel="next"', text) == ([after] if after else []), month
        empty = month not in ("2026-02", "2025-03", "2026-04")
        assert ("is known for" in text) is empty, month
        assert ('content="noindex"' in text) is empty, month


NOWHERE = [
    *(
        "0000-01/",
        "9999-12/",
        "1899-12/",
        "2026-13/",
        "2026-00/",
        "2026-1/",
        "2026-03-02/",
        "nothing/",
        "nothing/event.ics",
    ),
    *("?page=0", "?page=2", "?page=x", "?page=99999999999999999999", "?page=%00", "past/?page=7", "?dates=ask&page=9"),
    *("a-draft/", "a-draft/event.ics", "theirs/", "theirs/event.ics"),
]


def test_what_there_is_not_has_no_address(programme, look):
    for path in NOWHERE:
        look(f"/events/{path}", status=404)


def test_twenty_a_screen(sites, look):
    """With the count of all; what was chosen stays chosen; of what is offered without a date there is a list of its own."""
    home = sites.home("southend")
    events.event_index(sites.home("set"))
    for number in range(21):
        events.make_event(home, f"E {number:02}", f"e-{number}", session(f"2026-04-{number + 1:02}"), kind="workshop")
        events.make_event(home, f"O {number:02}", f"o-{number}")
    text = look("/events/?kind=workshop")
    assert (len(titles(text)), "21 events to come" in text) == (20, True)
    assert 'href="?kind=workshop&amp;page=2" rel="next"' in text
    assert titles(look("/events/?kind=workshop&page=2")) == ["E 20"]
    assert "All that is offered without a date" in look("/events/")
    assert titles(look("/events/?dates=ask&page=2")) == ["O 20"]


def test_where_nothing_is_on_it_says_so(sites, look):
    """With the way to what is over and to the months; the home page says nothing."""
    events.event_index(sites.home("set"))
    text = look("/events/")
    assert "No event with a date is announced at the moment." in text
    assert 'href="/events/past/"' in text
    assert 'href="/events/2026-03/"' in text
    assert "No event of this site is over yet." in look("/events/past/")
    assert "Coming up" not in look("/")


def test_the_home_page_names_what_is_next(programme, sites, look):
    """Three of them, no neighbour’s, and nothing that is over; to the minute, though what is remembered is the day’s."""

    def named(slug: str = "southend") -> list[str]:
        text = look("/", slug)
        return re.findall(r'class="coming__title"><a href="[^"]+">([^<]+)', text)

    assert named() == ["Together", "Called off", "Own meeting"]
    assert named("set") == ["Together", "Shared talk"]
    assert named("essex") == ["Together", "Shared talk"]
    with time_machine.travel(datetime(2026, 3, 23, 14, tzinfo=UTC), tick=False):
        build.forget()
        assert named() == ["Shared talk"]
        weekly = session("2026-03-25", "10:00", "11:00", repeats="weekly", until="2027-03-24")
        events.make_event(sites.home("southend"), "Every week", "every-week", weekly)
        events.make_event(sites.home("southend"), "Next year", "next-year", session("2027-03-01"))
        assert "Next year" in named(), "what comes often leaves room for the others"
