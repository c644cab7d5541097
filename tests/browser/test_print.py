"""Cards come out of the printer as they should: one sheet, the card alone, in its true size."""

import re

import pytest

from tests import build
from tests.contacts import front_doors

pytestmark = pytest.mark.browser

MM = 96 / 25.4  # pixels
NIGHT = "Mon-Thu 17:30-09:00; Fri 16:30-09:00; Sat-Sun,hol 09:00-09:00"
DAY = "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed"


def cards(port: int) -> None:
    """Somebody to call for everything on the card, in every area, at hours as long as hours are."""
    sites = build.make_sites()
    front_doors(sites)
    for slug in ("southend", "thurrock", "essex"):
        area = sites.site(slug)
        build.make_contact("out-of-hours", f"{slug} emergency duty team", "0345 606 1212", area, NIGHT)
        build.make_contact("lado", f"{slug} designated officer", "01702 215008", area, DAY)


@pytest.fixture
def address(serve):
    return serve(cards)


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("path", ["/contacts/card/", "/contacts/card/wallet/"])
@pytest.mark.parametrize("slug", ["southend", "set"])
def test_a_card_is_one_sheet(page, address, slug, path):
    page.goto(address(slug, path))
    assert sheets(page.pdf(prefer_css_page_size=True)) == 1


@pytest.mark.parametrize("path", ["/contacts/card/", "/contacts/card/wallet/"])
def test_the_card_alone_is_printed(page, address, path):
    page.goto(address("southend", path))
    page.emulate_media(media="print")
    words = page.inner_text("body")
    assert "Who to call in Southend" in words
    for around in ("Exit this page", "Choose “Print”", "Get help now", "Search this site"):
        assert around not in words


def test_a_wallet_card_has_the_size_of_a_bank_card_twice(page, address):
    page.goto(address("southend", "/contacts/card/wallet/"))
    page.emulate_media(media="print")
    boxes = [each.bounding_box() for each in page.query_selector_all(".wallet")]
    assert len(boxes) == 4
    for box in boxes:
        assert box["width"] / MM == pytest.approx(2 * 85.6, abs=0.5)
        assert box["height"] / MM == pytest.approx(54, abs=1)


def test_a_number_is_never_broken_over_two_lines(page, address):
    page.set_viewport_size({"width": 320, "height": 700})
    for path in ("/contacts/card/", "/contacts/card/wallet/"):
        page.goto(address("southend", path))
        for number in page.query_selector_all("main .sheet__number a, main a.sheet__number"):
            assert number.evaluate("each => each.getClientRects().length") <= 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
