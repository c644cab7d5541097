"""Which page answers at a path: the partnership's own live page, otherwise the shared one."""

import pytest
from django.http import Http404
from wagtail.models import PageViewRestriction

from portal.models import SwitchedOff

from . import build


def says(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("own", "shared", "answer"),
    [
        ("live", "live", "own words"),
        ("live", "draft", "own words"),
        ("live", None, "own words"),
        ("draft", "live", "shared words"),
        (None, "live", "shared words"),
        ("draft", "draft", None),
        (None, "draft", None),
        (None, None, None),
    ],
)
def test_own_live_page_wins_then_the_shared_live_page(sites, read, own, shared, answer):
    """The one rule, as a table."""
    if own:
        build.make_standard(sites.home("southend"), "Water", "water", "own words", live=own == "live")
    if shared:
        build.make_standard(sites.home("set"), "Water", "water", "shared words", live=shared == "live")
    response = read("southend", "/water/")
    if answer is None:
        assert response.status_code == 404
    else:
        assert answer in says(response)


def test_neighbours_page_never_answers(sites, read):
    """Essex's own page is not to be had on Southend's or SET's host."""
    build.make_standard(sites.home("essex"), "Estuary", "estuary")
    assert read("essex", "/estuary/").status_code == 200
    assert read("southend", "/estuary/").status_code == read("set", "/estuary/").status_code == 404


def test_own_child_below_a_shared_section(sites, read):
    """A partnership hangs its page below a section it does not own, on a stub that hides nothing."""
    about = build.make_standard(sites.home("set"), "About", "about", "shared about")
    build.make_standard(about, "History", "history", "shared history")
    stub = build.make_note(sites.home("southend"), "about")
    build.make_standard(stub, "Pier", "pier", "the pier")
    assert "shared about" in says(read("southend", "/about/"))
    assert "shared history" in says(read("southend", "/about/history/"))
    assert "the pier" in says(read("southend", "/about/pier/"))
    assert read("thurrock", "/about/pier/").status_code == 404


def test_shared_child_below_an_own_section(sites, read):
    """An own index over the shared one does not hide the shared pages below it."""
    about = build.make_standard(sites.home("set"), "About", "about", "shared about")
    build.make_standard(about, "History", "history", "shared history")
    build.make_standard(sites.home("southend"), "About us", "about", "own about")
    assert "own about" in says(read("southend", "/about/"))
    assert "shared history" in says(read("southend", "/about/history/"))


def test_switched_off_page_and_everything_below_it_is_gone_there_only(sites, read):
    """A partnership opts out of a shared page; the others keep it."""
    about = build.make_standard(sites.home("set"), "About", "about")
    build.make_standard(about, "History", "history")
    SwitchedOff.objects.create(site=sites.site("southend"), page=about)
    assert read("southend", "/about/").status_code == read("southend", "/about/history/").status_code == 404
    assert read("thurrock", "/about/history/").status_code == 200


def test_own_page_answers_where_the_shared_one_is_switched_off(sites, read):
    """Opting out of a shared page does not take the own page at its path away."""
    about = build.make_standard(sites.home("set"), "About", "about", "shared about")
    SwitchedOff.objects.create(site=sites.site("southend"), page=about)
    build.make_standard(sites.home("southend"), "About us", "about", "own about")
    assert "own about" in says(read("southend", "/about/"))


def test_local_note_shows_inside_the_shared_page_on_its_own_site_only(sites, read):
    """A note adds to the shared page; it is not seen next door, nor by itself."""
    build.make_standard(sites.home("set"), "Water", "water", "shared words")
    build.make_note(sites.home("southend"), "water", "call the Pier office")
    page = says(read("southend", "/water/"))
    assert "shared words" in page and "call the Pier office" in page
    assert "call the Pier office" not in says(read("thurrock", "/water/"))
    assert "call the Pier office" not in says(read("set", "/water/"))


@pytest.mark.parametrize("live", [True, False])
def test_note_without_a_shared_page_does_not_answer(sites, read, live):
    """A note or stub is nothing by itself."""
    build.make_note(sites.home("southend"), "lonely", "nobody there", live=live)
    assert read("southend", "/lonely/").status_code == 404


def test_draft_note_is_not_shown(sites, read):
    """An unpublished note leaks nothing."""
    build.make_standard(sites.home("set"), "Water", "water")
    build.make_note(sites.home("southend"), "water", "not yet", live=False)
    assert "not yet" not in says(read("southend", "/water/"))


def test_private_own_page_still_hides_the_shared_one(sites, read):
    """A page behind a password is the partnership's answer at its path, in lists too."""
    build.make_standard(sites.home("set"), "Water", "water", "shared words")
    own = build.make_standard(sites.home("southend"), "Water", "water", "own words")
    PageViewRestriction.objects.create(page=own, restriction_type=PageViewRestriction.PASSWORD, password="x")
    response = read("southend", "/water/")
    assert "shared words" not in says(response) and "own words" not in says(response)


def test_restriction_does_not_cross_trees(sites, read):
    """An own private section does not close the shared pages below it, nor the other way round."""
    about = build.make_standard(sites.home("set"), "About", "about")
    build.make_standard(about, "History", "history", "shared history")
    own = build.make_standard(sites.home("southend"), "About", "about")
    PageViewRestriction.objects.create(page=own, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert "shared history" in says(read("southend", "/about/history/"))


def test_password_form_works_on_the_partnerships_host(sites, client):
    """A shared page behind a password can be opened from Southend's host."""
    page = build.make_standard(sites.home("set"), "Water", "water", "shared words")
    lock = PageViewRestriction.objects.create(page=page, restriction_type="password", password="open sesame")
    on = {"host": "southend.localhost"}
    assert "shared words" not in says(client.get("/water/", headers=on))
    client.post(
        f"/_util/authenticate_with_password/{lock.pk}/{page.pk}/",
        {"password": "open sesame", "return_url": "/water/"},
        headers=on,
    )
    assert "shared words" in says(client.get("/water/", headers=on))


def test_missing_slash_is_mended_on_the_same_host(sites, read):
    """`/water` leads to `/water/` where the reader is."""
    build.make_standard(sites.home("set"), "Water", "water")
    response = read("southend", "/water")
    assert response.status_code == 301 and response["location"] == "/water/"


def test_deep_path_that_does_not_exist_is_404_below_own_and_shared(sites, read):
    """Nothing below a page that has no such child."""
    build.make_standard(sites.home("set"), "Water", "water")
    build.make_standard(sites.home("southend"), "Sand", "sand")
    assert read("southend", "/water/deep/er/").status_code == read("southend", "/sand/deep/").status_code == 404


def test_route_from_another_sites_root_uses_that_sites_overlay(sites, rf):
    """The admin's link chooser routes a pasted Southend address from Southend's root while on SET's host."""
    build.make_standard(sites.home("set"), "Water", "water")
    own = build.make_standard(sites.home("southend"), "Pier", "pier")
    request = rf.get("/", headers={"host": "localhost"})
    assert sites.home("southend").route(request, ["pier"]).page == own
    assert sites.home("southend").route(request, ["water"]).page.slug == "water"
    with pytest.raises(Http404):
        sites.home("set").route(request, ["pier"])
