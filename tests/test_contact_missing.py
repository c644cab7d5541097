"""Where nobody fills a service, or nobody knows how to reach who does, the page says so and sends the reader on."""

from . import build
from .contacts import front_doors
from .ground import laid


@laid
def doors(sites):
    build.make_service("lado", "LADO")
    build.make_contact("police-non-emergency", "Police", "101")
    return front_doors(sites)


def main(response) -> str:
    page = " ".join(response.content.decode().split())
    return page.partition("<main")[2].partition("</main>")[0]


def test_no_contact_in_the_readers_area(doors, read):
    page = main(read("southend", "/contacts/lado/"))
    assert "We do not have a contact for this in Southend." in page
    assert "tel:+441702215007" in page
    assert "tel:999" in page


def test_a_contact_without_a_way_to_reach_it(doors, sites, read):
    build.make_contact("lado", "Thurrock LADO", site=sites.site("thurrock"), to_confirm="Ask for the number.")
    page = main(read("thurrock", "/contacts/lado/"))
    assert "Thurrock LADO" in page
    assert "We do not have a number or an address for them." in page
    assert "tel:+441375652802" in page
    assert "Ask for the number" not in page


def test_on_set_the_areas_that_lack_it_are_named_with_their_front_door(doors, sites, read):
    build.make_contact("lado", "Thurrock LADO", "07762 406606", sites.site("thurrock"))
    page = main(read("set", "/contacts/lado/"))
    for area, number in (("Essex", "+443456037627"), ("Southend", "+441702215007")):
        assert f"We do not have a contact for this in {area}." in page
        assert f"tel:{number}" in page
    assert "in Thurrock." not in page


def test_without_a_front_door_the_police_are_named(sites, read):
    build.make_service("children-front-door", "Children's front door")
    build.make_contact("police-non-emergency", "Police", "101")
    page = main(read("essex", "/contacts/children-front-door/"))
    assert "tel:101" in page
    assert "tel:999" in page


def test_an_installation_without_contacts_still_shows_999(sites, read):
    for slug in build.AREAS:
        for path in ("/", "/get-help/", "/contacts/"):
            response = read(slug, path)
            assert response.status_code == 200
            assert "tel:999" in response.content.decode()


def test_an_unknown_service_is_a_404_that_helps(doors, read):
    response = read("southend", "/contacts/dragons/")
    assert response.status_code == 404
    assert "tel:+441702215007" in response.content.decode()
    assert "/contacts/" in response.content.decode()
