"""Wagtail's bar on the public pages, for staff who are signed in: its links lead somewhere that works."""

import pytest
from django.urls import reverse

from .build import host, make_standard, make_topic
from .ground import laid


@laid
def pages(sites):
    sites.fire = make_topic(sites.home("set"), "Fire", "fire")
    sites.pier = make_standard(sites.home("southend"), "The pier", "pier")
    return sites


@pytest.fixture
def bar(pages, sign_in):
    """`bar("Southend editors", "southend", "/pier/")`: the page as that member of staff gets it, and their browser."""

    def show(group, slug, path):
        client = sign_in(group)
        return client.get(path, headers={"host": host(slug)}, follow=True).text, client

    return show


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_shared_page_leads_partnership_editors_to_shared_pages(bar, pages):
    """They may not edit it: the bar offers its row in “Shared pages”, and no link that is refused."""
    text, client = bar("Southend editors", "southend", "/topics/fire/")
    row = reverse("shared_pages:list", args=[pages.site("southend").pk]) + "?q=fire"
    assert f"//southend.localhost{row}" in text and edit(pages.fire) not in text
    answer = client.get(row, headers={"host": host("southend")})
    assert [found.title for found in answer.context["object_list"]] == ["Fire"]


def test_a_shared_page_leads_sets_editors_to_its_editor(bar, pages):
    """On whichever host they read it."""
    for slug in ("set", "southend"):
        text, client = bar("SET editors", slug, "/topics/fire/")
        assert f"//{host(slug)}{edit(pages.fire)}" in text and "shared-pages" not in text
        assert client.get(edit(pages.fire), headers={"host": host(slug)}).status_code == 200
        client.staff.delete()


def test_an_own_page_leads_to_its_editor(bar, pages):
    """As on any Wagtail site."""
    text, _ = bar("Southend editors", "southend", "/pier/")
    assert edit(pages.pier) in text and "shared-pages" not in text


def test_a_neighbours_editor_is_offered_nothing_to_change(bar, pages):
    """A Thurrock editor on Southend's host has no site there to change."""
    text, _ = bar("Thurrock editors", "southend", "/topics/fire/")
    assert "shared-pages" not in text and edit(pages.fire) not in text


def test_readers_see_no_bar(pages, read):
    """Nobody else gets it."""
    assert "userbar" not in read("southend", "/topics/fire/", follow=True).text
