"""Drawings: what is in them, and that nothing else gets in."""

# ruff: noqa: S314 -- what is read here was drawn by the program itself

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema  # type: ignore[import-untyped]
import pytest
from tests.unit.views.charts.documents import document

from jcm_mrv.views.charts import PAGE, PAPER, Chart, render_svg
from jcm_mrv.views.charts.collection import charts_of_document
from jcm_mrv.views.charts.svg import sift
from jcm_mrv.views.words import read_language

ENGLISH, JAPANESE = read_language("en"), read_language("ja")
ROOT = Path(__file__).parents[4]
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = "</text></svg><script>alert(1)</script>&\"'<img src=x onerror=alert(1)>\x00\x1b]8;;\u202e"
ELEMENTS = {"svg", "title", "desc", "g", "path", "rect", "line", "text"}
HARMFUL = ("style", "href", "src", "filter", "mask", "clip-path", "class")


def drawn(one: dict[str, Any]) -> list[Chart]:
    """Return the charts of a document that have something to draw."""
    return [chart for chart in charts_of_document(one, ENGLISH) if chart.spec is not None]


@pytest.fixture(scope="module")
def svgs() -> list[str]:
    """Give the drawings of a document with gaps."""
    one = document()
    one["months"][1]["indicators"][0]["value"] = None
    return [render_svg(chart, PAGE, 720) for chart in drawn(one)]


@pytest.fixture(scope="module")
def schema() -> Any:
    """Give the published schema of Vega-Lite, as another package brings it."""
    found = importlib.util.find_spec("altair")
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).parent / "vegalite/v6/schema/vega-lite-schema.json"
    return jsonschema.Draft7Validator(json.loads(path.read_text("utf-8")))


def test_specifications_are_of_their_schema(schema: Any) -> None:
    """Each specification is what Vega-Lite 6 says that one is, and plain data."""
    one = document()
    one["months"][1]["emission_reductions"] = None
    one["months"][1]["indicators"][0]["value"] = None
    charts = [*drawn(document()), *drawn(one)]
    assert len(charts) == 10
    for chart in charts:
        plain = json.loads(json.dumps(chart.spec))
        assert plain == chart.spec
        schema.validate(plain)


def test_the_schema_refuses_what_is_no_specification(
    schema: Any,
) -> None:
    """A mark that nobody knows is refused, so that the test above can fail."""
    spec = {"data": {"values": []}, "mark": {"type": "bars"}, "encoding": {}}
    assert not schema.is_valid(spec)


def test_only_what_is_known_is_in_a_drawing(svgs: list[str]) -> None:
    """No script, style, link or foreign element; every drawing can be read as XML."""
    for svg in svgs:
        for element in ET.fromstring(svg).iter():
            assert element.tag.removeprefix(SVG) in ELEMENTS
            if element.tag != f"{SVG}svg":
                assert not set(element.attrib) & set(HARMFUL)
            assert not any(name.startswith(("on", "{")) for name in element.attrib)
            assert not any("url(" in value for value in element.attrib.values())


def test_names_of_drawings_are_their_own(svgs: list[str]) -> None:
    """Several drawings stand in one page without sharing an id, and each has a title."""
    roots = [ET.fromstring(svg) for svg in svgs]
    ids = [one.attrib["id"] for root in roots for one in root.iter() if "id" in one.attrib]
    assert len(set(ids)) == len(ids) == 2 * len(roots)
    for root in roots:
        assert root.attrib["role"] == "img"
        named = root.attrib["aria-labelledby"].split()
        assert named == [one.attrib["id"] for one in root[:2]]
        assert all(one.text for one in root[:2])


def test_texts_of_a_report_stay_texts() -> None:
    """Markup, control characters and marks of direction in names do nothing but show."""
    one = document()
    one["methodology"]["indicators"][0] |= {"title": HOSTILE, "unit": HOSTILE}
    one["methodology"]["parameters"][0] |= {"title": HOSTILE}
    for month in one["months"]:
        month["indicators"] = [
            {"name": "Y", "unit": "1", "members": [HOSTILE, "b"], "values": ["1", "2"]}
        ]
    plain = drawn(document())
    charts = drawn(one)
    assert len(charts) == len(plain)
    for chart in charts:
        root = ET.fromstring(render_svg(chart, PAGE, 720))
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= ELEMENTS
        shown = "".join(root.itertext())
        assert not any(not character.isprintable() for character in shown)
    assert "</text></svg><script>" in "".join(
        ET.fromstring(render_svg(charts[-1], PAGE, 720)).itertext()
    )


def test_a_drawing_is_as_wide_as_asked() -> None:
    """The height follows the width, and the view box stays."""
    chart = drawn(document())[0]
    small, large = (ET.fromstring(render_svg(chart, PAGE, width)) for width in (360, 720))
    assert float(small.attrib["width"]) * 2 == float(large.attrib["width"]) == 720
    assert float(small.attrib["height"]) * 2 == float(large.attrib["height"])
    assert small.attrib["viewBox"] == large.attrib["viewBox"]


def test_everything_lies_inside_of_the_drawing() -> None:
    """Texts are placed inside of the view box, in both languages."""
    for language in (ENGLISH, JAPANESE):
        for chart in charts_of_document(document(), language):
            if chart.spec is None:
                continue
            root = ET.fromstring(render_svg(chart, PAGE, 720))
            _, _, width, height = map(float, root.attrib["viewBox"].split())
            for x, y in _places(root):
                assert 0 <= x <= width
                assert 0 < y < height


def _places(root: ET.Element) -> list[tuple[float, float]]:
    """Return where the texts of a drawing stand [px]."""
    found: list[tuple[float, float]] = []

    def walk(element: ET.Element, left: float, top: float) -> None:
        move = element.get("transform", "translate(0,0)")
        x, y = map(float, move.removeprefix("translate(").removesuffix(")").split(","))
        if element.tag == f"{SVG}text":
            found.append((left + x, top + y))
        for inner in element:
            walk(inner, left + x, top + y)

    walk(root, 0, 0)
    assert found
    return found


def test_no_font_moves_anything() -> None:
    """Widths of texts place nothing, so that the fonts of a machine change no drawing."""
    for chart in drawn(document()):
        assert chart.spec is not None
        config = chart.spec["config"]
        other = {**config, "text": {**config["text"], "font": "DejaVu Sans Mono"}}
        changed = replace(chart, spec={**chart.spec, "config": other})
        assert render_svg(changed, PAGE, 720) == render_svg(chart, PAGE, 720)


def test_paper_has_its_own_colours_and_font() -> None:
    """Paper has no custom properties; nothing but colours and the font differs."""
    for chart in drawn(document()):
        page, paper = render_svg(chart, PAGE, 720), render_svg(chart, PAPER, 720)
        assert "var(" not in paper
        assert 'font-family="Noto Sans JP"' in paper
        assert "font-family" not in page
        pairs = zip(ET.fromstring(page).iter(), ET.fromstring(paper).iter(), strict=True)
        for one, other in pairs:
            names = {*one.attrib, *other.attrib} - {"fill", "stroke", "font-family"}
            assert {name: one.get(name) for name in names} == {
                name: other.get(name) for name in names
            }


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        "<style>* { display: none }</style>",
        '<image href="https://example.org/x.png" width="1" height="1"/>',
        '<use href="#a"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<a href="javascript:alert(1)"><text fill="var(--chart-ink)">x</text></a>',
        '<animate attributeName="href"/>',
    ],
)
def test_foreign_elements_fall(harm: str) -> None:
    """What is not on the list is not let through, with all that is inside of it."""
    line = '<line x2="5" y2="5" stroke="var(--chart-ink)"/>'
    body = f'<svg xmlns="{SVG[1:-1]}" viewBox="0 0 9 9" width="9" height="9">{harm}{line}</svg>'
    kept = sift(ET.fromstring(body), PAPER)
    assert kept is not None
    assert [one.tag for one in kept.iter()] == ["svg", "line"]


@pytest.mark.parametrize(
    "attribute",
    [
        'onclick="alert(1)"',
        'style="fill: red"',
        'class="x"',
        'fill="url(https://example.org/#a)"',
        'fill="red"',
        'transform="translate(1,2) matrix(1,0,0,1,0,0)"',
        'font-size="12em"',
    ],
)
def test_foreign_attributes_fall(attribute: str) -> None:
    """An attribute is let through where its name and its value are on the list."""
    text = f'<text stroke="var(--chart-ink)" {attribute}>x</text>'
    body = f'<svg xmlns="{SVG[1:-1]}" viewBox="0 0 9 9" width="9" height="9">{text}</svg>'
    kept = sift(ET.fromstring(body), PAPER)
    assert kept is not None
    assert kept[0].attrib == {"stroke": "#1b1f24"}


def test_a_sentence_cannot_be_drawn() -> None:
    """A chart that has nothing to draw is the caller's to tell."""
    with pytest.raises(ValueError, match="monthly"):
        render_svg(Chart("monthly", "Title", "Nothing to draw."), PAGE, 720)


def test_another_process_on_another_machine_draws_the_same_bytes() -> None:
    """Fonts, home, language and time zone of a machine are in no drawing."""
    program = (
        "from tests.unit.views.charts.test_svg import *\n"
        "for chart in drawn(document()): print(render_svg(chart, PAPER, 720))"
    )
    surroundings = {
        "PATH": os.environ["PATH"],
        "FONTCONFIG_FILE": os.devnull,
        "HOME": "/nonexistent",
        "LANG": "ja_JP.UTF-8",
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "7",
        "PYTHONUTF8": "1",
    }
    other = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        check=True,
    )
    here = "".join(f"{render_svg(chart, PAPER, 720)}\n" for chart in drawn(document()))
    assert other.stdout == here.encode()
