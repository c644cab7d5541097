"""/get-help/ in a real browser: by keyboard on a small phone without scripts; and axe on every form of the answer."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from wagtail.models import Site

from tests import build
from tests.contacts import load_contacts

pytestmark = pytest.mark.browser

AXE = {"rules": {"region": {"enabled": False}}}  # the exit button stands outside the landmarks, as its design has it
SMALL = """() => [...document.querySelectorAll("main a, .help-strip a")].filter((link) => {
  const {width, height} = link.getBoundingClientRect();
  return link.checkVisibility() && (width < 24 || height < 24);
}).map((link) => link.outerHTML)"""
STEPS = 60


def real_contacts(port: int) -> None:
    """The real contacts and rules, on sites whose links to each other lead to the server."""
    load_contacts(build.make_sites())
    for site in Site.objects.all():
        site.port = port
        site.save()


@pytest.fixture
def address(serve):
    """`address("southend", "?who=parents")`: the address of the page that says so, with the real contacts and rules."""
    serve_at = serve(real_contacts)
    return lambda slug, query="": serve_at(slug, f"/get-help/{query}")


@pytest.fixture
def phone(browser, context):
    """A small phone that runs no scripts."""
    phone = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 568})
    yield phone.new_page()
    phone.close()


def press(page: Page, words: str) -> None:
    """Tab to the link in the page's content that reads so, and press Enter."""
    link = page.get_by_role("main").get_by_role("link", name=words, exact=True)
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    else:
        pytest.fail(f"“{words}” is not reached by the keyboard")
    page.keyboard.press("Enter")


def test_a_teenager_on_a_small_phone_without_scripts_by_keyboard(phone, address):
    """Three choices, each by Tab and Enter: danger first, then Childline, then the team near them; nothing is left behind."""
    phone.goto(address("southend"))
    press(phone, "A child or teenager")
    phone.wait_for_url("**?who=young-people")
    press(phone, "Something is happening to me")
    press(phone, "It cannot wait until tomorrow")
    phone.wait_for_url("**/get-help/?who=young-people&about=you&urgent=today")
    content = phone.get_by_role("main")
    calls = [link.get_attribute("href") for link in content.locator('a[href^="tel:"]').all()]
    assert calls[:2] == ["tel:999", "tel:+448001111"]
    assert set(calls[2:]) == {"tel:+441702215007", "tel:+443456061212"}
    expect(content).to_contain_text("It is not your fault.")
    expect(content).to_contain_text("What happens when you call")
    assert phone.context.cookies() == []


def test_the_area_is_chosen_by_a_link_that_says_the_same_there(phone, address):
    """GH7: from SET to Southend's own site, without script, cookie or storage."""
    phone.goto(address("set", "?who=parents&about=child"))
    press(phone, "Southend")
    phone.wait_for_url(address("southend", "?who=parents&about=child"))
    assert phone.context.cookies() == []


def test_a_choice_is_taken_back_by_keyboard_and_asked_again(page, address, focused):
    page.goto(address("essex", "?who=parents&about=adult"))
    page.get_by_role("link", name="Change your answer to: What is it about?").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/get-help/?who=parents#about")
    page.keyboard.press("Tab")
    assert focused() == "A child you are worried about"


ANSWERS = [
    *(("set", ""), ("southend", ""), ("southend", "?who=young-people&about=you&urgent=now")),
    *(
        ("thurrock", "?who=professionals&about=someone-who-works-with-children"),
        ("set", "?who=professionals&about=child"),
    ),
    *(
        ("essex", "?who=parents&about=domestic-abuse&urgent=now"),
        ("thurrock", "?about=adult"),
        ("set", "?who=young-people"),
    ),
]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_form_of_the_answer_is_accessible_and_fits(page, address, width):
    """Axe finds nothing; nothing runs off the screen; whatever is to be pressed is big enough (GH11)."""
    page.set_viewport_size({"width": width, "height": 740})
    for slug, query in ANSWERS:
        page.goto(address(slug, query))
        found = Axe().run(page, options=AXE).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], (slug, query)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (slug, query)
        assert page.evaluate(SMALL) == [], (slug, query)


@pytest.mark.parametrize(
    ("slug", "query"), [("southend", ""), ("southend", "?about=child"), ("thurrock", "?about=child")]
)
def test_the_number_to_call_is_on_the_first_screen_of_a_phone(page, address, slug, query):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address(slug, query))
    number = page.locator(".answer__now .contact__number").first.bounding_box()
    assert number and number["y"] + number["height"] <= 740


def test_focus_is_never_hidden_on_the_smallest_screen(page, address):
    """GH11: 320 × 256 is what 1280 × 1024 leaves at 400% zoom."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(address("southend", "?who=young-people"))
    hidden = []
    for _ in range(page.locator("a:visible, button:visible, input:visible").count()):
        page.keyboard.press("Tab")
        hidden.append(
            page.evaluate("""() => {
              const element = document.activeElement, {left, top, width, height} = element.getBoundingClientRect();
              const at = document.elementFromPoint(left + Math.min(width / 2, 20), top + Math.min(height / 2, 10));
              return at && (element.contains(at) || at.contains(element)) ? "" : element.outerHTML.slice(0, 120);
            }""")
        )
    assert [each for each in hidden if each] == []
