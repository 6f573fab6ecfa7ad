"""A report that no workbook can show is refused, with what to do; nothing half is written."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.unit.views.workbook.examples import members, reports
from tests.unit.views.workbook.made import Made, Part, document, methodology_of, parse, whole_years

from jcm_mrv.report.reading import ReportFault
from jcm_mrv.views.reported.fault import ViewFault
from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import drafting, render_workbook

ENGLISH = read_language("en")


def refusal(made: Any) -> ViewFault:
    """Return why a report has no workbook."""
    with pytest.raises(ViewFault) as caught:
        render_workbook(made, ENGLISH)
    return caught.value


AHEAD = """
[sets.roof]
title = "roofs"
[parameters.X]
symbol = "X"
title = "reductions"
kind = "monitored"
unit = "tCO2"
aggregate = "sum"
conservative = "low"
over = "roof"
[equations.AHEAD]
unit = "tCO2"
over = "roof"
formula = "sum(X[j] for j in roof if X[j] > X[i]) + 0 * X[i]"
[equations.RE]
unit = "tCO2"
formula = "sum(AHEAD[i] for i in roof)"
[equations.PE]
unit = "tCO2"
formula = "0"
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
"""
"""A sum that is another one for each member, so that its terms are written out."""


@pytest.mark.parametrize(("count", "fits"), [(100, True), (500, False)])
def test_a_formula_that_is_too_long_is_refused(count: int, fits: bool) -> None:
    """500 terms such as IF(B99>B98,B99,0) are longer than 8,192 characters; 100 are not."""
    ids = tuple(f"roof-{number}" for number in range(count))
    inputs = {"X": {one: Fraction(number % 7) for number, one in enumerate(ids)}}
    line = ("2024-01-01", "2024-12-31")
    parts = [Part(0, *line, inputs)]
    made = parse(document(Made(methodology_of(AHEAD), [line], parts, {"roof": ids})))

    if fits:
        assert render_workbook(made, ENGLISH).startswith(b"PK")
        return
    fault = refusal(made)
    assert fault.code == "V391"
    assert "characters is needed (a cell takes 8,192); no workbook is written" in str(fault)


@pytest.mark.parametrize(("name", "limit"), [("MAX_ROWS", 60), ("MAX_CELLS", 2_000)])
def test_a_report_of_too_many_rows_or_cells_is_refused(
    name: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit into a sheet, or into memory, is told before anything is written."""
    monkeypatch.setattr(drafting, name, limit)

    fault = refusal(members(60))

    assert fault.code == "V391"
    assert f"{limit:,}" in str(fault)
    assert "hand in report.json" in str(fault)


def change(path: str, value: Any) -> Any:
    """Return the Lao report with one leaf changed."""
    made = parse(reports()["example lao-data-center"].document).document
    *keys, last = path.split("/")[1:]
    place: Any = made
    for key in keys:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[int(last) if isinstance(place, list) else last] = value
    return parse(made)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/vintages/0/credits", 172),
        ("/vintages/0/emission_reductions/value", "171.18"),
        ("/totals/credits", 208),
        ("/totals/project_emissions/value", "1"),
        ("/values/0/value", "428.5517"),
        ("/equations/0/value/value", "428"),
        ("/readings/3/sum", "1"),
        ("/readings/3/complete", "0.5"),
        ("/rounding/years/0/kept", "171"),
        ("/rounding/years/1/year", 2019),
        ("/segments/0/vintage", 7),
        ("/values/0/segment", 1),
        ("/equations/0/name", "XX"),
        ("/project/country", "none"),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(path: str, value: Any) -> None:
    """A workbook that recalculates to other numbers than the report is no workbook of it."""
    fault = refusal(change(path, value))

    assert fault.code == "V392"
    assert "no workbook is written" in str(fault)


def test_the_refusal_names_the_cell_and_the_number() -> None:
    """Sheet, cell, pointer, what the formula gives and what the report says."""
    fault = refusal(change("/equations/0/value/value", "428"))

    # 428.55169 x 1.8 x 0.5546 = 427.8145810932
    assert "MRS(calc_process)!B" in str(fault)
    assert "(/equations/0/value/value)" in str(fault)
    assert "gives 427.8145810932 (the report says 428)" in str(fault)


@pytest.mark.parametrize("seed", range(60))
def test_no_change_of_a_leaf_gives_a_traceback(seed: int) -> None:
    """Whatever a stranger writes into a report, there is a workbook or one line that says why."""
    made = parse(reports()["kind every-node"].document).document
    leaves: list[tuple[Any, Any]] = []

    def gather(node: Any) -> None:
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for key, child in items:
            if isinstance(child, (dict, list)):
                gather(child)
            else:
                leaves.append((node, key))

    gather(made)
    place, key = leaves[(seed * 7919) % len(leaves)]
    values: tuple[Any, ...] = ("", "=1", "9" * 500, "1/3", None, 0, 10**9, "x" * 300)
    place[key] = values[seed % len(values)]
    try:
        parsed = parse(made)
    except ReportFault:
        return
    codes = []
    try:
        render_workbook(parsed, ENGLISH)
    except ViewFault as fault:
        codes.append(fault.code)
    assert set(codes) <= {"V390", "V391", "V392"}


def test_a_small_report_has_a_workbook() -> None:
    """One year of 7 t is written."""
    assert render_workbook(whole_years(["7"]), ENGLISH).startswith(b"PK")
