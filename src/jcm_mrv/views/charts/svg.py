"""A chart as SVG: drawn by vl-convert, read again, and only what is known is let through.

The drawing has no style attribute, no script and no reference to anything outside of it, so
that the strictest content security policy takes it.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import vl_convert

from jcm_mrv.views.charts.roles import Role

if TYPE_CHECKING:
    from jcm_mrv.views.charts.chart import Chart
    from jcm_mrv.views.charts.themes import Theme

VEGA_LITE = "6.4"
SVG = "http://www.w3.org/2000/svg"

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?"
_LONG = re.compile(r"-?[0-9]+\.[0-9]+(?:e-?[0-9]+)?")
_ONE = re.compile(_NUMBER)
_SEVERAL = re.compile(rf"{_NUMBER}(?:,{_NUMBER})*")
_PAINT = re.compile(r"none|transparent|var\((--chart-[a-z0-9-]+)\)")
_ALLOWED = {
    "svg": {"width": _ONE, "height": _ONE, "viewBox": re.compile(rf"{_NUMBER}(?: {_NUMBER}){{3}}")},
    "g": {},
    "path": {"d": re.compile(r"[MLHVCQAZmlhvcqaz0-9eE., -]+")},
    "rect": dict.fromkeys(("x", "y", "width", "height"), _ONE),
    "line": dict.fromkeys(("x1", "x2", "y1", "y2"), _ONE),
    "text": {
        "text-anchor": re.compile("start|middle|end"),
        "font-size": re.compile(rf"{_NUMBER}px"),
        "font-weight": re.compile("bold|normal|[1-9]00"),
    },
}
_COMMON = {
    "transform": re.compile(rf"(?:translate|rotate|scale)\({_NUMBER}(?:,{_NUMBER})*\)"),
    "fill": _PAINT,
    "stroke": _PAINT,
    "stroke-width": _ONE,
    "stroke-dasharray": _SEVERAL,
    "stroke-miterlimit": _ONE,
    "opacity": _ONE,
}
_SHAPES = ("path", "rect", "line", "text")


def render_svg(chart: Chart, theme: Theme, width: int) -> str:
    """Return a chart as an SVG element that can stand in a page among others.

    Args:
        chart: one that has a specification.
        theme: its colours and font.
        width: of the drawing [px]; its height follows.

    Raises:
        ValueError: the chart has nothing to draw.
    """
    if chart.spec is None:
        raise ValueError(chart.name)
    drawn = ET.fromstring(_draw(json.dumps(chart.spec)))  # noqa: S314  (vl-convert wrote it)
    kept = sift(drawn, theme)
    if kept is None:
        raise ValueError(chart.name)
    height = float(kept.attrib["height"]) * width / float(kept.attrib["width"])
    labels = {"title": chart.title, "desc": chart.description}
    for place, (tag, text) in enumerate(labels.items()):
        element = ET.Element(tag, {"id": f"chart-{chart.name}-{tag}"})
        element.text = text
        kept.insert(place, element)
    root = ET.Element(
        "svg",
        {
            "xmlns": SVG,
            "class": "chart",
            "role": "img",
            "aria-labelledby": " ".join(f"chart-{chart.name}-{tag}" for tag in labels),
            "viewBox": kept.attrib["viewBox"],
            "width": str(width),
            "height": _short(height),
        },
    )
    if theme.font:
        root.set("font-family", theme.font)
    root.extend(kept)
    return ET.tostring(root, encoding="unicode")


@lru_cache(maxsize=64)
def _draw(spec: str) -> str:
    # The page and the paper show the same drawing in other colours: it is drawn once for both.
    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])


def sift(element: ET.Element, theme: Theme) -> ET.Element | None:
    """Return an element with what is allowed of it; None where nothing of it would be seen."""
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    if tag not in _ALLOWED or element.get("display") == "none":
        return None
    kept = ET.Element(tag)
    known = {**_COMMON, **_ALLOWED[tag]}
    for name, value in element.attrib.items():
        if name in known and known[name].fullmatch(value):
            kept.set(name, _attribute(name, value, theme))
    if tag in _SHAPES:
        if kept.get("fill") is None and kept.get("stroke") is None:
            return None
        kept.text = element.text if tag == "text" else None
        return kept
    kept.extend(inner for one in element if (inner := sift(one, theme)) is not None)
    return kept if len(kept) else None


def _attribute(name: str, value: str, theme: Theme) -> str:
    if name in ("fill", "stroke"):
        match = _PAINT.fullmatch(value)
        return theme.colours[Role(match[1])] if match and match[1] else "none"
    return _LONG.sub(lambda number: _short(float(number[0])), value)


def _short(number: float) -> str:
    """Return a place in a drawing to a hundredth of a pixel."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
