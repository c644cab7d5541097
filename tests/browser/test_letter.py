"""NL3: an issue as a mail program shows it, on a telephone and in a wide window, in light and in dark colours."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from wagtail.models import Site

from tests import build, newsletters

pytestmark = pytest.mark.browser


def test_a_letter_can_be_read_in_every_window(page, context, live_server, sites):
    """Nothing to scroll sideways for, big enough to press, no fault that axe finds, and nobody else is asked for anything."""
    Site.objects.update(port=live_server.thread.port)
    hours = "Mon-Fri 09:00-17:00; Sat-Sun,hol closed"
    contact = build.make_contact("children-front-door", "Hub", "01702 215007", sites.site("southend"), hours=hours)
    contact.channels.create(kind="email", value="childrensfrontdoor.southend@safeguarding.example.org", sort_order=1)
    contact.save()
    build.make_service("business-team")
    issue = newsletters.full(sites.home("southend"), sites)
    letter = issue.letter(sites.site("southend"), datetime(2031, 3, 3)).to(
        why="You asked for it on 3 March 2031.", preferences="https://x.example/p", unsubscribe="https://x.example/u"
    )
    for width in (320, 640):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            page.set_content(letter.html)
            assert page.evaluate("document.documentElement.scrollWidth") == width, scheme
            found = Axe().run(page)
            assert found.violations_count == 0, (width, scheme, found.generate_report())
            small = page.evaluate(
                "[...document.querySelectorAll('.button, .foot__way, .item__title a')]"
                ".filter((a) => a.getBoundingClientRect().height < 24).map((a) => a.innerText)"
            )
            assert small == []
            dark = (
                page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
                != "rgb(255, 255, 255)"
            )
            assert dark is (scheme == "dark")
    assert set(context.asked) <= {"southend.localhost"}
    assert all(picture.get_attribute("alt") for picture in page.query_selector_all("img"))
