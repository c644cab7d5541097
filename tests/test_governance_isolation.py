"""What a partnership keeps shows on its own site and on no other, whichever door is tried; a draft shows nowhere (DESIGN 6.4)."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from portal.models import BasePage, SwitchedOff
from portal.overlay import Overlay

from . import build, governance
from .governance import make_arrangements, make_group, make_member, make_structure

DOORS = ("/about/structure/", "/about/what-we-must-publish/", "/groups.json", "/search/?q=xylophone", "/sitemap.xml")


@pytest.fixture
def everywhere(sites):
    """Each site has a group, a draft below it, and arrangements, all with a word of their own; SET a group for all of them."""
    make_structure(sites.home("set"))
    shared = make_group(sites.home("set"), "Group of set", "group-set", kind="panel", summary="The xylophone of set.")
    for slug in ("southend", "thurrock", "essex"):
        home = sites.home(slug)
        own = make_group(
            home, f"Group of {slug}", f"group-{slug}", reports_to=shared, summary=f"The xylophone of {slug}."
        )
        draft = make_group(home, f"Draft of {slug}", f"draft-{slug}", reports_to=own, live=False)
        below = make_group(home, f"Below of {slug}", f"below-{slug}", reports_to=draft)
        make_member(own, f"Agency of {slug}", part="partner")
        make_member(draft, f"Secret agency of {slug}", part="partner")
        assert below.live
        make_arrangements(home, f"Arrangements of {slug}", slug=f"arrangements-{slug}")
        # A ring and a neighbour's name, as no editor can publish them: they do no harm.
        other = BasePage.objects.filter(slug="group-southend").first()
        if slug == "thurrock" and other:
            type(own).objects.filter(pk=below.pk).update(reports_to=other.pk)
    return sites


@pytest.mark.parametrize("reader", ["set", "southend", "thurrock", "essex"])
def test_own_and_shared_groups_show_and_no_others(everywhere, read, reader):
    """The page itself, and its name in every list, in the data, on the shelf and in searches."""
    answers = {whose: read(reader, f"/about/group-{whose}/").status_code for whose in everywhere.slugs}
    assert answers == {whose: 200 if whose in (reader, "set") else 404 for whose in answers}
    pages = {
        door: read(reader, door).content.decode() for door in (*DOORS, "/about/group-set/", f"/about/group-{reader}/")
    }
    for door, html in pages.items():
        assert "Draft of" not in html, door
        assert "draft-" not in html, door
        assert "Secret agency" not in html, door
        for whose in ("southend", "thurrock", "essex"):
            named = any(f"{what} of {whose}" in html for what in ("Group", "Below", "Agency", "Arrangements"))
            side_by_side = reader == "set" and door == "/about/what-we-must-publish/"
            assert (not named) or whose == reader or side_by_side, (door, whose)
    assert read(reader, f"/about/draft-{reader}/").status_code == 404
    for door in ("/about/structure/", "/groups.json", "/search/?q=xylophone"):
        assert "Group of set" in pages[door], door
    if reader != "set":
        for door in ("/about/structure/", "/groups.json", "/search/?q=xylophone", "/about/group-set/"):
            assert f"Group of {reader}" in pages[door], door
        assert f"Arrangements of {reader}" in pages["/about/what-we-must-publish/"]
        below = read(reader, f"/about/below-{reader}/").content.decode()
        assert "Answers to" not in below  # it answers to a draft, or to a neighbour's


def test_a_shared_group_that_is_switched_off_is_gone_from_that_site_only(everywhere, read):
    """Its page, its name above the groups that answer to it, and its record."""
    SwitchedOff.objects.create(page=BasePage.objects.get(slug="group-set"), site=everywhere.site("essex"))
    for door in ("/about/structure/", "/groups.json", "/about/group-essex/"):
        assert "Group of set" not in read("essex", door).content.decode(), door
        assert "Group of set" in read("southend", door.replace("essex", "southend")).content.decode(), door
    assert read("essex", "/about/group-set/").status_code == 404


def test_staff_see_and_keep_only_what_is_theirs(everywhere, sign_in):
    """The list of groups, a neighbour's editor and the agencies, which are SET's."""
    client = sign_in("Thurrock publishers")
    listed = client.get(reverse("group_list:index"))
    assert listed.status_code == 200
    html = listed.content.decode()
    assert "Draft of thurrock" in html
    assert "of southend" not in html.replace("Group of southend", "", 1) and "Draft of southend" not in html
    theirs = BasePage.objects.get(slug="group-southend")
    assert client.get(reverse("wagtailadmin_pages:edit", args=[theirs.pk])).status_code != 200
    agencies = reverse("wagtailsnippets_governance_agency:list")
    assert client.get(agencies).status_code != 200
    chooser = governance.Agency.snippet_viewset.chooser_viewset
    assert "Agency of essex" in client.get(reverse(f"{chooser.url_namespace}:choose")).content.decode()
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Agencies" not in menu
    keeper = sign_in("SET publishers")
    assert keeper.get(agencies).status_code == 200
    keeper.post(reverse("wagtailsnippets_governance_agency:add"), {"name": "Youth service", "slug": "youth", "url": ""})
    assert governance.Agency.objects.filter(slug="youth").exists()


def test_an_agency_that_sits_on_a_group_is_not_deleted(everywhere, sign_in):
    agency = governance.Agency.objects.get(slug="agency-of-essex")
    address = reverse("wagtailsnippets_governance_agency:delete", args=[agency.pk])
    sign_in("SET publishers").post(address)
    assert governance.Agency.objects.filter(pk=agency.pk).exists()


def test_a_change_of_an_agency_shows_at_once(everywhere, read, sign_in):
    """What is remembered of the structure is forgotten with it."""
    assert "Agency of essex" in read("essex", "/about/structure/").content.decode()
    agency = governance.Agency.objects.get(slug="agency-of-essex")
    fields = {"name": "Renamed agency", "slug": agency.slug, "short_name": "", "url": "https://example.org/"}
    sign_in("SET publishers").post(reverse("wagtailsnippets_governance_agency:edit", args=[agency.pk]), fields)
    html = read("essex", "/about/structure/").content.decode()
    assert '<a href="https://example.org/">Renamed agency</a>' in html


def test_the_editor_refuses_a_ring_next_to_the_field(everywhere, sign_in):
    """Posted as a publisher does it: the page stays as it was."""
    from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

    page = governance.GroupPage.objects.get(slug="group-essex")
    fields = {
        **{name: getattr(page, name) for name in ("title", "slug", "summary", "kind", "order")},
        "reports_to": page.pk,
        "body": streamfield([]),
        "members": inline_formset([]),
        "comments": inline_formset([]),
        "review_due": date(2027, 1, 1).isoformat(),
        "action-publish": "1",
    }
    client = sign_in("Essex publishers")
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(fields))
    assert response.status_code == 200
    assert response.context["form"].errors["reports_to"] == [
        "The group would answer to itself. Choose another one, or none."
    ]
    page.refresh_from_db()
    assert page.reports_to.slug == "group-set"


def test_a_neighbours_preview_is_closed(everywhere, sign_in):
    page = BasePage.objects.get(slug="draft-southend")
    client = sign_in("Essex publishers")
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code in (302, 403)
    own = build.BasePage.objects.get(slug="draft-essex")
    assert "Draft of essex" in client.get(reverse("wagtailadmin_pages:view_draft", args=[own.pk])).content.decode()


def test_sites_laid_over_together_are_as_each_by_itself(everywhere):
    """Own pages in the place of shared ones, what is switched off or private, and the menu."""
    make_group(everywhere.home("essex"), "Essex’s own", "group-set")
    SwitchedOff.objects.create(page=BasePage.objects.get(slug="structure"), site=everywhere.site("thurrock"))
    closed = BasePage.objects.get(slug="group-southend")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    alone = [Overlay.at(everywhere.site(slug)) for slug in ("essex", "southend", "thurrock")]
    assert Overlay.of_partnerships() == alone
    assert [len(each.overlaid) for each in alone] == [1, 0, 0]
    assert [len(each.switched_off) for each in alone] == [0, 0, 1]
