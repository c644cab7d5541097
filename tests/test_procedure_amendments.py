"""PD4: the log of amendments, for all procedures and for one, narrowed, and as an Atom feed (FC1)."""

from datetime import date
from xml.etree import ElementTree

import pytest

from . import build
from .build import section
from .ground import laid

ATOM = "{http://www.w3.org/2005/Atom}"


@laid
def log(sites):
    """SET, Southend and Thurrock have a procedure each, changed once; SET's was corrected too."""
    for slug, day in (("set", "2026-03-01"), ("southend", "2026-04-01"), ("thurrock", "2026-05-01")):
        page = build.make_procedure(
            sites.home(slug), f"{slug} rule", f"{slug}-rule", section("How", "One."), on="2026-01-05"
        )
        page = build.publish(
            page,
            day,
            significance="significant",
            change_summary=f"What {slug} changed.",
            changes=[("change", {"section": "How", "sentence": f"The {slug} form is new."})],
            effective_from=date.fromisoformat(day),
            body=build.with_sections(page, ("How", "How", "Two.")),
        )
        if slug == "set":
            body = build.with_sections(page, ("How", "How", "Two, spelt right."))
            build.publish(page, "2026-06-01", significance="minor", body=body)
    return sites


def shown(read, slug: str, query: str = "") -> str:
    response = read(slug, f"/procedures/amendments/{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("slug", "query", "whose"),
    [
        ("set", "", ["set"]),
        ("southend", "", ["set", "southend"]),
        ("essex", "", ["set"]),
        ("southend", "?whose=own", ["southend"]),
        ("southend", "?whose=set", ["set"]),
        ("southend", "?whose=thurrock", ["set", "southend"]),
        ("set", "?whose=own", ["set"]),
        ("southend", "?from=2026-03-02", ["southend"]),
        ("southend", "?to=2026-03-31", ["set"]),
        ("southend", "?from=2026-03-01&to=2026-04-01", ["set", "southend"]),
        ("southend", "?from=2027-01-01", []),
    ],
)
def test_the_log_shows_what_the_site_shows_and_what_was_asked(log, read, slug, query, whose):
    """Own and shared ones by day of effect, narrowed; never a neighbour's, never a correction."""
    page = shown(read, slug, query)
    assert [name for name in ("set", "southend", "thurrock") if f"What {name} changed." in page] == whose
    assert f"{len(whose)} amendment{'' if len(whose) == 1 else 's'}." in page
    assert "spelt right" not in page


def test_an_entry_has_document_section_sentence_day_and_comparison(log, read):
    """PD4, each of them."""
    page = shown(read, "southend", "?whose=own")
    assert '<a href="/procedures/southend-rule/">southend rule</a>, issue 2' in page
    assert "<strong>How:</strong> The southend form is new." in page
    assert "in force from 1 April 2026" in page
    assert 'href="/procedures/southend-rule/changes/?from=1&amp;to=2"' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?from=yesterday", "Give a real day, year first"),
        ("?to=2026-02-30", "Give a real day, year first"),
        ("?from=2026-05-01&to=2026-01-01", "This day is before the first one."),
    ],
)
def test_a_day_that_is_none_is_said_next_to_its_field(log, read, query, words):
    """What was typed stays."""
    page = shown(read, "southend", query)
    assert words in page
    assert "0 amendments." in page


@pytest.mark.parametrize("query", ["?page=9", "?page=0", "?page=x"])
def test_a_screen_that_does_not_exist_is_not_found(log, read, query):
    assert read("southend", f"/procedures/amendments/{query}").status_code == 404


def test_the_procedures_own_page_lists_corrections_too(log, read):
    """All versions, the newest first, each with its address."""
    page = " ".join(read("southend", "/procedures/set-rule/changes/").content.decode().split())
    assert "A small correction: nothing changed for those who follow it." in page
    assert [page.index(f">Read issue {number}<") for number in ("2.1", "2", "1")] == sorted(
        page.index(f">Read issue {number}<") for number in ("2.1", "2", "1")
    )


def entries(response) -> list[ElementTree.Element]:
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


@pytest.mark.parametrize(
    ("slug", "query", "titles"),
    [
        ("set", "", ["set rule, issue 2"]),
        ("southend", "", ["southend rule, issue 2", "set rule, issue 2"]),
        ("essex", "", ["set rule, issue 2"]),
        ("southend", "?procedure=set-rule", ["set rule, issue 2"]),
    ],
)
def test_the_feed_has_the_amendments_of_the_site(log, read, slug, query, titles):
    """FC1: Atom, lasting ids, dates by RFC 3339, its own address; nothing of a neighbour."""
    response = read(slug, f"/feeds/procedures.atom{query}")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    found = entries(response)
    assert [each.findtext(f"{ATOM}title") for each in found] == titles
    for each in found:
        assert each.findtext(f"{ATOM}id").startswith("tag:")
        assert each.findtext(f"{ATOM}updated").endswith("+00:00")
    feed = ElementTree.fromstring(response.content)
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"http://{build.host(slug)}/feeds/procedures.atom{query}"
    ]


def test_an_entry_has_one_id_on_every_site(log, read):
    """A shared procedure's amendment read on two sites is one piece of news."""
    ids = [{each.findtext(f"{ATOM}id") for each in entries(read(slug, "/feeds/procedures.atom"))} for slug in log.slugs]
    assert len(set.intersection(*ids)) == 1


def test_an_unchanged_feed_is_not_sent_again(log, read):
    """304 to who has it already."""
    first = read("southend", "/feeds/procedures.atom")
    tag = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    assert read("southend", "/feeds/procedures.atom", **tag).status_code == 304


@pytest.mark.parametrize("slug", ["thurrock-rule", "nothing", "../"])
def test_the_feed_of_what_is_not_here_is_not_found(log, read, slug):
    assert read("southend", f"/feeds/procedures.atom?procedure={slug}").status_code == 404


def test_pages_announce_the_feed(log, read):
    """Found by a reader's program from any page of procedures."""
    for path in ("/procedures/", "/procedures/amendments/"):
        assert (
            '<link rel="alternate" type="application/atom+xml" href="/feeds/procedures.atom"'
            in read("southend", path).content.decode()
        )
