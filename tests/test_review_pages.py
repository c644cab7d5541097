"""RV2, SE3: what readers get of reviews, on the lists, on their pages, in data, feeds and searches."""

import csv
import json
from datetime import date
from io import StringIO

import feedparser
import pytest
import time_machine
from django.db import transaction

from portal.models import BasePage
from portal.overlay import Overlay
from portal.shelf import Duty, shelf
from reviews.models import ReviewPage

from . import build, reviews

ON = "2026-11-26T12:00:00+00:00"


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def several(django_db_setup, django_db_blocker):
    """On SET: one about two partnerships, a national one, one of which a summary is public; Southend's own; Thurrock's own."""
    with django_db_blocker.unblock(), transaction.atomic():
        sites = build.make_sites()
        build.make_service("business-team")
        southend, thurrock = sites.partnership("southend"), sites.partnership("thurrock")
        with time_machine.travel(ON, tick=False):
            reviews.full(sites.home("set"), partnerships=[southend, thurrock])
            reviews.make(sites.home("set"), "Island", "island", kind="national", published_note="March 2024")
            reviews.make(sites.home("set"), "Short", "short", decision="summary-only", partnerships=[southend],
                         decision_reason="To protect them.")  # fmt: skip
            reviews.make(sites.home("southend"), "Pier", "pier", kind="thematic", published_on=date(2024, 5, 1),
                         themes=[reviews.theme("water", "Water")])  # fmt: skip
            reviews.make(sites.home("thurrock"), "Dock", "dock", published_on=date(2024, 5, 1),
                         themes=[reviews.theme("docks", "Docks")])  # fmt: skip
        yield sites
        transaction.set_rollback(True)


@pytest.fixture
def words(read):
    """`words("southend", path)`: the page as one line; it has to answer 200."""

    def get(slug: str, path: str) -> str:
        with time_machine.travel(ON, tick=False):
            response = read(slug, path)
        assert response.status_code == 200, (slug, path)
        return " ".join(response.content.decode().split())

    return get


def listed(page: str) -> list[str]:
    """The slugs of the reviews in the list, in their order."""
    part = page.split('id="published"')[1].split('id="themes"')[0]
    return [piece.split('/"')[0] for piece in part.split('reviews__title"><a href="/reviews/')[1:]]


def test_the_list_is_in_order_and_narrowed_by_its_address(several, words, read):
    """Newest first, what is known to the year among them, an unknown day last; each choice with its count."""
    page = words("southend", "/reviews/")
    assert listed(page) == ["ruby-and-rowan", "pier", "island", "short"]
    assert "No review that is under way has been announced" in page
    assert "To protect them." in page
    for option in ("Southend (3)", "Thurrock (1)", "National and other areas (1)", "2024 (2)", "Babies under one (1)"):
        assert f">{option}</option>" in page, option
    narrowed = {
        "?partnership=southend": ["ruby-and-rowan", "pier", "short"],
        "?partnership=national": ["island"],
        "?kind=thematic": ["pier"],
        "?theme=babies-under-one&year=2025": ["ruby-and-rowan"],
        "?theme=babies-under-one&year=2024": [],
        "?year=2024": ["pier", "island"],
    }
    for query, expected in narrowed.items():
        assert listed(words("southend", f"/reviews/{query}")) == expected, query
    assert "Water (0)" in words("southend", "/reviews/?theme=babies-under-one&year=2025")
    assert read("southend", "/reviews/?year=2024").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in read("southend", "/reviews/").headers


def test_odd_addresses_are_answered(several, words, read):
    """An unknown value is said and left out; nothing is a server error; what the form leaves empty is left out of the address."""
    page = words("southend", "/reviews/?theme=dragons&year=99999999999999999999")
    assert listed(page) == ["ruby-and-rowan", "pier", "island", "short"]
    assert "goes by “dragons”" in page
    for query in ("?year=%00", "?kind=%F0%9F%98%80", "?theme=" + "x" * 3000, "?partnership=set&partnership=southend"):
        assert read("southend", f"/reviews/{query}").status_code == 200, query[:30]
    for query, status in (("?page=0", 404), ("?page=x", 404), ("?page=9999999999999999", 404), ("?page=1", 200)):
        assert read("southend", f"/reviews/{query}").status_code == status
    answer = read("southend", "/reviews/?partnership=&kind=&theme=babies-under-one&year=2025")
    assert (answer.status_code, answer["Location"]) == (302, "/reviews/?theme=babies-under-one&year=2025")
    for path in ("themes/none/", "themes/%00/", "themes/docks/", "nothing/", "ruby-and-rowan/nothing/", "briefing/"):
        assert read("southend", f"/reviews/{path}").status_code == 404, path


def test_a_review_says_what_is_known_and_nothing_else(several, words):
    """Every field, overdue in words; of an empty one no row at all."""
    page = words("southend", "/reviews/ruby-and-rowan/")
    for said in (
        *("Ruby, Rowan (not their real names)", "Seven weeks and nine months", "2019 to 2020", "3 June 2025"),
        *("Southend, Thurrock", "Ask fathers the same questions.", "Overdue: was due on 1 March 2026", "An audit."),
        *("Done on 1 February 2026", "All partner agencies", "Not stated", "/reviews/themes/babies-under-one/"),
    ):
        assert said in page, said
    page = words("southend", "/reviews/island/")
    for absent in (
        "<dt>About</dt>",
        "<dt>Ages</dt>",
        "<dt>When it happened</dt>",
        "Recommendations",
        "not been uploaded",
    ):
        assert absent not in page, absent
    assert "March 2024" in page
    assert "Why only a summary is published" in words("southend", "/reviews/short/")


def test_a_report_that_is_wanted_is_asked_for(sites, words):
    build.make_service("business-team")
    build.make_contact("business-team", "The team", "01702 215007")
    reviews.make(sites.home("southend"), "Pier", "pier", report_wanted=True)
    reviews.index(sites.home("set"))
    page = words("southend", "/reviews/pier/")
    assert "The report has not been uploaded yet" in page
    assert "01702 215007" in page


def test_what_to_read_with_it_is_what_this_site_shows(sites, words):
    """A neighbour's procedure, a draft and one switched off are left out; a shared one has the reader's own address."""
    shared = build.make_procedure(sites.home("set"), "Bruising", "bruising")
    hidden = build.make_topic(sites.home("set"), "Drafted", "drafted", live=False)
    theirs = build.make_procedure(sites.home("thurrock"), "Docks", "docks")
    southend = sites.partnership("southend")
    reviews.full(sites.home("set"), partnerships=[southend], related=[shared, hidden, theirs])
    page = words("southend", "/reviews/ruby-and-rowan/")
    assert '<a href="/procedures/bruising/">Bruising</a>' in page
    assert "Drafted" not in page
    assert "Docks" not in page
    assert "Docks" in words("thurrock", "/reviews/ruby-and-rowan/")


def test_a_theme_is_what_the_reviews_say_together(several, words):
    """The reviews, their learning by profession, their recommendations with how they stand."""
    page = words("thurrock", "/reviews/themes/babies-under-one/")
    for said in ("Ruby and Rowan", "Health", "Ask fathers the same questions.", "Overdue: was due on 1 March 2026"):
        assert said in page, said
    assert "/reviews/themes/docks/" in page
    assert "No learning points" in words("southend", "/reviews/themes/water/")


def test_each_partnerships_own_list_is_linked_on_set(several, words):
    page = words("set", "/reviews/")
    assert listed(page) == ["ruby-and-rowan", "island", "short"]
    assert "http://thurrock.localhost/reviews/" in page
    assert "http://thurrock.localhost/reviews/" not in words("southend", "/reviews/")


def test_the_briefing_has_seven_boxes_at_most_and_says_what_it_leaves_out(sites, words):
    points = [{"profession": "health", "text": f"Point {n}. " + "More words about it. " * 12} for n in range(14)]
    reviews.make(sites.home("southend"), "Long", "long", learning=points, themes=[reviews.theme()],
                 body=[build.section("What happened", "It was long. " * 400)])  # fmt: skip
    reviews.full(sites.home("southend"))
    reviews.index(sites.home("set"))
    page = words("southend", "/reviews/long/briefing/")
    assert page.count('class="briefing__box"') <= 7
    assert "Left out: most of the text, 6 learning points, the ends of long sentences" in page
    page = words("southend", "/reviews/ruby-and-rowan/briefing/")
    assert "Left out" not in page
    assert page.count('class="briefing__box"') == 6
    chip = '<embed embedtype="service" slug="children-front-door"/>'
    told = build.section("What happened", f"The river rose. Worried? Call {chip}. It fell again.")
    reviews.make(sites.home("southend"), "River", "river", body=[told])
    assert "The river rose. Worried? It fell again." in words(
        "southend", "/reviews/river/briefing/"
    )  # the foot says whom


def test_reviews_as_data(several, read):
    """JSON, CSV and their page: what the pages show, under names that the page explains, with ids alike on every site."""
    with time_machine.travel(ON, tick=False):
        answer = read("southend", "/reviews.json")
        everywhere = {each["id"] for each in json.loads(read("set", "/reviews.json").content)["contents"]}
        table = read("southend", "/reviews.csv")
        about = read("southend", "/reviews/open-data/").content.decode()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    data = json.loads(answer.content)
    records = {each["title"]: each for each in data["contents"]}
    assert set(records) == {"Ruby and Rowan", "Island", "Short", "Pier"}
    ruby = records["Ruby and Rowan"]
    assert ruby["id"] in everywhere
    assert records["Pier"]["id"] not in everywhere
    assert ruby["recommendations"][1] == {
        "number": "2", "text": "See the baby awake.", "state": "done", "done_on": "2026-02-01", "evidence": "An audit.",
    }  # fmt: skip
    assert (ruby["partnerships"], ruby["page"]) == (
        ["Southend", "Thurrock"],
        "http://southend.localhost/reviews/ruby-and-rowan/",
    )
    assert "published_on" not in records["Island"]
    rows = {row["title"]: row for row in csv.DictReader(StringIO(table.content.decode(), newline=""))}
    assert (rows["Ruby and Rowan"]["recommendations_open"], rows["Short"]["reason"]) == ("1", "To protect them.")
    for name in {*ruby, *data["contents"][0]["learning"][0], *rows["Island"]}:
        assert f"<code>{name}</code>" in about, name
    assert read("southend", "/reviews.json", data={"x": "\0"}).status_code == 200


def test_reviews_as_a_feed(several, read, client):
    """FC1: lasting ids, own site's addresses; what is published again is told again, under the same id."""

    def entries():
        with time_machine.travel("2026-11-28T12:00:00+00:00", tick=False):
            answer = read("southend", "/feeds/reviews.atom")
            again = client.get(
                "/feeds/reviews.atom", headers={"host": build.host("southend"), "if-none-match": answer["ETag"]}
            )
        assert again.status_code == 304
        assert answer["Content-Type"].startswith("application/atom+xml")
        feed = feedparser.parse(answer.content)
        assert not feed.bozo
        return {entry.title: entry for entry in feed.entries}

    before = entries()
    assert set(before) == {"Ruby and Rowan", "Island", "Short", "Pier"}
    ruby = ReviewPage.objects.get(slug="ruby-and-rowan")
    assert before["Ruby and Rowan"].id == f"tag:localhost,2026:review/{ruby.pk}"
    assert before["Pier"].id.startswith("tag:southend.localhost,2026:")
    assert before["Ruby and Rowan"].published.startswith("2025-06-03T12:00:00")
    reviews.publish(ruby, "2026-11-27T12:00:00+00:00", ages="Seven weeks")
    after = entries()
    assert after["Ruby and Rowan"].id == before["Ruby and Rowan"].id
    assert after["Ruby and Rowan"].updated.startswith("2026-11-27T12:00:00")
    assert after["Pier"].updated == before["Pier"].updated


def test_the_shelf_counts_a_partnerships_own(several):
    """On each site those about its partnership, dated by the newest; SET, which is none, has no such duty."""
    found = {}
    for slug in ("southend", "thurrock", "essex", "set"):
        rows = [row.kept for row in shelf(Overlay.at(several.site(slug))).rows if row.duty == Duty.REVIEWS]
        found[slug] = [(kept.title, kept.dated, kept.path) for kept in rows]
    assert found == {
        "southend": [("3 reviews", "3 June 2025", "/reviews/")],
        "thurrock": [("2 reviews", "3 June 2025", "/reviews/")],
        "essex": [("The list of reviews", "", "/reviews/")],
        "set": [],
    }


def test_searches_find_reviews_for_adults_only(several, read):
    """SE3: by title, pseudonym, text and learning; a young people's search never returns one."""
    for word in ("Rowan", "fathers", "awake", "story of Ruby"):
        found = read("southend", "/search/", data={"q": word}).content.decode()
        assert 'href="/reviews/ruby-and-rowan/"' in found, word
        young = read("southend", "/search/", data={"q": word, "audience": "young-people"}).content.decode()
        assert "/reviews/ruby-and-rowan/" not in young, word


DOORS = ("/reviews/{}/", "/reviews/{}/briefing/")
LISTS = ("/reviews/", "/reviews.json", "/reviews.csv", "/feeds/reviews.atom", "/feeds/news.atom", "/sitemap.xml")


@pytest.mark.parametrize("reader", ["set", "southend", "thurrock", "essex"])
def test_no_site_shows_a_neighbours_review(several, read, reader):
    """Page, briefing, list, theme, feed, JSON, CSV, sitemap, search: own and shared, and no others."""
    owners = {"ruby-and-rowan": "set", "pier": "southend", "dock": "thurrock"}
    for slug, owner in owners.items():
        meets = owner in (reader, "set")
        for door in DOORS:
            assert read(reader, door.format(slug)).status_code == (200 if meets else 404), (door, slug)
        for path in LISTS:
            shown = f"/reviews/{slug}/" in read(reader, path).content.decode()
            assert shown is (owner == reader if path == "/sitemap.xml" else meets), (path, slug)
    for name, owner in (("water", "southend"), ("docks", "thurrock"), ("babies-under-one", "set")):
        meets = owner in (reader, "set")
        assert read(reader, f"/reviews/themes/{name}/").status_code == (200 if meets else 404), name
        assert (name in read(reader, "/reviews/").content.decode()) is meets, name
    assert BasePage.objects.filter(slug="dock").exists()
    assert ("/reviews/dock/" in read(reader, "/search/", data={"q": "Dock"}).content.decode()) is (reader == "thurrock")
