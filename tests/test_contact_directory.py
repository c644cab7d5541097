"""Each site shows who fills a service for its readers: a partnership's own and what serves everywhere, never a neighbour's."""

import pytest

from contacts.directory import Directory

from . import build
from .contacts import front_doors


@pytest.fixture
def doors(sites):
    build.make_contact("childline", "Childline", "0800 1111")
    return front_doors(sites)


@pytest.mark.parametrize("path", ["/", "/contacts/", "/get-help/", "/contacts/children-front-door/"])
@pytest.mark.parametrize("slug", ["southend", "thurrock", "essex"])
def test_a_neighbours_contact_never_shows(doors, read, slug, path):
    page = read(slug, path).content.decode()
    for area, contact in doors.items():
        assert (contact.name in page or str(contact.ways[0]) in page) == (area == slug)


def test_own_contacts_come_before_those_that_serve_everywhere(sites):
    build.make_contact("lado", "National LADO line", "0800 1111", order=1)
    build.make_contact("lado", "Essex LADO", "01702 215007", sites.site("essex"), order=9)
    names = [contact.name for contact in Directory.at(sites.site("essex")).filling("lado").contacts]
    assert names == ["Essex LADO", "National LADO line"]


def test_what_serves_everywhere_shows_on_every_site(doors, read):
    for slug in build.AREAS:
        assert "tel:+448001111" in read(slug, "/contacts/childline/").content.decode()


def test_on_set_every_area_stands_side_by_side_under_its_name(doors, sites, read):
    """GH7: same kind of heading, same kind of card, in the order of the alphabet."""
    answers = Directory.at(sites.site("set")).answers("children-front-door")
    assert [area.area for area, _ in answers] == ["Essex", "Southend", "Thurrock"]
    page = read("set", "/contacts/children-front-door/").content.decode()
    areas = page[: page.index("help-panel")].split('<h2 class="contact-card__area">')[1:]
    assert [area.split("<")[0] for area in areas] == ["Essex", "Southend", "Thurrock"]
    for area, number in zip(areas, ("0345 603 7627", "01702 215007", "01375 652802"), strict=True):
        assert number in area


def test_the_header_of_set_names_no_areas_number(doors, read):
    strip = read("set", "/").content.decode().split('class="help-strip"')[1].split("<header")[0]
    assert "tel:999" in strip
    assert "tel:+44" not in strip
    assert "/get-help/" in strip


def test_the_header_of_a_partnership_names_its_front_door(doors, read):
    strip = read("thurrock", "/").content.decode().split('class="help-strip"')[1].split("<header")[0]
    assert "tel:999" in strip
    assert "tel:+441375652802" in strip


def test_a_contact_made_for_set_serves_everywhere(sites):
    contact = build.make_contact("childline", "Childline", "0800 1111", sites.site("set"))
    assert contact.site is None


def test_a_new_partnership_has_its_directory_by_data_alone(doors, read):
    site = build.make_site("testshire").site
    build.make_contact("children-front-door", "Testshire front door", "0345 606 1212", site)
    page = read("testshire", "/contacts/").content.decode()
    assert "Testshire front door" in page
    assert "Essex front door" not in page
    assert "Testshire front door" in read("set", "/contacts/").content.decode()
