"""EW2: the report of links in the admin: one's own partnership's, broken first, with what to do. A neighbour's never."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from linkcheck import checking
from linkcheck.asking import Answer
from linkcheck.models import Address, Link, Outcome, Place
from portal.models import StandardPage

from . import build
from .ground import laid
from .linkcheck import make_links

REPORT = "/admin/reports/links/"


@laid
def links(sites) -> None:
    """Broken, moved and working ones of Southend; one broken of Thurrock and of SET each."""
    make_links(sites, "southend", 2, Outcome.OK)
    make_links(sites, "southend", 1, Outcome.MOVED)
    make_links(sites, "southend", 1, Outcome.NOT_FOUND)
    make_links(sites, "thurrock", 1)
    make_links(sites, "set", 1)
    Address.objects.filter(outcome__in=(Outcome.OK, Outcome.MOVED)).update(
        broken=False, failing_since=None, failures=0, detail=""
    )
    Address.objects.filter(outcome=Outcome.MOVED).update(moved_to="https://www.example.org/new-place")


def shown(client, query: str = "") -> list[str]:
    """Whose links the report shows, and how they are, from the top."""
    rows = client.get(f"{REPORT}{query}").context["object_list"]
    return [f"{link.address.address.rpartition('/')[2]}: {link.state}" for link in rows]


def test_each_sees_its_own_and_set_its_own(links, sign_in):
    """Isolation: by the groups there are."""
    southend = [
        "southend-not-found-0: broken",
        "southend-moved-0: moved",
        "southend-ok-0: ok",
        "southend-ok-1: ok",
    ]
    assert shown(sign_in("Southend editors")) == southend
    assert shown(sign_in("Thurrock publishers")) == ["thurrock-not-found-0: broken"]
    assert shown(sign_in("SET editors")) == ["set-not-found-0: broken"]
    assert shown(sign_in("Essex editors")) == []
    everybody = shown(sign_in("Administrators"))
    assert len(everybody) == 6 and [row.endswith("broken") for row in everybody][:4] == [True, True, True, False]


def test_the_row_says_what_to_do(links, sign_in):
    client = sign_in("Southend editors")
    html = client.get(REPORT).text
    page = StandardPage.objects.get(slug="southend-not-found-0")
    for words in (
        f'<a href="/admin/pages/{page.pk}/edit/">/southend-not-found-0/</a>: body, Text 1',
        "Not found: the site answers 404",
        "Since 26 November 2026, 2 times",
        'Change it to <a href="https://www.example.org/new-place"',
        "“Leaflet 0”",
    ):
        assert words in html, words
    assert "thurrock" not in html
    assert client.get(f"{REPORT}results/").status_code == 200
    assert "Links" in client.get("/admin/").text


def test_narrowed_and_exported(links, sign_in):
    client = sign_in("Southend editors")
    assert shown(client, "?state=moved") == ["southend-moved-0: moved"]
    assert shown(client, "?q=not-found") == ["southend-not-found-0: broken"]
    assert len(shown(client, "?state=nonsense&p=99&site=x&ordering=address__broken")) == 4
    Place.objects.filter(name__contains="not-found").update(name="=1+1")
    lines = b"".join(client.get(f"{REPORT}?export=csv").streaming_content).decode().splitlines()
    assert lines[0].startswith("Link,State,What came of it,Change it to")
    assert len(lines) == 5 and "'=1+1 · body, Text 1" in lines[1], "no formula"
    thurrock = build.Sites([]).site("thurrock").pk
    assert len(shown(sign_in("Administrators"), f"?site={thurrock}")) == 1


def test_the_first_page_names_what_is_broken(links, sign_in):
    html = sign_in("Southend publishers").get("/admin/").text
    panel = html.partition("Broken links on your pages")[2].partition("</section>")[0]
    assert "southend-not-found-0" in panel and "moved" not in panel and "thurrock" not in panel
    assert "Broken links" not in sign_in("Essex editors").get("/admin/").text


def test_check_now_asks_for_that_one(links, sign_in, monkeypatch):
    """And forgets it at once where the page has been put right."""
    asked = []

    def ask(address, manners=None):
        asked.append(address)
        return Answer(Outcome.OK)

    monkeypatch.setattr(checking, "ask", ask)
    client = sign_in("Southend editors")
    link = Link.objects.get(address__address__endswith="southend-not-found-0")
    answer = client.post(reverse("linkcheck:check", args=[link.pk]), follow=True)
    assert asked == [link.address.address]
    assert "was checked. Works." in answer.text
    page = StandardPage.objects.get(slug="southend-moved-0")
    page.body = [("text", "<p>Nothing.</p>")]
    page.save()
    moved = Link.objects.get(address__address__endswith="southend-moved-0")
    answer = client.post(reverse("linkcheck:check", args=[moved.pk]), follow=True)
    assert "stands nowhere any longer" in answer.text and len(asked) == 1
    assert not Link.objects.filter(pk=moved.pk).exists()
    asked.clear()
    client.post(reverse("linkcheck:check_all"))
    assert sorted(address.rpartition("/")[2] for address in asked) == [
        "southend-not-found-0",
        "southend-ok-0",
        "southend-ok-1",
    ]


def test_this_is_right_with_a_reason_and_until_when(links, sign_in):
    client = sign_in("Southend publishers")
    link = Link.objects.get(address__address__endswith="southend-not-found-0")
    url = reverse("linkcheck:right", args=[link.pk])
    assert "Until when?" in client.get(url).text
    soon, never = date.today() + timedelta(days=30), date.today() + timedelta(days=900)
    for data in ({"why": "", "until": soon}, {"why": "It works.", "until": never}, {"why": "x", "until": "2020-01-01"}):
        assert client.post(url, data).status_code == 200
    assert client.post(url, {"why": "It refuses robots.", "until": soon}).status_code == 302
    assert "southend-not-found-0: seen" in shown(client)
    assert "It refuses robots. (one of Southend publishers)" in client.get(REPORT).text
    assert "Broken links" not in client.get("/admin/").text
    client.post(reverse("linkcheck:not_right", args=[link.pk]))
    assert "southend-not-found-0: broken" in shown(client)


def test_a_neighbours_link_is_nobodys(links, sign_in, client):
    """Whichever door is tried, and without an account."""
    pk = Link.objects.get(site__hostname="thurrock.localhost").pk
    southend = sign_in("Southend publishers")
    for door in ("check", "right", "not_right"):
        url = reverse(f"linkcheck:{door}", args=[pk])
        assert southend.post(url, {"why": "x", "until": "2027-01-01"}).status_code == 404, door
        assert client.post(url).status_code in (302, 403), door
    assert southend.get(reverse("linkcheck:right", args=[pk])).status_code == 404
    assert southend.get(reverse("linkcheck:check", args=[pk])).status_code == 405
    assert Link.objects.get(pk=pk).seen_until is None


@pytest.mark.parametrize("url", [REPORT, "/admin/", f"{REPORT}?export=csv"])
def test_the_queries_do_not_grow_with_the_links(
    sites, sign_in, url, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in("Southend editors")

    def read():
        answer = client.get(url)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    make_links(sites, "southend", 1)
    read()
    with django_assert_max_num_queries(70) as few:  # of the admin’s first page: all its panels, each in a few
        read()
        count = len(few)
    make_links(sites, "southend", 19, first=1)
    for place in list(Place.objects.all()):
        Place.objects.create(
            link=place.link, name="Another", where="body", model=place.model, object_id=place.object_id
        )
    read()
    with django_assert_num_queries(count):
        read()
