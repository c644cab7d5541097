"""Cards to print: who to call in one area, on which day that was right, and the way to what is right now."""

import re
from html import unescape

import pytest
import segno
import time_machine

from . import build
from .contacts import front_doors
from .ground import laid

PATHS = ["/contacts/card/", "/contacts/card/wallet/"]


@laid
def everyone(sites):
    front_doors(sites)
    night = "Mon-Fri 17:30-09:00; Sat-Sun,hol 09:00-09:00"
    for slug, number in (("southend", "0345 606 1212"), ("thurrock", "01375 372468"), ("essex", "0345 606 1212")):
        build.make_contact("out-of-hours", f"{slug} duty team", number, sites.site(slug), night)
    build.make_contact("childline", "Childline", "0800 1111")
    build.make_contact("police-non-emergency", "Police", "101", hours="always")
    build.make_contact("lado", "Thurrock LADO", "01375 372469", sites.site("thurrock"))


def sheet(read, slug: str, path: str) -> str:
    """What is printed, without the site around it."""
    page = read(slug, path).content.decode().partition("<main")[2].partition("</main>")[0]
    return page[page.index("<article") :]


def numbers(text: str) -> set[str]:
    return set(re.findall(r'href="tel:([^"]+)"', text))


@pytest.mark.parametrize("path", PATHS)
def test_a_card_has_danger_first_and_everyone_to_call_in_the_area(everyone, read, path):
    """GH6: 999 first; Childline for children; the LADO for professionals."""
    card = sheet(read, "thurrock", path)
    assert numbers(card) == {"999", "+441375652802", "+441375372468", "+448001111", "101", "+441375372469"}
    assert re.findall(r'href="tel:([^"]+)"', card)[0] == "999"
    assert "Monday to Friday 5.30pm to 9am the next morning" in card
    assert "All day, every day" in card
    assert "We do not know their hours." in card


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("slug", ["southend", "thurrock", "essex"])
def test_the_code_leads_to_who_answers_now_in_that_area(everyone, read, slug, path):
    """The picture is, dot for dot, the code of the address that stands beside it."""
    card = sheet(read, slug, path)
    code = segno.make(f"http://{slug}.localhost/get-help/", error="m", micro=False, boost_error=False)
    drawn = re.search(r'<path[^>]* d="([^"]+)"', card)[1]
    assert drawn == re.search(r' d="([^"]+)"', code.svg_inline(border=4))[1]
    assert f'href="http://{slug}.localhost/get-help/"' in card
    assert f">{slug}.localhost/get-help<" in card


def test_the_picture_is_drawn_in_the_page(everyone, read):
    """No other host is asked for it, and no inline style is needed."""
    card = sheet(read, "southend", "/contacts/card/")
    assert "<img" not in card
    assert "style=" not in card
    assert 'role="img" aria-label="QR code' in card


@pytest.mark.parametrize(("path", "word"), [("/contacts/card/", "As of"), ("/contacts/card/wallet/", "Printed")])
def test_a_card_says_of_which_day_it_is_and_that_numbers_change(everyone, read, path, word):
    with time_machine.travel("2026-11-22T23:30:00+00:00"):
        card = sheet(read, "southend", path)
    assert f'{word} <time datetime="2026-11-22">22 November 2026</time>' in card
    assert re.search("Numbers (and hours )?change", card)


def test_the_day_is_londons(everyone, read):
    with time_machine.travel("2026-06-30T23:30:00+00:00"):
        assert "1 July 2026" in sheet(read, "southend", "/contacts/card/")


@pytest.mark.parametrize("path", PATHS)
def test_a_gap_is_said_and_childline_and_the_police_are_never_left_out(sites, read, path):
    card = sheet(read, "southend", path)
    assert numbers(card) == {"999", "+448001111", "101"}
    assert card.count("We have no number for this.") >= 3


def test_on_set_all_areas_share_a_page_equally_and_each_has_its_own(everyone, read):
    """GH7: in the order of the alphabet, each with its own code."""
    page = unescape(read("set", "/contacts/card/").content.decode())
    card = sheet(read, "set", "/contacts/card/")
    assert re.findall(r'class="sheet__name">(\w+)<', card) == ["Essex", "Southend", "Thurrock"]
    assert {"+443456037627", "+441702215007", "+441375652802"} <= numbers(card)
    assert card.count("<svg") == 3
    for slug in ("southend", "thurrock", "essex"):
        assert f'href="http://{slug}.localhost/contacts/card/"' in page
        assert f'href="http://{slug}.localhost/contacts/card/wallet/"' in unescape(
            read("set", "/contacts/card/wallet/").content.decode()
        )


def test_a_sheet_holds_four_wallet_cards_and_one_of_them_is_read_aloud(everyone, read):
    page = read("southend", "/contacts/card/wallet/").content.decode()
    assert page.count('<article class="wallet') == 4
    assert page.count('aria-hidden="true">\n        <div class="wallet__side">') == 3


def test_a_number_is_read_aloud_digit_by_digit(everyone, read):
    """GH9."""
    assert 'aria-label="01702 215007: 0 1 7 0 2, 2 1 5 0 0 7"' in sheet(read, "southend", "/contacts/card/")


def test_the_directory_leads_to_both(sites, read):
    page = read("southend", "/contacts/").content.decode()
    for path in (*PATHS, "/contacts/open-data/"):
        assert f'href="{path}"' in page
