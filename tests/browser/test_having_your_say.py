"""Feedback and a consultation as a reader sends them: without JavaScript, without cookies, at 320 px, accessible."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from feedback.models import Message, Usefulness

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 800}


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": SMALL, "java_script_enabled": False}


def test_a_reader_says_what_is_wrong_and_a_child_answers_a_consultation(page, context, visit, django_db_blocker):
    page.goto(visit("southend", "/about/"))
    page.get_by_role("button", name="No this page is not useful").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.get_by_role("link", name="Tell us what is wrong with it").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what is wrong.")
    page.get_by_label("A link or a document does not work").check()
    page.get_by_label("Tell us more").fill("The first link leads to a page that is gone.")
    page.wait_for_timeout(2100)  # nobody reads and fills in a form in less
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="Back to “About”")).to_be_visible()

    page.goto(visit("southend", "/have-your-say/safer/"))
    page.get_by_label("What would make you feel safer?").fill("my brother hits me")
    page.get_by_label("Sometimes").check()
    page.get_by_label("People about").check()
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Please talk to someone now")).to_be_in_viewport()
    assert context.cookies() == []
    with django_db_blocker.unblock():
        assert Usefulness.objects.filter(path="/about/").values_list("no", flat=True)[0] >= 1
        assert list(Message.objects.order_by("pk").values_list("urgent", flat=True))[-2:] == [False, True]


def test_what_comes_back_is_accessible_and_fits_a_small_screen(browser, visit):
    """The thanks and the refusal; the pages themselves are among every kind of page (`test_reading`)."""
    scripted = browser.new_context(viewport=SMALL)  # axe is a script; the pages need none
    page = scripted.new_page()
    page.goto(visit("southend", "/about/"))
    page.get_by_role("button", name="Yes this page is useful").click()
    assert Axe().run(page).violations_count == 0 and fits(page)
    page.goto(visit("set", "/feedback/"))
    page.get_by_role("button", name="Send").click()
    assert Axe().run(page).violations_count == 0 and fits(page)
    scripted.close()
