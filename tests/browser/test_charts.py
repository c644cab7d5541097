"""AR1: figures can be read without colour, in the reader's own colours, by a screen reader, on a narrow screen, on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import build, publications

pytestmark = pytest.mark.browser

COLOURS = """() => [...document.querySelectorAll(".chart__bar, .chart__point, .chart__value, .chart__line")].map((each) => {
    const {fill, stroke} = getComputedStyle(each); return [each.classList[0], fill, stroke]
  })"""
OVERLAPPING = """() => { const boxes = [...document.querySelectorAll(".chart__value, .chart__text")]
    .map((each) => [each.closest("svg"), each.textContent, each.getBoundingClientRect()]);
    return boxes.filter(([svg, words, a], i) => boxes.some(([other, _, b], j) => i !== j && svg === other
      && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)).map((box) => box[1]) }"""
OUTSIDE = """() => [...document.querySelectorAll(".chart *")].filter((each) => { const a = each.getBoundingClientRect(),
    b = each.closest("svg").getBoundingClientRect(); return a.width && (a.left < b.left - 1 || a.right > b.right + 1) })
    .map((each) => each.outerHTML)"""
BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


def test_figures_are_read_without_colour_and_by_a_screen_reader(page, live_server, sites):
    """One page with bars and lines, met in every way. Nothing of it is told by colour alone, nothing overlaps or is cut."""
    build.make_service("business-team")
    publications.furnish(sites)
    page.goto(f"http://{build.host('essex')}:{live_server.thread.port}/annual-reports/2024-2025/whole/")

    drawn = page.get_by_role("img", name="Bar chart: Children with a plan")
    assert drawn.count() == 1 and page.get_by_role("img", name="Line chart: Children with a plan").count() == 1
    tree = page.get_by_role("figure").first.aria_snapshot()
    assert tree.index("heading") < tree.index("More children had a plan") < tree.index("img") < tree.index("table")
    table = page.get_by_role("table", name="Children with a plan").last
    assert table.get_by_role("columnheader").all_inner_texts() == ["Year", "Southend", "Thurrock", "Essex", "SET"]
    assert table.get_by_role("rowheader", name="2024 to 2025").is_visible()

    for width in (320, 1280):  # twelve pixels or more for the letters, all of it in sight
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERLAPPING) == [] and page.evaluate(OUTSIDE) == []
        letters = page.locator(".chart__value").evaluate_all(
            "all => all.map(each => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a)"
        )
        assert min(letters) >= 12
        assert Axe().run(page).response["violations"] == []

    usual = {tuple(each) for each in page.evaluate(COLOURS) if each[0] == "chart__line"}
    assert len(usual) == 1, "the lines differ by dashes and points, not by colour"
    page.emulate_media(forced_colors="active", color_scheme="dark")
    for kind, fill, stroke in page.evaluate(COLOURS):
        assert WHITE in (fill, stroke), kind
    page.emulate_media(forced_colors="none", media="print")
    assert page.locator(".chart__value").first.is_visible()
    assert {fill for kind, fill, _ in page.evaluate(COLOURS) if kind == "chart__bar"} == {BLACK}
