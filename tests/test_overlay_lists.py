"""Lists of pages: everything a reader of a site can reach, and nothing else."""

import itertools

import pytest
from wagtail.models import PageViewRestriction

from portal.models import BasePage, StandardPage, SwitchedOff
from portal.overlay import Overlay
from topics.models import TopicPage

from . import build


def titles(pages) -> list[str]:
    return sorted(page.title for page in pages)


@pytest.fixture
def laid(sites):
    """Shared and own pages in every relation to each other."""
    shared = build.make_standard(sites.home("set"), "About", "about", show_in_menus=True)
    build.make_standard(shared, "History", "history")
    build.make_standard(sites.home("set"), "Hidden", "hidden", live=False)
    off = build.make_standard(sites.home("set"), "Off", "off")
    build.make_standard(off, "Below off", "below")
    build.make_standard(sites.home("set"), "Noted", "noted")
    own = build.make_standard(sites.home("southend"), "About Southend", "about", show_in_menus=True)
    build.make_standard(own, "Pier", "pier")
    build.make_standard(sites.home("southend"), "Southend draft", "noted-draft", live=False)
    build.make_note(sites.home("southend"), "noted", "our note")
    build.make_standard(sites.home("essex"), "Essex only", "essex")
    secret = build.make_standard(sites.home("southend"), "Secret", "secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")
    SwitchedOff.objects.create(site=sites.site("southend"), page=off)
    return sites


def test_lists_hold_own_pages_and_the_shared_ones_showing_through(laid):
    """Own over shared, notes and stubs never listed, drafts, private and switched off pages left out."""
    southend, shared = (Overlay.at(laid.site(slug)) for slug in ("southend", "set"))
    assert titles(southend.pages()) == ["About Southend", "History", "Noted", "Pier"]
    assert titles(shared.pages()) == ["About", "Below off", "History", "Noted", "Off"]
    assert titles(Overlay.at(laid.site("essex")).pages()) == [
        "About",
        "Below off",
        "Essex only",
        "History",
        "Noted",
        "Off",
    ]


def test_list_equals_asking_for_every_path(laid, read):
    """Brute force: a page is listed exactly when its path answers with it."""
    for slug in laid.slugs:
        overlay = Overlay.at(laid.site(slug))
        reached = set()
        for page in BasePage.objects.filter(depth__gt=2):
            found = overlay.find(overlay.path_of(page)).page
            if found and overlay.open(found):
                reached.add(found.pk)
        assert reached == set(overlay.pages().values_list("pk", flat=True)), slug


def test_children_are_merged_from_both_trees(laid):
    """The children of a section are own and shared ones, whichever tree the section is in."""
    southend = Overlay.at(laid.site("southend"))
    for page in StandardPage.objects.filter(slug="about"):
        assert titles(southend.children(page)) == ["History", "Pier"]


def test_menu_names_the_own_page_in_place_of_the_shared_one(laid):
    """The menu follows the same rule."""
    assert Overlay.at(laid.site("southend")).menu == [("About Southend", "/about/")]
    assert Overlay.at(laid.site("thurrock")).menu == [("About", "/about/")]


def test_lists_filter_search_page_and_combine(laid):
    """A list is an ordinary query of pages."""
    pages = Overlay.at(laid.site("southend")).pages()
    assert titles(pages.filter(slug="pier") | pages.filter(slug="noted")) == ["Noted", "Pier"]
    assert [page.title for page in pages.order_by("title").specific()[:2]] == ["About Southend", "History"]
    assert [page.title for page in pages.search("pier")] == ["Pier"]
    assert pages.autocomplete("hist")[0].title == "History"


def test_lists_of_one_type(sites):
    """A list may be of one page type."""
    build.make_standard(sites.home("set"), "About", "about")
    build.make_topic(sites.home("set"), "Bullying", "bullying")
    build.make_topic(sites.home("southend"), "Own bullying", "bullying")
    assert titles(Overlay.at(sites.site("southend")).pages(TopicPage)) == ["Own bullying"]
    assert titles(Overlay.at(sites.site("essex")).pages(TopicPage)) == ["Bullying"]


def test_changes_show_at_once(sites, read):
    """Publishing, unpublishing and opting out are seen by the very next reader."""
    page = build.make_standard(sites.home("set"), "Water", "water", "shared words")
    assert read("southend", "/water/").status_code == 200
    own = build.make_standard(sites.home("southend"), "Water", "water", "own words")
    assert b"own words" in read("southend", "/water/").content
    own.unpublish()
    assert b"shared words" in read("southend", "/water/").content
    off = SwitchedOff.objects.create(site=sites.site("southend"), page=page)
    assert read("southend", "/water/").status_code == 404
    off.delete()
    assert read("southend", "/water/").status_code == 200


def test_facts_of_a_site_cost_the_same_however_many_pages_and_partnerships(sites, django_assert_max_num_queries):
    """Seven queries for everything known of a site, with 1 page and with 20, with 4 partnerships and with 14."""
    for number in itertools.chain([0], range(1, 20)):
        build.make_standard(sites.home("set"), f"Page {number}", f"page-{number}")
        build.make_standard(sites.home("southend"), f"Own {number}", f"page-{number}")
        if number in (0, 19):
            with django_assert_max_num_queries(9):
                Overlay.at(sites.site("southend"))
    for number in range(10):
        build.make_site(f"area-{number}")
    with django_assert_max_num_queries(9):
        Overlay.at(sites.site("southend"))
