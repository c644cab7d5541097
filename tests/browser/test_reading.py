"""Every kind of page, as different readers meet it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import KINDS

pytestmark = pytest.mark.browser

TEXT_SPACING = "* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}"
SMALL_TARGETS = """() => [...document.querySelectorAll(
    ".help-strip a, .nav a, .nav button, .site-search *, .breadcrumbs a, .contents a, .switch a, .footer a, .exit-note a"
  )].filter((e) => e.checkVisibility() && !e.matches("label") && e.getBoundingClientRect().height < 24)
    .map((e) => e.outerHTML)"""


# The exit button and its skip link stand outside the landmarks, as their design has it.
AXE = {"rules": {"region": {"enabled": False}}}


@pytest.mark.parametrize("slug", ["set", "southend", "thurrock", "essex"])
def test_axe_finds_nothing_wrong(page, visit, slug):
    wrong = {}
    for path in KINDS:
        page.goto(visit(slug, path))
        found = Axe().run(page, options=AXE).response["violations"]
        wrong[path] = [(each["id"], node["target"], node["html"][:200]) for each in found for node in each["nodes"]]
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_runs_off_a_narrow_screen(page, visit, width):
    page.set_viewport_size({"width": width, "height": 740})
    wide = []
    for path in KINDS:
        page.goto(visit("thurrock", path))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


def test_text_may_be_spaced_out_on_a_narrow_screen(browser, visit):
    page = browser.new_page(viewport={"width": 320, "height": 740}, bypass_csp=True)
    for path in ("/", "/parents/bullying/", "/young-people/4-7/"):
        page.goto(visit("southend", path))
        page.add_style_tag(content=TEXT_SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.close()


def test_everything_to_press_is_big_enough(page, visit):
    for path in ("/parents/bullying/", "/young-people/11-13/bullying/", "/topics/"):
        page.goto(visit("southend", path))
        assert page.evaluate(SMALL_TARGETS) == []


def test_a_table_keeps_its_headings_where_it_becomes_cards(page, visit):
    page.set_viewport_size({"width": 320, "height": 740})
    page.goto(visit("essex", "/parents/bullying/"))
    table = page.get_by_role("table", name="When the office is open").first
    assert table.get_by_role("rowheader", name="Monday").is_visible()
    label = table.get_by_role("cell").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"Hours"'


def test_without_scripts_the_menu_is_open_and_every_way_leads_on(browser, visit, context):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(visit("southend", "/young-people/"))
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Topics").click()
    page.get_by_role("main").get_by_role("link", name="Bullying").click()
    page.get_by_role("main").get_by_role("link", name="Parents and carers").click()
    page.get_by_role("link", name="In Southend").click()
    assert page.url.endswith("/parents/bullying/#local-note")
    page.get_by_role("searchbox").fill("bullying")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Search"
    page.close()


def test_forced_colours_and_stillness_are_respected(browser, visit):
    page = browser.new_page(forced_colors="active", reduced_motion="reduce")
    page.goto(visit("essex", "/parents/bullying/"))
    lasting = page.evaluate(
        "[...new Set([...document.querySelectorAll('*')].map((e) => getComputedStyle(e).transitionDuration))]"
    )
    assert set(lasting) <= {"0s", ""}  # what stands inside a film has no style of its own
    assert page.locator(".advice li").first.evaluate("e => getComputedStyle(e, '::before').borderBottomWidth") != "0px"
    page.close()


def test_on_paper_the_words_and_the_numbers_remain(page, visit):
    page.goto(visit("southend", "/parents/bullying/"))
    page.emulate_media(media="print")
    assert page.get_by_text("Words with a").first.is_visible()
    assert page.get_by_role("link", name="01702 215007").first.is_visible()
    assert not page.get_by_role("searchbox").is_visible()
