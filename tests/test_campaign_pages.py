"""Campaigns as readers meet them: the list, the page while it runs and once it is over, front pages, topics, areas, the feed."""

import re

import feedparser
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from portal.models import BasePage, SwitchedOff

from . import build, campaigns, events
from .campaigns import make_campaign

COLD, WARM = 15, 13
NOW = "2026-03-10T12:00:00+00:00"


@pytest.fixture(autouse=True)
def on_10_march():
    with time_machine.travel(NOW, tick=False):
        yield


def main_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main")[0]


def at(moment: str):
    build.forget()
    return time_machine.travel(moment, tick=False)


def test_a_campaign_ends_by_itself_everywhere(sites, read):
    """CA, EW2: on its last day it is named by the front page, its topic and the area; a second later only as an archive page."""
    topic = build.make_topic(sites.home("set"), "Water", "water", parents="Swim.")
    words = {"hashtag": "#Swim", "theme": "All swim", "led_by": "A charity", "partners": "Coastguard\nLifeboats"}
    make_campaign(
        sites.home("set"), "Swim week", "swim", "2026-03-09", "2026-03-11", topics=(topic,), front_page=1,
        body=[build.section("Advice", "Never alone.")], afterwards=[("text", "<p>Six pools took part.</p>")],
        readers=("parents",), partnerships=(sites.partnership("southend"), sites.partnership("essex")), **words,
    )  # fmt: skip
    build.make_topic(
        sites.home("southend"), "Water in Southend", "water", parents="Swim here."
    )  # covers the shared one
    for moment, runs in (("2026-03-11T23:59:59+00:00", True), ("2026-03-12T00:00:00+00:00", False)):
        with at(moment):
            for slug in ("set", "southend", "thurrock"):
                for path in ("/", "/topics/water/", "/parents/water/", "/parents/"):
                    named = 'href="/campaigns/swim/"' in main_of(read(slug, path, follow=True))
                    assert named is runs, (slug, path)
                assert "/campaigns/swim/" not in main_of(read(slug, "/young-people/"))
            page = main_of(read("southend", "/campaigns/swim/"))
            assert ("This campaign has ended" in page) is not runs
            assert ("It ran from 9 to 11 March 2026. The advice below still holds" in page) is not runs
            assert ("Six pools" in page) is not runs and ("Past campaign" in page) is not runs
            assert "Never alone." in page and "Water in Southend" in page
            for each in ("9 to 11 March 2026", "#Swim", "All swim", "A charity", "Coastguard", "Essex, Southend"):
                assert each in page, each
            listed = main_of(read("southend", "/campaigns/"))
            assert ("Running now" in listed) is runs and ("Ended in 2026" in listed) is not runs


def test_where_the_advice_of_a_past_campaign_is_now(sites, read):
    """The page that keeps it is named only where readers can get there; else the text itself holds."""
    advice = build.make_topic(sites.home("set"), "Water", "water", parents="Swim.")
    page = make_campaign(sites.home("set"), "Swim week", "swim", "2025-03-09", "2025-03-11", advice=advice,
                         body=[("text", "<p>Words.</p>")])  # fmt: skip
    assert 'kept up to date on this page: <a href="/topics/water/">Water</a>' in main_of(
        read("essex", "/campaigns/swim/")
    )
    SwitchedOff.objects.create(page=advice, site=sites.site("essex"))
    assert "The advice below still holds" in main_of(read("essex", "/campaigns/swim/"))
    page.body = []
    page.save()
    assert "advice below" not in main_of(read("essex", "/campaigns/swim/"))


def test_an_undated_campaign_says_what_is_known(sites, read):
    """Its note, or that nothing is known; and it is no running one until its editor says so."""
    page = make_campaign(sites.home("set"), "Look out", "look-out", dates_note="Every spring.", front_page=1)
    make_campaign(sites.home("set"), "Look in", "look-in", body=[("text", "<p>Words.</p>")])
    assert "Every spring." in main_of(read("essex", "/campaigns/look-out/"))
    assert "The dates are not known" in main_of(read("essex", "/campaigns/look-in/"))
    assert "Dates not known" in main_of(read("essex", "/campaigns/"))
    assert "/campaigns/look-out/" not in main_of(read("essex", "/"))
    page.runs = True
    page.save()
    assert "/campaigns/look-out/" in main_of(read("essex", "/"))


def test_events_of_a_campaign_are_those_the_site_shows(sites, read):
    """Shared ones with their day, over ones as over, no draft, none of a neighbour."""
    home = sites.home("set")
    walk = events.make_event(home, "Walk", "walk", events.session("2026-03-12", "18:00"))
    talk = events.make_event(home, "Talk", "talk", events.session("2026-03-09"))
    asked = events.make_event(home, "Class", "class", dates_note="In May.")
    draft = events.make_event(home, "Draft", "draft", events.session("2026-03-12"), live=False)
    theirs = events.make_event(sites.home("essex"), "Theirs", "theirs", events.session("2026-03-12"))
    make_campaign(home, "Swim", "swim", "2026-03-09", "2026-03-11", events=(walk, talk, asked, draft, theirs, walk))
    page = main_of(read("southend", "/campaigns/swim/"))
    found = re.findall(r'<li><a href="/events/([\w-]+)/">[^<]+</a>: ([^<]+?)\s*</li>', page)
    assert found == [
        ("walk", "Thursday 12 March 2026, 6pm"),
        ("class", "In May."),
        ("talk", "Monday 9 March 2026 (over)"),
    ]
    assert "theirs" in main_of(read("essex", "/campaigns/swim/"))


def test_the_front_page_has_three_slots_by_place(sites, read):
    """Running ones and those that begin within two weeks, own and shared, in the editors' order; none that nobody put there."""
    for place, (slug, begins, ends) in enumerate(
        [("later", "2026-03-25", "2026-04-01"), ("soon", "2026-03-24", "2026-04-01"), ("past", "2026-03-01", "2026-03-09"),
         ("now", "2026-03-01", "2026-03-31"), ("last", "2026-03-01", "2026-03-31"), ("fourth", "2026-03-01", "2026-03-31")]
    ):  # fmt: skip
        make_campaign(sites.home("set"), slug.title(), slug, begins, ends, front_page=place + 2)
    make_campaign(sites.home("set"), "Unplaced", "unplaced", "2026-03-01", "2026-03-31")
    make_campaign(sites.home("southend"), "Own", "own", "2026-03-01", "2026-03-31", front_page=1)

    def slots(slug: str) -> list[str]:
        return re.findall(r'<h3 class="card__title"><a href="/campaigns/([\w-]+)/"', main_of(read(slug, "/")))

    assert slots("southend") == ["own", "soon", "now"]
    assert slots("essex") == slots("set") == ["soon", "now", "last"]
    with at("2026-04-02T12:00:00+00:00"):
        assert slots("southend") == slots("set") == []
        assert 'id="campaigns-now"' not in main_of(read("set", "/"))


def test_the_list_in_order_a_screen_at_a_time(sites, read):
    """Running, to come, undated, then over by year, the last first; what is no screen of it is not found."""
    home = sites.home("set")
    for number in range(22):
        make_campaign(home, f"Old {number}", f"old-{number:02}", f"{2000 + number}-05-01", f"{2000 + number}-05-02")
    make_campaign(home, "Undated", "undated")
    make_campaign(home, "Coming", "coming", "2026-05-01", "2026-05-02")
    make_campaign(home, "Running", "running", "2026-03-01", "2026-05-02", partnerships=(sites.partnership("essex"),))
    make_campaign(sites.home("essex"), "Own", "own", "2026-03-01", "2026-03-30")
    first, second = (main_of(read("essex", f"/campaigns/{query}")) for query in ("", "?page=2"))
    found = [re.findall(r'href="/campaigns/([\w-]+)/"', page) for page in (first, second)]
    assert found[0] == ["own", "running", "coming", "undated", *(f"old-{number:02}" for number in range(21, 5, -1))]
    assert found[1] == [f"old-{number:02}" for number in range(5, -1, -1)]
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", first)
    assert headings[:4] == ["Running now", "To come", "Dates not known", "Ended in 2021"]
    assert re.findall(r"Page \d of \d", second) == ["Page 2 of 2"]
    for odd in ("3", "0", "-1", "x", "9" * 30, "%00"):
        assert read("essex", f"/campaigns/?page={odd}").status_code == 404, odd
    assert "own" not in found_on(read, "southend") and "Campaigns in Essex" in main_of(read("set", "/campaigns/"))


def found_on(read, slug: str) -> list[str]:
    return re.findall(r'href="/campaigns/([\w-]+)/"', main_of(read(slug, "/campaigns/")))


def test_campaigns_show_where_their_tree_does_and_nowhere_else(sites, read):
    """Own and shared; no draft, no neighbour's, none that is switched off, private or covered, whichever door is tried."""
    topic = build.make_topic(sites.home("set"), "Water", "water", parents="Swim.")
    for slug in sites.slugs:
        for state, live in (("live", True), ("draft", False)):
            make_campaign(sites.home(slug), f"xylophone {state} of {slug}", f"{state}-{slug}", "2026-03-01", "2026-03-31",
                          live=live, front_page=1, topics=(topic,))  # fmt: skip
    lists = ("/", "/campaigns/", "/topics/water/", "/parents/water/", "/parents/", "/feeds/campaigns.atom")
    lists += ("/feeds/news.atom", "/search/?q=xylophone", "/sitemap.xml")
    for reader in sites.slugs:
        for whose in sites.slugs:
            mine = whose in (reader, "set")
            assert read(reader, f"/campaigns/live-{whose}/").status_code == (200 if mine else 404)
            assert read(reader, f"/campaigns/draft-{whose}/").status_code == 404
            for path in lists:
                text = read(reader, path, follow=True).content.decode()
                if path != "/sitemap.xml":
                    assert (f"live of {whose}" in text) is mine, (reader, whose, path)
                assert "draft" not in text
    shared = BasePage.objects.get(slug="live-set")
    SwitchedOff.objects.create(page=shared, site=sites.site("essex"))
    make_campaign(sites.home("southend"), "Instead", "live-set", "2026-03-01", "2026-03-31")
    for reader, there in (("essex", False), ("southend", False), ("thurrock", True)):
        for path in lists[:-1]:
            assert ("live of set" in read(reader, path, follow=True).content.decode()) is there, (reader, path)
    PageViewRestriction.objects.create(page=shared, restriction_type=PageViewRestriction.LOGIN)
    build.forget()
    for path in lists:
        assert "live of set" not in read("thurrock", path, follow=True).content.decode(), path


def test_the_feed_tells_each_once_with_its_topics(sites, read):
    """FC1: with its days; one that was over when it was published is no news."""
    topic = build.make_topic(sites.home("set"), "Water", "water", parents="Swim.")
    make_campaign(sites.home("set"), "Swim", "swim", "2026-03-09", "2026-03-11", topics=(topic,))
    make_campaign(sites.home("set"), "Archived", "archived", "2025-03-09", "2026-02-01")
    make_campaign(sites.home("set"), "Last day", "last-day", "2025-03-09", "2026-02-02")
    found = feedparser.parse(read("essex", "/feeds/campaigns.atom").content)
    assert {each.title for each in found.entries} == {"Swim", "Last day"}
    entry = next(each for each in found.entries if each.title == "Swim")
    assert entry.summary == "9 to 11 March 2026. About Swim."
    assert entry.id.startswith("tag:localhost,2026:campaign/")
    from portal.overlay import Overlay
    from topics.feeds import CampaignsFeed

    told = CampaignsFeed.entries(Overlay.at(sites.site("essex")), None)
    assert {each.title: each.topics for each in told}["Swim"] == ("water",)


PATHS = ["/", "/campaigns/", "/campaigns/c-0/", "/campaigns/p-0/", "/topics/water/", "/parents/water/", "/parents/",
         "/young-people/11-13/", "/feeds/campaigns.atom", "/feeds/news.atom"]  # fmt: skip


def fill(sites, number: int, topic, event) -> None:
    for slug in ("set", "southend"):
        home, kept = sites.home(slug), (sites.partnership("southend"), sites.partnership("essex"))
        own = "c" if slug == "set" else "o"
        fields = {"topics": (topic,), "events": (event,), "partnerships": kept, "front_page": 1, "advice": topic}
        make_campaign(home, f"{own} {number}", f"{own}-{number}", "2026-03-01", "2026-03-31", **fields)
        make_campaign(
            home, f"p {number}", f"{'p' if slug == 'set' else 'q'}-{number}", "2025-03-01", "2025-03-31", **fields
        )
        make_campaign(home, f"u {number}", f"{own}u-{number}", runs=True, **fields)


def test_every_address_costs_the_same_with_20_of_each(sites, read):
    """The list, a running and a past campaign, front page, topic, area, feeds; with a banner of each urgency too."""
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact("children-front-door", f"{slug} hub", "01702 215007", sites.site(slug))
    topic = build.make_topic(sites.home("set"), "Water", "water", parents="Swim.", professionals="Teach.")
    event = events.make_event(sites.home("set"), "Walk", "walk", events.session("2026-03-12", "18:00"))
    campaigns.make_banner("One", link_page=topic)
    fill(sites, 0, topic, event)

    def costs() -> dict[tuple[str, str, bool], int]:
        counted = {}
        for slug in ("southend", "set"):
            for path in PATHS:
                build.forget()
                for cold in (True, False):
                    with CaptureQueriesContext(connection) as queries:
                        assert read(slug, path).status_code == 200, path
                    counted[slug, path, cold] = len(queries)
        return counted

    costs()
    few = costs()
    assert {key: count for key, count in few.items() if count > (COLD if key[2] else WARM)} == {}
    for number in range(1, 20):
        fill(sites, number, topic, event)
        campaigns.make_banner(f"Banner {number}", sites.site("southend"), link_page=topic)
    assert costs() == few
