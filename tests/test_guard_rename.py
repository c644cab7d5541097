"""A shared page gets a new slug: what partnerships have built on it comes along, on every host."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect

from portal.models import BasePage, LocalNote

from .build import add, make_note, make_standard
from .ground import laid


@laid
def trees(sites):
    """SET has /fire/ and /fire/drills/; Southend replaces the first and hangs a page of its own below it."""
    sites.fire = make_standard(sites.home("set"), "Fire", "fire")
    sites.drills = make_standard(sites.fire, "Drills", "drills")
    sites.own_fire = make_standard(sites.home("southend"), "Fire in Southend", "fire")
    sites.pier = make_standard(sites.own_fire, "The pier", "pier")
    return sites


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def to(page, slug, live=True):
        page = BasePage.objects.get(pk=page.pk).specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            if live:
                page.save_revision().publish()
            else:
                page.save()
        return page

    return to


def path_of(page):
    return "/" + BasePage.objects.get(pk=page.pk).url_path.split("/", 2)[2]


def test_own_pages_follow(trees, rename):
    """The page that replaces a renamed shared page, and all below it, move to the new path."""
    rename(trees.fire, "fires")
    assert path_of(trees.own_fire) == "/fires/"
    assert path_of(trees.pier) == "/fires/pier/"


def test_drafts_and_notes_follow(trees, rename):
    """A draft and a note are own pages too."""
    draft = make_standard(trees.home("essex"), "Draft", "fire", live=False)
    note = make_note(trees.home("thurrock"), "fire", "Ours")
    rename(trees.fire, "fires")
    assert path_of(draft) == path_of(note) == "/fires/"


def test_a_draft_revision_does_not_bring_the_old_slug_back(trees, rename):
    """An own page with unpublished changes follows, and stays when the changes are published."""
    own = BasePage.objects.get(pk=trees.own_fire.pk).specific
    own.title = "Not yet"
    own.save_revision()
    rename(trees.fire, "fires")
    own = BasePage.objects.get(pk=own.pk)
    assert own.title == "Fire in Southend"
    own.get_latest_revision().publish()
    own.refresh_from_db()
    assert (own.title, own.slug) == ("Not yet", "fires")


def test_old_addresses_redirect_on_every_host(trees, rename, read):
    """Shared page, own page and own child: the old address leads to the new one, on the host being read."""
    rename(trees.fire, "fires")
    for host in ("set", "southend", "thurrock"):
        for path in ("fire/", "fire/drills/"):
            answer = read(host, f"/{path}")
            assert (answer.status_code, answer.headers["location"]) == (301, f"/{path.replace('fire', 'fires')}"), host
    answer = read("southend", "/fire/pier/")
    assert (answer.status_code, answer.headers["location"]) == (301, "/fires/pier/")


def test_renamed_again_and_back_leaves_one_redirect_an_address(trees, rename, read):
    """However often a page is renamed, each old address has one redirect, to where the page is now."""
    for slug in ("fires", "blazes", "fires", "flames"):
        rename(trees.fire, slug)
    shared = Redirect.objects.filter(site=None).values_list("old_path", flat=True)
    assert len(shared) == len(set(shared))
    for slug in ("fire", "fires", "blazes"):
        assert read("essex", f"/{slug}/").headers["location"] == "/flames/"


def test_refused_while_the_new_slug_is_taken_in_a_following_tree(trees, rename):
    """The own page would have to go where another one stands: nothing is renamed, and the partnership is named."""
    make_standard(trees.home("southend"), "Fires of the past", "fires")
    for live in (True, False):
        with pytest.raises(ValidationError, match=r"Southend: “Fires of the past” \(/fires/\)"):
            rename(trees.fire, "fires", live)
    assert path_of(trees.fire) == path_of(trees.own_fire) == "/fire/"


def test_a_neighbours_page_at_the_new_slug_is_no_obstacle(trees, rename):
    """Where nothing has to follow, a page already at the new path replaces the shared one from then on."""
    own = make_standard(trees.home("essex"), "Fires in Essex", "fires")
    rename(trees.fire, "fires")
    own.refresh_from_db()
    assert own.shared_page_id == trees.fire.pk


def test_renaming_a_home_page_touches_no_other(trees, rename):
    """Home pages are nobody's counterparts."""
    rename(trees.home("set"), "shared")
    assert {trees.home(slug).slug for slug in ("southend", "thurrock", "essex")} == {"southend", "thurrock", "essex"}
    assert path_of(trees.own_fire) == "/fire/"


def test_own_pages_point_to_the_shared_page_at_their_path(trees, rename, django_capture_on_commit_callbacks):
    """`shared_page` follows the paths: on save, on a later shared page, on rename and move of either side."""

    def points(page):
        return BasePage.objects.get(pk=page.pk).shared_page_id

    assert points(trees.own_fire) == trees.fire.pk
    assert points(trees.pier) is None
    later = make_standard(trees.fire, "The pier, for all", "pier")
    assert points(trees.pier) == later.pk

    rename(trees.own_fire, "elsewhere")
    assert points(trees.own_fire) is None
    assert points(trees.pier) is None
    rename(trees.own_fire, "fire")
    assert points(trees.own_fire) == trees.fire.pk
    assert points(trees.pier) == later.pk

    with django_capture_on_commit_callbacks(execute=True):
        BasePage.objects.get(pk=trees.pier.pk).move(trees.home("southend"), "last-child")
    assert points(trees.pier) is None
    with django_capture_on_commit_callbacks(execute=True):
        later.move(trees.home("set"), "last-child")
    assert points(trees.pier) == later.pk


def test_a_note_is_no_page_of_sets(sites):
    """SET has nothing that a note could add to: none is offered below its home, made there or moved there."""
    home, own = sites.home("set"), make_note(sites.home("essex"), "fire")
    assert not LocalNote.can_create_at(home)
    assert LocalNote.can_create_at(sites.home("essex"))
    assert not own.can_move_to(home)
    with pytest.raises(ValidationError):
        add(home, LocalNote(title="Note", slug="note"))
