"""Alert banners in the admin: who may, what the form refuses, the list, the preview, the reminder on the first page."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import Site

from banners.models import AlertBanner
from contacts.guard.sweep import sweep
from portal.groups import create_groups

from . import build
from .campaigns import make_banner

NOW = "2026-03-10T12:00:00+00:00"


@pytest.fixture(autouse=True)
def on_10_march():
    with time_machine.travel(NOW, tick=False):
        yield


def url(name: str, *args) -> str:
    return reverse(AlertBanner.snippet_viewset.get_url_name(name), args=args)


def form(site: Site | None, **changes) -> dict:
    return {
        "severity": "change",
        "site": site.pk if site else "",
        "text": "The office is closed.",
        "begins": "2026-03-10 12:30",
        "ends": "2026-03-11 09:00",
        "link_page": "",
        "link_url": "",
        "link_words": "",
        "order": "100",
        **changes,
    }


def test_who_may_show_a_banner_on_which_site(groups, sites, sign_in):
    """Publishers on their own, comms and administrators on every site; on all at once only who may on SET's. Editors nowhere."""
    may = {
        "Southend publishers": {"southend"},
        "SET publishers": {"set", "all"},
        "Comms": {"set", "southend", "thurrock", "essex", "all"},
        "Administrators": {"set", "southend", "thurrock", "essex", "all"},
        "Southend editors": set(),
        "SET editors": set(),
    }
    for group, allowed in may.items():
        client = sign_in(group)
        for where in (*sites.slugs, "all"):
            AlertBanner.objects.all().delete()
            client.post(url("add"), form(None if where == "all" else sites.site(where)))
            assert AlertBanner.objects.exists() is (where in allowed), (group, where)
            banner = make_banner("Old words", None if where == "all" else sites.site(where))
            mine = where in allowed
            assert ("Old words" in client.get(url("list"), follow=True).text) is mine
            for name in ("edit", "delete", "history", "usage"):
                assert (client.get(url(name, banner.pk)).status_code == 200) is mine, (group, where, name)
            client.post(url("edit", banner.pk), form(banner.site, text="New words"))
            banner.refresh_from_db()
            assert (banner.text == "New words") is mine
            client.post(url("delete", banner.pk))
            assert AlertBanner.objects.filter(pk=banner.pk).exists() is not mine


def test_a_publisher_cannot_hand_a_banner_to_others(groups, sites, sign_in):
    """Neither to a neighbour nor to all sites by leaving the site empty."""
    client = sign_in("Southend publishers")
    banner = make_banner("Old words", sites.site("southend"))
    for site in (None, sites.site("essex"), sites.site("set")):
        client.post(url("edit", banner.pk), form(site, text="New words"))
        banner.refresh_from_db()
        assert (banner.text, banner.site) == ("Old words", sites.site("southend"))


REFUSED = [
    ({"ends": "2026-03-10 12:30"}, "ends"),  # in the second in which it begins
    ({"ends": "2026-03-10 12:00"}, "ends"),
    ({"begins": "2026-03-09 09:00", "ends": "2026-03-10 11:59"}, "ends"),  # over already
    ({"text": "x" * 241}, "text"),
    ({"text": ""}, "text"),
    ({"text": "Call 01702 215007."}, "text"),  # a number of a contact
    ({"text": "Call 01702 215999."}, "text"),  # of nobody that is known
    ({"link_url": "https://example.org/", "link_words": ""}, "link_words"),
    ({"link_url": "https://example.org/", "link_words": "Call 01702 215007"}, "link_words"),
    ({"link_url": "http://example.org/", "link_words": "More"}, "link_url"),
    ({"link_url": "javascript:alert(1)", "link_words": "More"}, "link_url"),
    ({"link_words": "More"}, "link_words"),
    ({"begins": "2026-03-29 01:30", "ends": "2026-03-30 09:00"}, "begins"),  # a time that London's clocks leave out
    ({"ends": "2026-10-25 01:30"}, "ends"),  # one that they have twice
    ({"severity": "panic"}, "severity"),
]


def test_the_form_refuses_what_cannot_be(groups, sites, sign_in):
    """Next to the field, in words; nothing is saved. One that shows may be ended at once."""
    build.make_contact("children-front-door", "Southend team", "01702 215007", sites.site("southend"))
    client = sign_in("Southend publishers")
    for changes, field in REFUSED:
        response = client.post(url("add"), form(sites.site("southend"), **changes))
        assert response.status_code == 200 and field in response.context["form"].errors, changes
    assert not AlertBanner.objects.exists()
    draft = build.make_standard(sites.home("essex"), "Theirs", "theirs", live=False)
    client.post(url("add"), form(sites.site("southend"), link_page=draft.pk))
    assert not AlertBanner.objects.exists(), "a neighbour's draft"
    client.post(
        url("add"), form(sites.site("southend"), text="x" * 240, link_url="https://example.org/", link_words="More")
    )
    banner = AlertBanner.objects.get()
    assert banner.begins.isoformat() == "2026-03-10T12:30:00+00:00"
    edited = form(banner.site, begins="2026-03-10 09:00", ends="2026-03-10 11:00")
    assert client.post(url("edit", banner.pk), edited).status_code == 302


def test_the_list_the_preview_and_the_reminder(groups, sites, sign_in):
    """Which is to come, shown or over; how it looks on its own site; on the first page what readers see now, one's own only."""
    site = sites.site("southend")
    shown = make_banner("Now words", site)
    make_banner("Past words", site, ends=datetime(2026, 3, 1))
    make_banner("Coming words", site, begins=datetime(2026, 4, 1))
    make_banner("Essex words", sites.site("essex"))
    make_banner("Words for all")
    client = sign_in("Southend publishers")
    listed = client.get(url("list")).text
    assert (
        all(words in listed for words in ("Showing now", "To come", "Over", "Past words"))
        and "Essex words" not in listed
    )
    assert "Past words" not in client.get(url("list"), {"stands": "now"}).text
    first = client.get(reverse("wagtailadmin_home")).text
    assert f'<a href="{url("edit", shown.pk)}">Now words</a>' in first and "<li>Words for all" in first
    assert not any(words in first for words in ("Past words", "Coming words", "Essex words"))
    assert "Words for all</a> (All sites" in sign_in("SET publishers").get(reverse("wagtailadmin_home")).text
    assert "Alert banners showing now" not in sign_in("Southend editors").get(reverse("wagtailadmin_home")).text
    for door in (url("preview_on_add"), url("preview_on_edit", shown.pk)):
        data = form(site, text="Preview words", begins="2026-05-01 09:00", ends="2026-05-02 09:00")
        assert client.post(door, data).json()["is_valid"]
        page = client.get(door, {"mode": ""}).text
        assert "Preview words" in page and "Now words" not in page and "Southend Safeguarding" in page
    assert sign_in("Thurrock publishers").post(url("preview_on_edit", shown.pk), form(site)).status_code != 200


def test_the_nightly_sweep_sees_numbers_in_banners(groups, sites):
    """One that became a contact's after the banner was written."""
    make_banner("Call 01702 215007 tonight.", sites.site("southend"))
    build.make_contact("children-front-door", "Southend team", "01702 215007", sites.site("southend"))
    create_groups()
    assert any("alert banner" in str(found) and "01702 215007" in str(found) for found in sweep())
