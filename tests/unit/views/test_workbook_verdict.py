"""The verdict on a workbook as a person reads it."""

from __future__ import annotations

from typing import Any

from jcm_mrv.views.surface import Surface
from jcm_mrv.views.workbook_verdict import render_workbook_verdict


def document(**changes: Any) -> dict[str, Any]:
    """Return the document of a verification with one cell that differs."""
    cell = {
        "place": "'MRS(input)'!E7",
        "name": "Credits \x1b[31m[red]",
        "found": "310",
        "expected": "=ROUNDDOWN(D7,0)",
        "unit": "t",
        "tonnes": "10",
    }
    return {
        "verdict": "DIFFERS",
        "with_inputs": False,
        "steps": [
            {"number": 1, "title": "Form", "mark": "held", "said": "7", "findings": [], "more": 0}
        ],
        "first": cell,
        "count": {"differences": 4, "causes": 1},
        **changes,
    }


def test_the_first_cell_is_shown_with_what_it_moves() -> None:
    """Sheet and cell, what it holds, what belongs there, tonnes; markup in it is harmless."""
    text = render_workbook_verdict(document(), Surface())
    assert "'MRS(input)'!E7  Credits \\x1b[31m[red]\n" in text
    assert "  found       310 t\n" in text
    assert "  expected    =ROUNDDOWN(D7,0)" in text
    assert "  this alone  +10 t\n" in text
    assert "In all, 1 cell, and 3 cells computed from them.\n" in text


def test_a_verdict_without_readings_says_what_it_does_not_prove() -> None:
    """Only --inputs looks at the inputs; with them the sentence is another one."""
    alone = document(verdict="REPRODUCED", first=None, count={"differences": 0, "causes": 0})
    text = render_workbook_verdict(alone, Surface())
    assert text.startswith("REPRODUCED: its formulas and results follow from its own inputs.\n")
    assert "--inputs PROJECT" in text
    text = render_workbook_verdict(alone | {"with_inputs": True}, Surface())
    assert text.startswith("REPRODUCED: its inputs are what the readings give")
    assert "--inputs PROJECT" not in text


def test_a_cell_that_moves_nothing_says_so() -> None:
    """A label has no tonnes; a cell that is blank shows nothing."""
    cell = {**document()["first"], "tonnes": None, "found": None, "unit": ""}
    text = render_workbook_verdict(document(first=cell), Surface())
    assert "  this alone  no tonnes\n" in text
    assert "  found       nothing\n" in text
