"""Content files of campaigns: what their heads say becomes the page, or stops the load; the shipped ones stand as they should."""

import re
from datetime import date, datetime

import pytest
from django.core.management import CommandError

from portal.models import BasePage
from topics.models import CampaignPage

from .content_files import load, make
from .test_content_new_kinds import write

HEAD = (
    "title: Week\nsummary: A week.\nbegins: 2025-03-17\nends: 2025-03-21\nhashtag: '#Week'\ntheme: All swim\nled_by: A charity\n"
    "partners: [Coastguard, Lifeboats]\npartnerships: [southend, essex]\ntopics: [/topics/water/]\nevents: [/events/walk/]\n"
    "advice: /topics/water/\naudiences: [parents]\nfront_page: 2\n"
)
FILES = {
    "pages/set/campaigns.md": "title: Campaigns\nsummary: All.\n---\nWords.\n",
    "pages/set/events.md": "title: Events\nsummary: All.\n---\n",
    "pages/set/events/walk.md": "title: Walk\nsummary: A walk.\nsessions:\n  - {day: 2025-03-20}\n---\nCome.\n",
    "pages/set/campaigns/week.md": f"{HEAD}---\nNever alone.\n\n# Afterwards\n\nSix pools.\n",
    "pages/thurrock/campaigns/look.md": "title: Look\nsummary: Look.\ndates_note: In spring.\nruns: true\n---\nWords.\n",
}
WRONG = [
    ("ends: 2025-03-21", "ends: soon", "ends: a day is written as in 2025-03-20"),
    ("ends: 2025-03-21", "ends: 2025-03-01", "It has to end on its first day or later"),
    ("[southend, essex]", "[atlantis]", "there is no “atlantis”"),
    ("topics: [/topics/water/]", "topics: [/events/walk/]", "topics: there is no topic at “/events/walk/”"),
    ("events: [/events/walk/]", "events: [/events/swim/]", "events: there is no event at “/events/swim/”"),
    ("'#Week'", "Week", "A hashtag is #"),
    ("front_page: 2", "front_page: 0", "front_page is a place"),
    ("front_page: 2", "place: Hall", "“place” is not known here"),
    ("# Afterwards", "# Later", "“# Later” is not a part of a campaign"),
]


@pytest.mark.django_db
def test_files_become_campaigns_and_wrong_ones_stop_the_load(tmp_path):
    """Every key of a head arrives, a standard page of an earlier load keeps its id; what is wrong is named."""
    folder = make(tmp_path / "fixtures")
    week = folder / "pages/set/campaigns/week.md"
    earlier = {
        name: "type: standard\n" + text for name, text in FILES.items() if name.startswith("pages/set/campaigns")
    }
    head = FILES["pages/set/campaigns/week.md"].partition("begins")[0]
    earlier["pages/set/campaigns/week.md"] = f"type: standard\n{head}---\nAs it was.\n"
    write(folder, {**FILES, **earlier})
    load(folder)
    ids = dict(BasePage.objects.values_list("url_path", "pk"))
    write(folder, FILES)
    load(folder)
    page = CampaignPage.objects.get(url_path="/set/campaigns/week/")
    assert page.pk == ids["/set/campaigns/week/"]
    assert (page.begins, page.ends, page.front_page) == (date(2025, 3, 17), date(2025, 3, 21), 2)
    assert (page.hashtag, page.theme, page.led_by, page.readers) == ("#Week", "All swim", "A charity", ("parents",))
    assert page.partner_names == ["Coastguard", "Lifeboats"]
    assert sorted(each.short_name for each in page.partnerships.all()) == ["Essex", "Southend"]
    assert page.topics.get().topic.url_path == page.advice.url_path == "/set/topics/water/"
    assert page.events.get().event.url_path == "/set/events/walk/"
    assert "Never alone." in page.words_in("body") and "Six pools." in page.words_in("afterwards")
    own = CampaignPage.objects.get(url_path="/thurrock/campaigns/look/")
    assert (own.runs, own.dates_note, own.begins, own.ends) == (True, "In spring.", None, None)
    whole = week.read_text()
    for old, new, says in WRONG:
        assert old in whole
        week.write_text(whole.replace(old, new))
        with pytest.raises(CommandError, match=re.escape(says)):
            load(folder)
    week.write_text(whole)
    assert "updated" not in load(folder)


@pytest.mark.django_db
def test_the_shipped_campaigns_are_what_their_days_say(shipped, read):
    """On 26 November 2026 those of 2025 are past, no other is said to run; Thurrock's answer there alone."""
    states = {page.slug: str(page.state(datetime(2026, 11, 26, 12))) for page in CampaignPage.objects.live()}
    assert states == {
        "16-days-2025": "over",
        "child-exploitation-awareness-week-2025": "over",
        **dict.fromkeys(("operation-henderson", "online-safety", "safe-to-play", "neglect"), "undated"),
    }
    own = {"child-exploitation-awareness-week-2025", "safe-to-play", "neglect"}
    for slug in states:
        for site in ("set", "southend", "thurrock", "essex"):
            there = site == "thurrock" or slug not in own
            assert read(site, f"/campaigns/{slug}/").status_code == (200 if there else 404), (site, slug)
        assert f"/campaigns/{slug}/" in read("thurrock", "/campaigns/").content.decode()
        html = read("thurrock", f"/campaigns/{slug}/").content.decode()
        assert ("This campaign has ended" in html) is (states[slug] == "over"), slug
