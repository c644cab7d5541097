"""Exit this page, as GOV.UK Frontend defines it."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OVERLAY = ".govuk-exit-this-page-overlay"


@pytest.fixture
def leaving(page, visit):
    page.goto(visit("southend", "/young-people/"))
    expect(page.locator("body.govuk-frontend-supported")).to_be_visible()
    return page


def status(page) -> str:
    return page.locator(".govuk-exit-this-page [role=status]").inner_text()


def test_the_button_stays_in_view(leaving):
    leaving.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    box = leaving.get_by_role("button", name="Emergency Exit this page").bounding_box()
    assert box and 0 <= box["y"] < 100


def test_a_press_covers_the_page_at_once_and_leaves(leaving, context):
    context.route(settings.EXIT_URL, lambda route: route.fulfill(status=204))  # the other site shows nothing yet
    leaving.get_by_role("button", name="Exit this page").click()
    assert leaving.locator(OVERLAY).inner_text() == "Loading."
    assert leaving.locator(OVERLAY).get_attribute("role") == "alert"
    assert not leaving.locator("main").is_visible()


def test_three_presses_of_shift_leave(leaving):
    leaving.keyboard.press("Shift")
    assert status(leaving) == "Shift, press 2 more times to exit."
    leaving.keyboard.press("ShiftRight")
    assert status(leaving) == "Shift, press 1 more time to exit."
    leaving.keyboard.press("ShiftLeft")
    leaving.wait_for_url(settings.EXIT_URL)


def test_another_key_starts_the_count_again(leaving):
    leaving.keyboard.press("Shift")
    leaving.keyboard.press("a")
    assert status(leaving) == "Exit this page expired."
    leaving.keyboard.press("Shift+A")
    assert status(leaving) == "Exit this page expired."


def test_coming_back_shows_a_usable_page(leaving):
    leaving.get_by_role("button", name="Exit this page").click()
    leaving.wait_for_url(settings.EXIT_URL)
    leaving.go_back()
    assert leaving.locator("main").is_visible()
    assert not leaving.locator(OVERLAY).count()


def test_the_link_tells_the_other_site_nothing(leaving):
    link = leaving.get_by_role("button", name="Exit this page")
    assert link.get_attribute("rel") == "nofollow noreferrer"
    assert link.get_attribute("href") == settings.EXIT_URL


def test_it_is_not_printed_and_not_shown_where_the_page_does_not_ask(leaving, visit):
    leaving.emulate_media(media="print")
    assert not leaving.locator(".govuk-exit-this-page").is_visible()
    leaving.goto(visit("southend", "/about/"))
    assert not leaving.locator(".govuk-exit-this-page").count()
