"""From the form to the mailbox and off the list again, in a browser without scripts and without cookies (NL1, NL2, PR1)."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from subscriptions.links import unsubscribe_url
from subscriptions.models import Subscriber, Subscription
from tests import build
from tests.subscriptions import link_in_letter

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 800}


@pytest.fixture
def address(live_server):
    """`address("/path/")` on Southend’s site, on a portal with a topic and a contact."""
    port = live_server.thread.port
    sites = build.make_sites()
    build.make_contact("children-front-door", "Team", "01702 215007", sites.site("southend"), hours="always")
    build.make_topic(sites.home("set"), "Bullying", "bullying")
    site = sites.site("southend")
    site.port = port
    site.save()
    return lambda path: f"http://southend.localhost:{port}{path}"


def fits(page: Page) -> None:
    """Nothing sticks out at 320 px."""
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def tab_to(page: Page, selector: str) -> None:
    """By keyboard alone, as far as it takes."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_the_whole_journey(address, browser: Browser):
    """Asked for by keyboard at 320 px, opened first by a scanner, confirmed, changed, left by one click; no cookie anywhere."""
    reader = browser.new_context(java_script_enabled=False, viewport=NARROW)
    page = reader.new_page()
    page.goto(address("/feeds/"))
    page.get_by_role("link", name="get news by e-mail").click()
    expect(page.locator("#website")).to_be_hidden()
    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your e-mail address")
    page.get_by_role("link", name="Enter your e-mail address").click()
    expect(page.locator("#address")).to_be_in_viewport()
    fits(page)
    page.goto(page.url.split("#")[0])
    page.wait_for_timeout(2100)  # a form that is sent sooner was sent by a machine
    tab_to(page, "#address")
    page.keyboard.type("reader@example.org")
    tab_to(page, "#lists_0")
    page.keyboard.press("Space")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "#topics_0")
    page.keyboard.press("Space")
    tab_to(page, "#send")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mailbox")
    fits(page)

    path = link_in_letter("confirm")
    scanner = browser.new_context()  # with scripts, and patience
    seen = scanner.new_page()
    for _ in range(2):
        seen.goto(address(path))
        seen.wait_for_load_state("networkidle")
    assert not Subscriber.objects.exists() and scanner.cookies() == []

    page.goto(address(path))
    expect(page.locator("main")).to_contain_text("News about: Bullying")
    fits(page)
    page.get_by_role("button", name="Yes, send me this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are on the list")
    assert Subscription.objects.count() == 2
    page.get_by_role("link", name="see and change").click()
    fits(page)
    page.get_by_label("Reviews").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert Subscription.objects.count() == 3

    subscriber = Subscriber.objects.get()
    link = unsubscribe_url(subscriber, subscriber.subscriptions.first().site)
    for url in (link, address(path)):
        seen.goto(url)
        found = Axe().run(seen).response["violations"]
        assert [each["id"] for each in found] == [], url
    page.goto(link)
    fits(page)
    assert Subscription.objects.count() == 3
    page.get_by_role("button", name="Unsubscribe").click()
    expect(page.locator("main")).to_contain_text("We will not send you the newsletter of Southend any more")
    assert sorted(Subscription.objects.values_list("news", flat=True)) == ["reviews", "topic"]
    page.get_by_role("link", name="See and change what else you get").click()
    page.get_by_role("button", name="Erase").click()
    page.get_by_role("button", name="Yes, erase it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is erased")
    assert not Subscriber.objects.exists() and reader.cookies() == []
    assert len(mail.outbox) == 1 and not re.search(r"<(img|script)", mail.outbox[0].alternatives[0][0])
    for each in (reader, scanner):
        each.close()
