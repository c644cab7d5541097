"""The portal by keyboard alone."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser

HIDDEN_FOCUS = """() => {
  const element = document.activeElement;
  const {left, top, width, height} = element.getBoundingClientRect();
  const at = document.elementFromPoint(left + Math.min(width / 2, 20), top + Math.min(height / 2, 10));
  return at && (element.contains(at) || at.contains(element)) ? "" : element.outerHTML.slice(0, 120);
}"""


def test_the_first_tab_stop_skips_to_the_main_content(page, visit, focused):
    page.goto(visit("southend", "/parents/"))
    page.keyboard.press("Tab")
    assert focused() == "Skip to main content"
    page.keyboard.press("Enter")
    assert focused().startswith("Parents and carers")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_second_tab_stop_leaves_a_page_that_can_be_left_in_a_hurry(page, visit, focused):
    page.goto(visit("southend", "/young-people/"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused() == "Exit this page"
    page.keyboard.press("Enter")
    page.wait_for_url(settings.EXIT_URL)


def test_the_folded_menu_opens_and_leads_on(page, visit, focused):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(visit("essex", "/about/"))
    assert not page.get_by_role("link", name="Parents and carers").is_visible()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused() == "Parents and carers"
    page.keyboard.press("Enter")
    page.wait_for_url("**/parents/")


@pytest.mark.parametrize("size", [(320, 256), (1280, 800)])
def test_focus_is_never_hidden_by_what_sticks(page, visit, size):
    """320 × 256 is what 1280 × 1024 leaves at 400% zoom."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(visit("thurrock", "/young-people/11-13/bullying/"))
    stops = page.locator("a:visible, button:visible, input:visible").count()
    hidden = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(HIDDEN_FOCUS))
    assert not [each for each in hidden if each]
