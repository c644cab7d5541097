"""Each site shows who fills a service for its readers: a partnership's own and what serves everywhere, never a neighbour's."""

import re

import pytest
import time_machine

from contacts.directory import Directory

from . import build
from .contacts import front_doors
from .ground import laid


@laid
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


WEEKDAYS = "Mon-Fri 09:00-17:00; Sat-Sun,hol closed"
TUESDAY_TEN = "2026-11-24T10:00:00+00:00"


@laid
def several(doors, sites):
    """By day, by night, and nobody knows when; for everyone and for one kind of reader; of one area and of all."""
    night = build.make_service("out-of-hours", "Out of hours")
    for slug in doors:
        build.make_contact(night, f"{slug} night team", "0345 606 1212", sites.site(slug), "Mon-Sun,hol 17:00-09:00")
    lado = build.make_service("lado", "LADO", audiences=["professionals"])
    build.make_contact(lado, "Thurrock LADO", "01375 372469", sites.site("thurrock"), WEEKDAYS)
    build.make_contact(lado, "Southend LADO", "01702 215008", sites.site("southend"), WEEKDAYS)
    build.make_service("early-help", "Early help")


def listed(read, slug: str, query: str) -> tuple[set[str], str]:
    """The services that the directory shows in full for a query, and the page without the site around it."""
    response = read(slug, f"/contacts/?{query}")
    assert response.status_code == 200
    page = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return set(re.findall(r'<h2 id="([^"]+)">', page)) - {"contents", "take-away"}, page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"children-front-door", "childline", "out-of-hours", "lado", "no-contact"}),
        ("service=lado", {"lado"}),
        ("service=early-help", {"no-contact"}),
        ("audience=professionals", {"children-front-door", "childline", "out-of-hours", "lado", "no-contact"}),
        ("audience=young-people", {"children-front-door", "childline", "out-of-hours", "no-contact"}),
        ("open=now", {"lado", "unknown"}),
        ("open=now&audience=young-people", {"unknown"}),
        ("open=now&service=out-of-hours", set()),
        ("audience=young-people&service=lado", set()),
    ],
)
@time_machine.travel(TUESDAY_TEN)
def test_the_directory_is_narrowed_by_what_the_address_says(several, read, query, shown):
    """A service for nobody in particular is for everyone."""
    assert listed(read, "southend", query)[0] == shown


@time_machine.travel(TUESDAY_TEN)
def test_open_now_keeps_apart_those_whose_hours_nobody_knows(several, read):
    _, page = listed(read, "southend", "open=now")
    known, _, unknown = page.partition('<h2 id="unknown">')
    assert "We do not know when these answer" in unknown
    assert "Southend LADO" in known
    assert "Southend front door" in unknown
    assert "Southend front door" not in known
    assert "southend night team" not in page


@pytest.mark.parametrize(
    ("at", "words"), [(TUESDAY_TEN, "Open now, until 5pm"), ("2026-11-24T18:00:00+00:00", "Closed now")]
)
def test_each_contact_says_whether_it_is_open_and_until_when(several, read, at, words):
    with time_machine.travel(at):
        assert words in listed(read, "southend", "service=lado")[1]


@pytest.mark.parametrize("at", ["2026-11-24T16:59:59+00:00", "2026-11-24T17:00:00+00:00"])
def test_open_now_changes_with_the_second(several, read, at):
    with time_machine.travel(at, tick=False):
        shown = listed(read, "southend", "open=now")[0]
        assert ("lado" in shown) == ("16:59:59" in at)
        assert ("out-of-hours" in shown) == ("17:00:00" in at)


def test_on_set_one_area_can_be_chosen_and_all_stand_side_by_side_until_then(several, read):
    """GH7: the choice is in the address, and needs no script."""
    _, page = listed(read, "set", "service=lado")
    assert re.findall(r"contact-card__area\">(\w+)<", page) == ["Essex", "Southend", "Thurrock"]
    _, page = listed(read, "set", "service=lado&area=thurrock")
    assert re.findall(r"contact-card__area\">(\w+)<", page) == ["Thurrock"]
    assert "Southend LADO" not in page
    shown, page = listed(read, "set", "service=lado&area=essex")
    assert shown == {"no-contact"}
    assert "Where we have no contact for Essex" in page


def test_where_the_area_is_known_it_is_not_asked_and_another_is_not_shown(several, read):
    _, page = listed(read, "southend", "area=thurrock")
    assert 'name="area"' not in page
    assert "Thurrock LADO" not in page
    assert "Southend LADO" in page
    assert 'name="area"' in listed(read, "set", "")[1]


def test_the_form_shows_what_was_chosen(several, read):
    _, page = listed(read, "set", "area=essex&service=lado&audience=parents&open=now")
    chosen = re.findall(r'<option value="([^"]+)" selected>', page)
    assert chosen == ["essex", "lado", "parents"]
    assert re.search(r'name="open" value="now" checked', page)


@pytest.mark.parametrize(
    "query",
    [
        "area=nowhere&service=none&audience=nobody&open=maybe",
        "service=%00&audience=%FF%FE&open=",
        "service[]=lado&area=%22%3E%3Cscript%3E",
        "&".join(f"x{n}=1" for n in range(1100)),
        "page=9&q=" + "a" * 2000,
    ],
)
@pytest.mark.parametrize("slug", ["southend", "set"])
def test_what_makes_no_sense_counts_as_not_said(several, read, slug, query):
    assert listed(read, slug, query)[0] == listed(read, slug, "")[0]
    assert "<script>" not in listed(read, slug, query)[1]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("audience=young-people&service=lado", "No contact fits all of that."),
        ("open=now&service=out-of-hours", "Nobody we list for that answers now."),
        ("service=early-help", "We have no contact for that in Southend."),
    ],
)
@time_machine.travel(TUESDAY_TEN)
def test_where_nothing_fits_it_says_so_and_how_to_get_help(several, read, query, sentence):
    _, page = listed(read, "southend", query)
    assert sentence in page
    assert 'href="/get-help/"' in page
    assert 'href="tel:999"' in page
    assert 'href="/contacts/">Show all contacts' in page
