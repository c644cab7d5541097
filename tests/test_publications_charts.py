"""AR1, figures as data: what is drawn is well-formed, obeys the content policy, and says the numbers; bad numbers are refused."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest

from publications import svg
from publications.charts import Drawing, Undrawable, bars, lines
from publications.numbers import written

NAMES = "{http://www.w3.org/2000/svg}"
YEARS = ("2022 to 2023", "2023 to 2024", "2024 to 2025")


def drawing(*columns, labels=YEARS, unit=""):
    return Drawing("Children with a plan", labels, [(f"Area {n}", each) for n, each in enumerate(columns, 1)], unit)


def parts(root: ET.Element, kind: str) -> list[ET.Element]:
    return [each for each in root.iter() if kind in each.get("class", "").split()]


def words(root: ET.Element) -> list[str]:
    return [each.text for each in root.iter(f"{NAMES}text")]


@pytest.mark.parametrize("draw", [bars, lines])
@pytest.mark.parametrize(
    "drawn",
    [
        drawing((1, 2, 3)),
        drawing((0, 0, 0)),
        drawing((-3, -1, -2)),
        drawing((-3, None, 2.5), (None, None, None), (1e9, 0, -1e9), (1e-6, 0, 0)),
        drawing((5, None, None)),
        drawing(range(30), labels=[f"Row {n}" for n in range(30)]),
        drawing((1, 2, 3), labels=("<b>&", "\x00\x1b\ud800", "x" * 400)),
        drawing((12.345, 99, 100), unit="%"),
    ],
)
def test_what_can_be_drawn_is_well_formed_and_obeys_the_content_policy(draw, drawn):
    """No style, no script, nothing to be fetched, no colour; every length finite and inside the drawing."""
    text = draw(drawn)
    root = ET.fromstring(text)
    assert not re.search(r"style|script|href|url\(|#[0-9a-f]{3}|NaN|Infinity", text)
    assert (root.get("role"), root[0].tag, root[0].text[-20:]) == ("img", f"{NAMES}title", "Children with a plan")
    assert root[1].text == svg.NEAR
    wide, high = map(float, root.get("viewBox").split()[2:])
    moved = re.search(r"translate\((\S+) (\S+)\)", text)
    right, down = map(float, moved.groups()) if moved else (0, 0)
    for each in root.iter():
        for name, least, most in (("x", -right, wide), ("y", -down, high), ("width", 0, wide), ("height", 0, high)):
            assert least <= float(each.get(name, 0)) <= most, ET.tostring(each)


@pytest.mark.parametrize(
    "drawn",
    [
        drawing((None, None, None)),
        drawing((float("nan"), 1, 2)),
        drawing((float("inf"), 1, 2)),
        drawing((1e10, 1, 2)),
        drawing((1e300, 1, 2)),
        drawing((1e-9, 1, 2)),
        drawing((1, 2)),
        drawing(),
        drawing((), labels=()),
        drawing(*[(1, 2, 3)] * 5),
        drawing(range(40), labels=[str(n) for n in range(40)]),
    ],
)
@pytest.mark.parametrize("draw", [bars, lines])
def test_what_cannot_be_drawn_is_refused_with_words(draw, drawn):
    with pytest.raises(Undrawable, match=r"\w+ \w+.*\."):
        draw(drawn)


def test_one_row_is_a_bar_and_no_line():
    assert bars(drawing((3,), labels=("2024",)))
    with pytest.raises(Undrawable, match="two rows"):
        lines(drawing((3,), labels=("2024",)))


def test_bars_are_as_long_as_their_numbers_and_each_says_its_own():
    root = ET.fromstring(bars(drawing((10, 20, 40))))
    lengths = [float(bar.get("width")) for bar in parts(root, "chart__bar")]
    assert [round(length / lengths[0], 1) for length in lengths] == [1, 2, 4]
    assert words(root) == ["2022 to 2023", "2023 to 2024", "2024 to 2025", "10", "20", "40"]


def test_a_negative_bar_goes_the_other_way_from_nothing():
    root = ET.fromstring(bars(drawing((-10, 20, 0))))
    zero = float(parts(root, "chart__zero")[0].get("x1"))
    down, up, none = parts(root, "chart__bar")
    assert float(down.get("x")) + float(down.get("width")) == pytest.approx(zero, abs=0.2)
    assert float(up.get("x")) == pytest.approx(zero, abs=0.2)
    assert float(none.get("width")) == 0


def test_a_number_that_is_not_known_is_said_and_never_drawn_as_nothing():
    root = ET.fromstring(bars(drawing((10, None, 40))))
    assert len(parts(root, "chart__bar")) == 2
    assert "no figure" in words(root)
    gap = ET.fromstring(lines(drawing((10, None, 40, 50), labels=(*YEARS, "2026"))))
    assert len(parts(gap, "chart__point")) == 3
    assert len([each for each in gap.iter(f"{NAMES}path") if "chart__line" in each.get("class")]) == 2


@pytest.mark.parametrize(("draw", "part"), [(bars, "chart__bar"), (lines, "chart__point")])
def test_series_are_told_apart_without_colour_and_named(draw, part):
    """Four series: each filled, dashed or pointed as no other one is, and its name beside a sample of that."""
    root = ET.fromstring(draw(drawing((1, 2, 3), (2, 3, 4), (3, 4, 5), (4, 5, 6))))
    for one, other in combinations(range(1, 5), 2):
        assert parts(root, f"{part}--{one}") and parts(root, f"{part}--{other}")
    assert [name for name in words(root) if name.startswith("Area")] == [f"Area {n}" for n in range(1, 5)]
    if draw is lines:
        dashes = [each.get("stroke-dasharray") for each in root.iter(f"{NAMES}path") if each.get("fill") is None]
        assert len({dash for dash in dashes if dash}) == 3


def test_numbers_at_the_ends_of_lines_never_stand_over_each_other():
    root = ET.fromstring(lines(drawing((1, 1, 50), (2, 2, 50.5), (3, 3, 51), (0, 0, 100))))
    heights = sorted(float(each.get("y")) for each in parts(root, "chart__value"))
    assert min(below - above for above, below in pairwise(heights)) >= 14


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (1204, "children", "1,204"),
        (12.0, "", "12"),
        (12.5, "%", "12.5%"),
        (-3, "", "-3"),
        (0, "", "0"),
        (-0.0, "", "0"),
        (0.004, "", "0.004"),
        (1000, "", "1,000"),
        (1e12, "", "1,000,000,000,000"),
        (1e300, "", "1.000e+300"),
        (float("nan"), "", "no figure"),
    ],
)
def test_numbers_as_readers_meet_them(number, unit, said):
    assert written(number, unit) == said
