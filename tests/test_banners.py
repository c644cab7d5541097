"""CA1: alert banners are scheduled, per partnership or for all, in the order of urgency, on every page, by words alone.

There is no copy of the sites as plain files yet; whoever makes one copies these pages, and with them the banners.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from banners.models import AlertBanner, Severity, Standing
from banners.shown import banners
from portal.current_request import reading
from portal.models import SwitchedOff
from portal.moments import today

from . import build, campaigns, events, governance, publications, reviews
from .campaigns import make_banner

NOW = "2026-03-10T12:00:00+00:00"
OTHER_KINDS = ["/about/", "/topics/", "/search/", "/glossary/", "/feeds/", "/contacts/", "/get-help/", "/nothing/"]


@pytest.fixture(autouse=True)
def on_10_march():
    with time_machine.travel(NOW, tick=False):
        yield


def region(response) -> str:
    """The banners of a page as they stand in it; nothing where there is none."""
    html = response.content.decode()
    assert html.count('aria-label="Alerts"') <= 1
    found = re.search(r'<div class="banners" role="region" aria-label="Alerts">(.*?)\n  </div>', html, re.S)
    return found[1] if found else ""


def said(response) -> list[str]:
    return [" ".join(re.sub("<[^>]+>", "", each).split()) for each in re.findall(r"<p .*?</p>", region(response), re.S)]


def test_ca1_every_kind_of_page_shows_it(sites, read):
    """CA1: every page kind of every app, what is not found, and the page of an error."""
    for each in (reviews, publications, governance, events, campaigns):
        each.furnish(sites)
    build.make_topic(
        sites.home("set"), "Water", "water", parents="Swim.", young_people=[build.section("A", "B.", "11-13")]
    )
    AlertBanner.objects.all().delete()
    assert region(read("southend", "/")) == ""
    make_banner("The telephones are down.")
    kinds = {*reviews.KINDS, *publications.KINDS, *governance.KINDS, *events.KINDS, *campaigns.KINDS, *OTHER_KINDS}
    for path in sorted(kinds):
        response = read("southend", path, follow=True)
        if response["Content-Type"].startswith("text/html"):
            assert said(response) == ["Change to a service: The telephones are down."], path
            assert not response.cookies


def test_ca1_it_stands_before_the_name_of_the_site_and_cannot_be_closed(sites, read):
    """CA1: after the skip links and the strip of who to call; text in one paragraph, nothing to press but its link."""
    make_banner("Stay <away> & wait.")
    html = read("southend", "/").content.decode()
    places = [html.index(each) for each in ("govuk-skip-link", 'class="help-strip"', 'class="banners"', "<header")]
    assert places == sorted(places)
    shown = region(read("southend", "/"))
    assert "Stay &lt;away&gt; &amp; wait." in shown
    assert not re.search(r"<(button|form|input|script|img|a)\b", shown)


def test_ca1_whose_it_is_decides_where_it_shows(sites, read):
    """CA1: a partnership's on its own site, SET's on SET's, one for all everywhere; by urgency, place and newness."""
    day = datetime(2026, 3, 1)
    make_banner("All sites, notice", severity="notice")
    make_banner("Set", sites.site("set"))
    make_banner("Southend old", sites.site("southend"), begins=day)
    make_banner("Southend new", sites.site("southend"), begins=day + timedelta(hours=1))
    make_banner("Southend first", sites.site("southend"), begins=day - timedelta(days=9), order=1)
    make_banner("Southend emergency", sites.site("southend"), severity="emergency", begins=day - timedelta(days=20))
    make_banner("Essex", sites.site("essex"), severity="emergency")
    change, notice = "Change to a service: ", "Notice: All sites, notice"
    assert said(read("set", "/")) == [f"{change}Set", notice]
    assert said(read("thurrock", "/")) == [notice]
    assert said(read("essex", "/")) == ["Emergency: Essex", notice]
    assert said(read("southend", "/")) == [
        "Emergency: Southend emergency",
        *(f"{change}Southend {each}" for each in ("first", "new", "old")),
        notice,
    ]


SECOND = timedelta(seconds=1)
D = datetime
HOURS = [  # London's begin and end, and the same moments in UTC
    (D(2026, 3, 10, 17, 30), D(2026, 3, 10, 17, 30, 30), D(2026, 3, 10, 17, 30), D(2026, 3, 10, 17, 30, 30)),
    # The clocks go forward on 29 March at 1am, and back on 25 October at 2am.
    (D(2026, 3, 29, 0, 30), D(2026, 3, 29, 2, 30), D(2026, 3, 29, 0, 30), D(2026, 3, 29, 1, 30)),
    (D(2026, 10, 25, 0, 30), D(2026, 10, 25, 2, 30), D(2026, 10, 24, 23, 30), D(2026, 10, 25, 2, 30)),
    (D(2026, 7, 1), D(2026, 7, 2), D(2026, 6, 30, 23), D(2026, 7, 1, 23)),  # a London day
]


def test_ca1_it_begins_and_ends_to_the_second(sites, read):
    """CA1: shown from the second it begins until before the one in which it ends; no copy outlives either."""
    site = sites.site("southend")
    for begins, ends, first, last in HOURS:
        banner = make_banner("Look out.", site, begins=begins, ends=ends)
        first, last = first.replace(tzinfo=UTC), last.replace(tzinfo=UTC)
        assert (banner.begins, banner.ends) == (first, last)
        for at, stands in (
            (first - SECOND, Standing.COMING),
            (first, Standing.NOW),
            (last - SECOND, Standing.NOW),
            (last, Standing.OVER),
        ):
            assert banner.standing(at) == stands
            assert list(AlertBanner.objects.standing(stands, at)) == [banner]
            with reading(site, at) as request:
                assert bool(banners(request, at)) is (stands == Standing.NOW), at
                coming = {Standing.COMING: first, Standing.NOW: last, Standing.OVER: None}[stands]
                told = request.__dict__.get("_changes_at", [])  # midnight aside, when every copy is old anyway
                if coming and today(coming) == today(at):
                    assert told == [coming], at
                else:
                    assert set(told) <= {coming}, at
        banner.delete()


@pytest.mark.parametrize(
    ("moment", "seconds"), [("17:29:50", 10), ("17:30:00", 30), ("17:30:29.5", 0), ("17:31:00", 60)]
)
def test_ca1_no_copy_is_kept_past_a_begin_or_an_end(sites, read, moment, seconds):
    """CA1: the answer may be kept until then and no second longer, remembered or not."""
    make_banner("Look out.", begins=HOURS[0][0], ends=HOURS[0][1])
    with time_machine.travel(f"2026-03-10T{moment}+00:00", tick=False):
        for _ in range(2):
            assert f"max-age={seconds}," in read("southend", "/")["Cache-Control"] + ","


def test_what_nobody_changed_costs_no_query(sites, read):
    """Remembered for the day, also that there is none; a banner saved or taken away is seen by the next request."""

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            read("southend", "/nothing/")
        return sum("banners_" in each["sql"] for each in queries.captured_queries)

    assert [cost(), cost()] == [1, 0]
    banner = make_banner("Look out.")
    assert said(read("southend", "/nothing/")) == ["Change to a service: Look out."]
    assert cost() == 0
    banner.text = "Look in."
    banner.save()
    assert said(read("southend", "/nothing/")) == ["Change to a service: Look in."]
    AlertBanner.objects.all().delete()
    assert said(read("southend", "/nothing/")) == []


def test_a_link_leads_only_where_readers_of_the_site_can_go(sites, read):
    """To a page the site shows, by its own words or the page's title; to none that is a draft, switched off or a neighbour's."""
    shared = build.make_standard(sites.home("set"), "What to do", "what")
    theirs = build.make_standard(sites.home("essex"), "Theirs", "theirs")
    draft = build.make_standard(sites.home("set"), "Draft", "draft", live=False)
    banner = make_banner("Look out.", link_page=shared)
    links = lambda slug: re.findall(r'<a [^>]*href="([^"]+)"[^>]*>([^<]+)</a>', region(read(slug, "/")))  # noqa: E731
    assert links("southend") == [("/what/", "What to do")]
    SwitchedOff.objects.create(page=shared, site=sites.site("essex"))
    assert links("essex") == []
    for page, found in ((theirs, []), (draft, [])):
        AlertBanner.objects.filter(pk=banner.pk).update(link_page=page)
        build.forget()
        assert links("southend") == found and "Theirs" not in region(read("southend", "/"))
    banner.link_page, banner.link_url, banner.link_words = None, "https://example.org/", "A page elsewhere"
    banner.save()
    assert links("southend") == [("https://example.org/", "A page elsewhere")]


def test_the_page_of_an_error_shows_it_if_the_database_is_there(sites, client):
    """And is shown all the same where it is not, or where the banners themselves go wrong."""
    make_banner("The telephones are down.", severity="emergency")
    client.raise_request_exception = False
    with (
        patch("portal.feeds.feeds", side_effect=RuntimeError),
        patch("portal.views.all_feeds", side_effect=RuntimeError),
    ):
        response = client.get("/feeds/", headers={"host": "southend.localhost"})
    assert (response.status_code, said(response)) == (500, ["Emergency: The telephones are down."])
    with reading(sites.site("southend")):
        for error in (DatabaseError, RuntimeError):
            with patch("banners.shown.of_the_day", side_effect=error):
                html = render_to_string("500.html")
                assert "999" in html and "banners" not in html.partition("<body")[2]
    assert "999" in render_to_string("500.html")  # outside any request


def test_ca1_it_shows_on_paper_and_says_its_urgency_in_words():
    """CA1: no rule of the style sheets hides it in print; what each urgency is called stands in the text."""
    scss = "".join(path.read_text() for path in Path(settings.BASE_DIR, "static", "scss").glob("*.scss"))
    assert not re.search(r"\.banners?\b[^{}]*\{[^{}]*display:\s*none", scss)
    assert [each.said for each in Severity] == ["Emergency", "Change to a service", "Notice"]
