"""Builders of campaigns and alert banners, and one address of every kind of page they have."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from wagtail.models import Site

from banners.models import AlertBanner
from portal.models import BasePage, LocalNote
from portal.moments import moment
from topics.models import CampaignEvent, CampaignIndexPage, CampaignPage, CampaignTopic

from . import build, events

PUBLISHED = datetime(2026, 2, 2, 9, 30)
LONG_AGO, FAR_AHEAD = datetime(2026, 1, 1), datetime(2100, 1, 1)

KINDS = [
    "/",
    "/campaigns/",
    "/campaigns/running-long/",
    "/campaigns/week-2025/",
    "/campaigns/undated/",
    "/topics/harbour/",
    "/parents/harbour/",
]


def campaign_index(home: BasePage) -> BasePage:
    """The page the site's campaigns hang below: the index on SET, a stub on a partnership."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}campaigns/").first()
    if found:
        return found.specific
    if Site.objects.get(root_page=home).is_default_site:
        return build.add(home, CampaignIndexPage(title="Campaigns", slug="campaigns", summary="What we campaign for."))
    return build.add(home, LocalNote(title="Note campaigns", slug="campaigns"))


def make_campaign(
    home: BasePage, title: str, slug: str, begins: str = "", ends: str = "", live: bool = True, **fields: Any
) -> CampaignPage:
    """A campaign of that site, as if published on 2 February 2026; `topics`, `events` are pages, `partnerships` those."""
    published = moment(fields.pop("published", PUBLISHED))
    topics, events, partners = (fields.pop(name, ()) for name in ("topics", "events", "partnerships"))
    fields.setdefault("summary", f"About {title}.")
    days = {name: date.fromisoformat(day) for name, day in (("begins", begins), ("ends", ends)) if day}
    page = CampaignPage(title=title, slug=slug, first_published_at=published, last_published_at=published, **days)
    for name, value in fields.items():
        setattr(page, name, value)
    page.topics.set([CampaignTopic(topic=topic) for topic in topics])
    page.events.set([CampaignEvent(event=event) for event in events])
    page.partnerships.set(partners)
    build.add(campaign_index(home), page, live)
    return page


def make_banner(text: str, site: Site | None = None, severity: str = "change", **fields: Any) -> AlertBanner:
    """A banner that shows throughout, if not said: `begins` and `ends` as London's times."""
    times = {"begins": moment(fields.pop("begins", LONG_AGO)), "ends": moment(fields.pop("ends", FAR_AHEAD))}
    return AlertBanner.objects.create(text=text, site=site, severity=severity, **times, **fields)


def furnish(sites: build.Sites) -> None:
    """What the addresses of `KINDS` show on SET and on every partnership's site, with a banner of each urgency."""
    home = sites.home("set")
    topic = build.make_topic(home, "Harbours", "harbour", parents="Mind the edge.", professionals="Teach it.")
    walk = events.make_event(home, "Harbour walk", "harbour-walk", events.session("2031-03-06", "18:00"))
    body = [("text", "<p>Water is for everyone.</p>"), build.section("Signs", "Look out for each other.")]
    both = (sites.partnership("southend"), sites.partnership("essex"))
    make_campaign(
        home,
        "Safe harbours",
        "running-long",
        "2026-01-05",
        "2099-12-31",
        hashtag="#SafeHarbours",
        theme="Everyone comes home",
        led_by="A national charity",
        partners="Coastguard\nHarbour masters",
        partnerships=both,
        readers=("parents",),
        topics=(topic,),
        events=(walk,),
        front_page=1,
        body=body,
    )
    make_campaign(
        home,
        "Harbour week 2025",
        "week-2025",
        "2025-03-17",
        "2025-03-21",
        topics=(topic,),
        events=(walk,),
        front_page=2,
        advice=topic,
        body=body,
        afterwards=[("text", "<p>Four hundred people came.</p>")],
    )
    make_campaign(home, "Look out", "undated", dates_note="Its days are not known.", body=body)
    make_banner("The harbour bridge is closed. Stay away from the water.", severity="emergency", link_page=topic,
                link_words="What to do by the harbour")  # fmt: skip
    make_banner("Our office is closed today.", sites.site("southend"))
    make_banner("The library has new opening times.", severity="notice", link_url="https://example.org/hours",
                link_words="Opening times of the library")  # fmt: skip
