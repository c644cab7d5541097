"""The parts a drawing is made of, as SVG elements with classes and without colours. Lengths are in units of the drawing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import Any

from leather import theme

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
LENGTH = re.compile(r"-?\d+\.\d+")
NEAR = "The same figures stand in the table that follows."


def document(title: str, kind: str, wide: float, high: float, parts: Iterable[ET.Element]) -> str:
    """The whole drawing. A screen reader says that it is one, of what, and that the table has the same."""
    root = ET.Element("svg", {"class": f"chart {kind}", "viewBox": f"0 0 {short(wide)} {short(high)}", "role": "img"})
    root.set("xmlns", "http://www.w3.org/2000/svg")
    ET.SubElement(root, "title").text = printable(title)
    ET.SubElement(root, "desc").text = NEAR
    root.extend(parts)
    return ET.tostring(root, encoding="unicode")


def text(words: str, x: float, y: float, kind: str = "chart__text", anchor: str = "") -> ET.Element:
    element = ET.Element("text", {"class": kind, "x": short(x), "y": short(y)})
    if anchor:
        element.set("text-anchor", anchor)
    element.text = printable(words)
    return element


def rect(kind: str, x: float, y: float, wide: float, high: float) -> ET.Element:
    size = {"x": x, "y": y, "width": wide, "height": high}
    return ET.Element("rect", {"class": kind, **{name: short(value) for name, value in size.items()}})


def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> ET.Element:
    ends = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    return ET.Element("line", {"class": kind, **{name: short(value) for name, value in ends.items()}})


def bar(number: int, x: float, y: float, wide: float, high: float) -> Iterator[ET.Element]:
    """A bar as its series has it: full, striped, empty, or with a line along its middle."""
    yield rect(f"chart__bar chart__bar--{number + 1}", x, y, wide, high)
    if number == 1:
        stripes = [f"M {short(x + at)} {short(y)} v {short(high)}" for at in range(5, int(wide), 6)]
        if stripes:
            yield ET.Element("path", {"class": "chart__stripe", "d": " ".join(stripes)})
    if number == 3:
        yield line("chart__stripe", x, y + high / 2, x + wide, y + high / 2)


def point(number: int, x: float, y: float) -> ET.Element:
    """A point as its series has it: a disc, a square, a triangle, a ring."""
    kind = f"chart__point chart__point--{number + 1}"
    if number == 1:
        return rect(kind, x - 5, y - 5, 10, 10)
    if number == 2:
        return ET.Element("path", {"class": kind, "d": f"M {short(x - 6)} {short(y + 5)} h 12 l -6 -11 z"})
    return ET.Element("circle", {"class": kind, "cx": short(x), "cy": short(y), "r": "5"})


def plain(group: ET.Element) -> ET.Element:
    """What leather drew, with classes in place of its colours and letters, and lengths to a tenth."""
    for part in group.iter():
        colour = part.attrib.pop("stroke", "")
        for name in ("fill", "font-family", "font-size", "stroke-width"):
            part.attrib.pop(name, None)
        if part.tag == "line":
            part.set("class", "chart__zero" if colour == theme.zero_color else "chart__grid")
        elif part.tag == "text":
            part.set("class", "chart__text")
        elif part.tag == "path":
            part.set("class", "chart__line")
        for name, value in part.attrib.items():
            part.set(name, LENGTH.sub(_rounded, value))
    return group


def printable(words: Any) -> str:
    """Without what no document may hold."""
    return UNPRINTABLE.sub(" ", str(words))


def short(value: float) -> str:
    """A length to a tenth: `12.5`, `12`."""
    return f"{round(value, 1):.1f}".removesuffix(".0")


def _rounded(found: re.Match[str]) -> str:
    return short(float(found.group()))
