"""Builders of events, and one address of every kind of page they have."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from wagtail.models import Site

from events.models import EventIndexPage, EventPage, Session
from events.publishing import rewrite
from portal.models import BasePage
from portal.moments import moment

from . import build

PUBLISHED = datetime(2026, 2, 2, 9, 30)

KINDS = [
    "/events/",
    "/events/?audience=parents&kind=workshop&how=online",
    "/events/?dates=ask",
    "/events/past/",
    "/events/2031-03/",
    "/events/2031-09/",
    "/events/open-data/",
    "/events/supper-club/",
    "/events/board/",
    "/events/called-off/",
    "/events/neglect-day/",
    "/events/first-steps/",
    "/feeds/",
]


def event_index(home: BasePage) -> BasePage:
    """The page the site's events hang below: the index on SET, a stub on a partnership."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}events/").first()
    if found:
        return found.specific
    if Site.objects.get(root_page=home).is_default_site:
        return build.add(home, EventIndexPage(title="Events", slug="events", summary="What is on."))
    return build.make_note(home, "events")


def day(text: str) -> date:
    return date.fromisoformat(text)


def session(on: str, begins: str = "", ends: str = "", **fields: Any) -> Session:
    """A session: `session("2026-07-03", "18:00", "20:30", repeats="weekly", until="2026-08-01")`."""
    for name in ("until", "last_day", "cancelled_on"):
        if isinstance(fields.get(name), str):
            fields[name] = day(fields[name])
    clock = {name: time.fromisoformat(said) for name, said in (("begins", begins), ("ends", ends)) if said}
    return Session(day=day(on), **clock, **fields)


def make_event(
    home: BasePage, title: str, slug: str, *sessions: Session, live: bool = True, hosts: tuple = (), **fields: Any
) -> EventPage:
    """An event as it is once it was published on 2 February 2026, without a revision, which costs more than the page."""
    fields.setdefault("summary", f"About {title}.")
    published = moment(fields.pop("published", PUBLISHED))
    page = EventPage(title=title, slug=slug, first_published_at=published, last_published_at=published, **fields)
    page.sessions.set(sessions)
    if hosts:
        page.hosts.set(hosts)
    build.add(event_index(home), page, live)
    rewrite(page.pk, published)
    return EventPage.objects.get(pk=page.pk)


def furnish(sites: build.Sites) -> None:
    """What the addresses of `KINDS` show on SET and on every partnership's site."""
    home = sites.home("set")
    event_index(home).body.append(("text", "<p>What the partnerships do together.</p>"))
    text = [("text", "<p>Bring a coat.</p>")]
    make_event(
        home,
        "Supper club",
        "supper-club",
        session("2031-03-06", "18:00", "20:30", repeats="weekly", until="2031-05-29", except_on="2031-04-03"),
        session("2031-06-07", "10:00", "12:00", name="Summer walk", place="By the pond", cancelled_on="2026-02-01"),
        kind="workshop",
        mode="both",
        place="Town Hall, 1 High Street, and online",
        readers=("parents",),
        cost="Free",
        capacity="Twelve families",
        organiser="Family hubs",
        booking_url="https://booking.example/supper",
        body=text,
        hosts=(sites.partnership("southend"), sites.partnership("essex")),
    )
    make_event(home, "Board meeting", "board", session("2031-03-20"), session("2031-06-19"), kind="meeting")
    make_event(
        home,
        "Open evening",
        "called-off",
        session("2031-03-20", "19:00"),
        kind="campaign",
        cancelled_on=day("2026-02-03"),
        cancelled_why="The hall is closed.",
    )
    make_event(
        home,
        "Neglect day",
        "neglect-day",
        session("2025-03-17", last_day="2025-03-21"),
        kind="conference",
        afterwards=[("text", "<p>What was said.</p>")],
    )
    make_event(home, "New procedures", "new-procedures", session("2031-03-01", precision="month"), kind="milestone")
    make_event(home, "First steps", "first-steps", mode="any-time", readers=("professionals",))
