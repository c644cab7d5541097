"""Numbers drawn as bars or lines, in SVG: by leather, whose drawing is then put into our own clothes (`svg`).

No Django here, and no colour: what is drawn carries classes that `static/scss/_charts.scss` dresses, so that it obeys the
strict content policy, prints, and follows forced colours. Series are told apart without colour: bars by what fills them,
lines by dashes and by the shape of their points. Lengths are in units of the drawing, `WIDTH` of them across.
"""

from __future__ import annotations

import math
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from leather.axis import Axis
from leather.scales import Linear, Ordinal
from leather.series import Series
from leather.shapes import Bars, Dots, Line

from . import svg
from .numbers import written

WIDTH = 360  # a drawing as wide as a telephone, so that its words can be read on one
LETTER = 8.7  # the width of most letters there; wider screens have smaller ones (`_charts.scss`)
LINE = 20  # from one line of words to the next
MOST_ROWS = 30
LARGEST = Decimal(10) ** 9  # longer numbers would leave no room for a drawing
SMALLEST = Decimal(10) ** -6
MOST_SERIES = 4
MOST_BARS = 60
DASHES = ("none", "9 5", "2 5", "14 4 3 4")
BAR = {1: 18, 2: 14, 3: 12, 4: 12}  # the thickness of a bar, by how many stand together
PLOT = 220  # the height of what lines are drawn on
FEW = 6  # points of a single line that may all have their number


class Undrawable(ValueError):
    """These numbers make no drawing; the reason in words."""


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: the label of each row, and series of as many numbers. None: that number is not known."""

    title: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    unit: str = ""

    @property
    def columns(self) -> list[list[Decimal | None]]:
        return [[None if value is None else Decimal(str(value)) for value in values] for _, values in self.series]

    @property
    def numbers(self) -> list[Decimal]:
        return [value for column in self.columns for value in column if value is not None]

    def said(self, value: Decimal | None) -> str:
        return "no figure" if value is None else written(value, self.unit)


def bars(drawing: Drawing) -> str:
    """As horizontal bars, each row under its label and each bar with its number. Raises Undrawable."""
    check(drawing)
    if len(drawing.labels) * len(drawing.series) > MOST_BARS:
        raise Undrawable(f"At most {MOST_BARS} bars can be drawn.")
    parts, above = _key(drawing, lambda number, y: svg.bar(number, 1, y - 13, 28, 14))
    thick, places, y = BAR[len(drawing.series)], {}, above
    for row, label in enumerate(drawing.labels):
        for words in _folded(label, int(WIDTH / LETTER), 3):
            y += LINE
            parts.append(svg.text(words, 0, y - 5))
        for number in range(len(drawing.series)):
            places[f"{row}/{number}"] = (Decimal(str(y + thick)), Decimal(str(y)))
            y += thick + 4
        y += 10
    last = len(drawing.series) - 1
    wide = WIDTH - 8 - LETTER * max(len(drawing.said(value)) for column in drawing.columns for value in column)
    scale = _scale(drawing.numbers)
    zero = float(scale.project(0, 0, wide))
    for number, column in enumerate(drawing.columns):
        rows = [(value, f"{row}/{number}") for row, value in enumerate(column)]
        drawn = (
            Bars("currentColor").to_svg(wide, y, scale, _Places(places), Series(rows), None)
            if any(value is not None for value in column)
            else ()
        )
        for rect in drawn:
            parts += svg.bar(number, *(float(rect.get(name)) for name in ("x", "y", "width", "height")))
        for value, place in rows:
            end = zero if value is None else max(float(scale.project(value, 0, wide)), zero)
            middle = float(sum(places[place])) / 2
            parts.append(svg.text(drawing.said(value), end + 6, middle + 5, "chart__value"))
    for row in range(len(drawing.labels)):
        upper, lower = places[f"{row}/0"][1], places[f"{row}/{last}"][0]
        parts.append(svg.line("chart__zero", zero, float(upper) - 3, zero, float(lower) + 3))
    return svg.document(f"Bar chart: {drawing.title}", "chart--bars", WIDTH, y - 6, parts)


def lines(drawing: Drawing) -> str:
    """As lines over rows that follow each other, such as years. Raises Undrawable."""
    check(drawing)
    if len(drawing.labels) < 2:
        raise Undrawable("A line needs two rows or more.")
    key, above = _key(drawing, _line_sample)
    scale = _scale(drawing.numbers)
    left = max(len(written(tick)) for tick in scale.ticks()) * LETTER + 12
    right = max(len(drawing.said(value)) for value in drawing.numbers) * LETTER + 12
    wide, top = WIDTH - left - right, above + LINE
    steps = _Steps([str(row) for row in range(len(drawing.labels))])
    plot = ET.Element("g", {"transform": f"translate({svg.short(left)} {svg.short(top)})"})
    axis = Axis(tick_formatter=lambda value, index, count: written(value))
    plot.append(svg.plain(axis.to_svg(wide, PLOT, scale, "left")))
    names = [_folded(label, 9, 2) for label in drawing.labels]
    plot.extend(_steps_named(names, steps, wide, left, right))
    ends: list[list[tuple[float, float, Decimal]]] = []
    for number, column in enumerate(drawing.columns):
        known = [value for value in column if value is not None]
        if not known:
            continue
        series = Series([(str(row), value) for row, value in enumerate(column)])
        plot.append(svg.plain(Line("currentColor", 3, DASHES[number]).to_svg(wide, PLOT, steps, scale, series, None)))
        dots = Dots("currentColor").to_svg(wide, PLOT, steps, scale, series, None)
        at = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in dots]
        plot.extend(svg.point(number, x, y) for x, y in at)
        ends.append([(x, y, value) for (x, y), value in zip(at, known, strict=True)])
    plot.extend(_numbers_at(ends, drawing))
    return svg.document(
        f"Line chart: {drawing.title}",
        "chart--lines",
        WIDTH,
        top + PLOT + 12 + LINE * max(map(len, names)),
        [*key, plot],
    )


def check(drawing: Drawing) -> None:
    """Raises Undrawable if these numbers make neither bars nor lines."""
    if not drawing.labels or not drawing.series:
        raise Undrawable("There is no row, or no column of numbers.")
    if len(drawing.labels) > MOST_ROWS:
        raise Undrawable(f"At most {MOST_ROWS} rows can be drawn.")
    if len(drawing.series) > MOST_SERIES:
        raise Undrawable(f"At most {MOST_SERIES} columns of numbers can be drawn.")
    if any(len(values) != len(drawing.labels) for _, values in drawing.series):
        raise Undrawable("A row has too few numbers, or too many.")
    if not drawing.numbers:
        raise Undrawable("There is no number.")
    if not all(value.is_finite() for value in drawing.numbers):
        raise Undrawable("A number has no size.")
    if any(abs(value) > LARGEST or 0 < abs(value) < SMALLEST for value in drawing.numbers):
        raise Undrawable("A number is too large or too small to be drawn.")


class _Places(Ordinal):
    """Where each bar lies: its lower edge and its upper one."""

    def project_interval(self, value: str, range_min: float, range_max: float) -> tuple[Decimal, Decimal]:
        return self._domain[value]


class _Steps(Ordinal):
    """Rows at equal distances, the first at the very left and the last at the very right."""

    def project(self, value: str, range_min: float, range_max: float) -> Decimal:
        return Decimal(str(range_max)) * self._domain.index(value) / (len(self._domain) - 1)


def _scale(numbers: list[Decimal]) -> Linear:
    """From nothing, or the lowest number below it, to the highest: a drawing that does not begin at nothing misleads."""
    try:
        return Linear(min(Decimal(0), *numbers), max(Decimal(0), *numbers))
    except (ArithmeticError, ValueError, IndexError) as error:
        raise Undrawable("No scale fits these numbers.") from error


def _steps_named(names: list[list[str]], steps: _Steps, wide: float, left: float, right: float) -> Iterator[ET.Element]:
    """The names of the rows below the lines: as many as there is room for, the last one always."""
    longest = max(len(words) for name in names for words in name) * LETTER
    every = math.ceil((longest + 10) / (wide / (len(names) - 1)))
    for row in range(len(names) - 1, -1, -every):
        x, half = float(steps.project(str(row), 0, wide)), max(map(len, names[row])) * LETTER / 2
        yield svg.line("chart__grid", x, PLOT, x, PLOT + 6)
        middle = min(max(x, half - left), wide + right - half)
        for number, words in enumerate(names[row], 1):
            yield svg.text(words, middle, PLOT + 4 + LINE * number, anchor="middle")


def _numbers_at(lines: list[list[tuple[float, float, Decimal]]], drawing: Drawing) -> Iterator[ET.Element]:
    """The numbers at the points: all of a single short line, else the last of each."""
    if len(lines) == 1 and len(lines[0]) <= FEW:
        for x, y, value in lines[0][:-1]:
            yield svg.text(written(value), x, y - 10, "chart__value", "middle" if x else "start")
    last = sorted((line[-1] for line in lines), key=lambda point: point[1])
    heights = [y for _, y, _ in last]
    for _ in last:  # those that would stand over each other move apart
        for i, (upper, lower) in enumerate(pairwise(heights)):
            missing = max(0.0, LINE - 4 - (lower - upper)) / 2
            heights[i], heights[i + 1] = upper - missing, lower + missing
    for (x, _, value), y in zip(last, heights, strict=True):
        yield svg.text(drawing.said(value), x + 10, y + 5, "chart__value")


def _line_sample(number: int, y: float) -> Iterator[ET.Element]:
    sample = svg.line("chart__line", 0, y - 5, 36, y - 5)
    if DASHES[number] != "none":
        sample.set("stroke-dasharray", DASHES[number])
    yield sample
    yield svg.point(number, 18, y - 5)


def _folded(label: str, letters: int, most: int) -> list[str]:
    """A label in lines of so many letters, and no more lines than `most`."""
    return textwrap.wrap(svg.printable(label), letters, max_lines=most, placeholder="…") or [""]


def _key(drawing: Drawing, sample: Callable[[int, float], Iterator[ET.Element]]) -> tuple[list[ET.Element], float]:
    """What each series looks like, where there are several; and the height that takes."""
    key: list[ET.Element] = []
    for number, (name, _) in enumerate(drawing.series if len(drawing.series) > 1 else ()):
        y = number * (LINE + 4) + LINE - 4
        key += [*sample(number, y), svg.text(name if len(name) <= 40 else f"{name[:39]}…", 46, y)]
    return key, len(drawing.series) * (LINE + 4) + 6.0 if key else 0.0
