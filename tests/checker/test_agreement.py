"""What the engine reports, the second checker computes as well."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.checker.plants import PLANTS, centre
from tests.checker.running import (
    EXAMPLES,
    ROOT,
    check,
    document_of,
    plant,
    run,
    write_report,
)
from tests.property.test_exactness import Storage, tables, write

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUARTERS = ("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")


@pytest.mark.parametrize("project", EXAMPLES, ids=lambda path: path.name)
def test_it_agrees_on_every_example(project: Path, tmp_path: Path) -> None:
    """Every number and the digest of every input of the examples hold."""
    code, said = run(write_report(project, tmp_path), "--inputs", str(project))

    assert code == 0, said
    assert " inputs\nall agree" in said


@pytest.mark.parametrize("name", PLANTS)
def test_it_agrees_on_every_kind_of_node(name: str, tmp_path: Path) -> None:
    """Sets, means, extremes, registers, cuts, deficits, errors and trial runs hold."""
    code, said = run(write_report(plant(name, tmp_path / name), tmp_path))

    assert code == 0, said


@pytest.mark.parametrize(
    "report", ["statement/report.json", "public/report.json"], ids=lambda name: name.split("/")[0]
)
def test_it_agrees_on_the_vectors(report: str) -> None:
    """The reports that other programs test themselves with hold, their statement beside them."""
    code, said = run(ROOT / "docs" / "vectors" / report)

    assert code == 0, said


def test_the_projects_bring_out_what_they_are_for(tmp_path: Path) -> None:
    """Each kind of value, aggregate, node of a tree and rounding is in one of the reports."""
    documents = [document_of(plant(name, tmp_path / name)) for name in PLANTS]

    values = [value for document in documents for value in document["values"]]
    assert {value["kind"] for value in values} == {
        *("monitored", "fixed", "category", "default", "lookup", "period", "gwp"),
    }
    aggregates = {value.get("aggregate") for value in values} - {None}
    assert aggregates == {"sum", "mean", "min", "max"}
    edges = {str(value.get("edges")) for value in values}
    assert len(edges - {"None", "0", "['0', '0', '0']"}) > 0
    trees = "".join(str(one["tree"]) for document in documents for one in document["equations"])
    for node in ("quantity", "convert", "power", "neg", "abs", "and", "or", "not", "if", "!="):
        assert f"'{node}'" in trees
    assert any(document["adjustments"] for document in documents)
    years = [year for document in documents for year in document["rounding"]["years"]]
    assert any(year["carried"].startswith("-") for year in years)
    lines = [line for document in documents for line in document["vintages"]]
    assert {line["credits"] is None for line in lines} == {True, False}


@FEW
@given(tables)
def test_it_agrees_on_drawn_readings(rows: list[tuple[str, int, int]]) -> None:
    """Whatever two meters read over New Year, errors and deficits among it, both compute alike."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code, said = check(document_of(write(folder, rows, Storage())), folder)

    assert code == 0, said


amount = st.decimals("0", "50", places=2, allow_nan=False).map(str)


@FEW
@given(st.lists(st.tuples(amount, amount), min_size=4, max_size=16))
def test_it_agrees_on_drawn_lines(pairs: list[tuple[str, str]]) -> None:
    """Quarters of any sign, cut or not: deficits and shares of tonnes are the same for both."""
    lines = [
        (f"{2001 + number // 4}-{first}", f"{2001 + number // 4}-{last}", it, dc)
        for number, (it, dc) in enumerate(pairs)
        for first, last in [QUARTERS[number % 4]]
    ]
    cuts = ", ".join(start for start, *_ in lines[1:])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        centre(folder, lines, period=f"cuts = [{cuts}]")
        document = document_of(folder)
        code, said = check(document, folder)

    assert len(document["vintages"]) == len(pairs)
    assert code == 0, said
