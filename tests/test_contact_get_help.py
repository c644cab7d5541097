"""/get-help/ puts danger first, then who to turn to, on every host and without script, cookie or storage."""

import re

import pytest

from . import build
from .contacts import front_doors


@pytest.fixture
def contacts(sites):
    build.make_contact("police-non-emergency", "Police", "101")
    build.make_contact("childline", "Childline", "0800 1111")
    build.make_contact("domestic-abuse-support", "COMPASS", "0330 333 7 444")
    build.make_contact("adults-front-door", "Access Team", "01702 215008", sites.site("southend"))
    return front_doors(sites)


def main(response) -> str:
    page = " ".join(response.content.decode().split())
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("slug", build.AREAS)
def test_danger_comes_first(contacts, read, slug):
    response = read(slug, "/get-help/")
    assert response.status_code == 200
    assert not response.cookies
    page = main(response)
    assert 0 < page.index("tel:999") < min(page.index("tel:+44"), page.index("tel:101"))


@pytest.mark.parametrize("slug", build.AREAS)
def test_a_child_always_sees_childline(contacts, read, slug):
    page = main(read(slug, "/get-help/"))
    own = page.partition('id="you"')[2].partition("</section>")[0]
    numbers = re.findall(r'href="tel:([+0-9]+)"', own)
    assert numbers[0] == "+448001111", "and before anything else"


def test_a_partnership_shows_its_own_contacts_by_need(contacts, read):
    page = main(read("southend", "/get-help/"))
    assert "tel:+441702215007" in page.partition('id="child"')[2].partition("</section>")[0]
    assert "tel:+441702215008" in page.partition('id="adult"')[2].partition("</section>")[0]
    assert "tel:+441375652802" not in page


def test_a_partnership_says_plainly_what_it_has_no_contact_for(contacts, read):
    adult = main(read("thurrock", "/get-help/")).partition('id="adult"')[2].partition("</section>")[0]
    assert "We do not have a contact for" in adult
    assert "tel:101" in adult


def test_set_shows_all_areas_equally_and_lets_the_reader_choose_by_link(contacts, read):
    page = main(read("set", "/get-help/"))
    for slug, number in (("essex", "+443456037627"), ("southend", "+441702215007"), ("thurrock", "+441375652802")):
        assert f'href="http://{slug}.localhost/get-help/"' in page
        assert f"tel:{number}" in page
    assert page.index("http://essex") < page.index("http://southend") < page.index("http://thurrock")


def test_only_reading_is_allowed(contacts, client):
    for path in ("/get-help/", "/contacts/", "/contacts/childline/"):
        assert client.post(path, headers={"host": "southend.localhost"}).status_code == 405


def test_unknown_parameters_lead_to_the_same_answer(contacts, read):
    assert read("southend", "/get-help/", data={"area": "atlantis"}).status_code == 200
