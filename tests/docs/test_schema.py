"""docs/schemas holds the schema that the program reads by, and every report fits it."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from jcm_mrv.canonical import canonical
from jcm_mrv.cli import main
from jcm_mrv.report.reading import ReportFault, parse_report
from jcm_mrv.report.schema import render_schema
from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "schemas" / "report-1.json"
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/project.toml"))
LAO = ROOT / "examples" / "lao-data-center"


@cache
def validator() -> Draft202012Validator:
    """Return what validates by the committed schema."""
    return Draft202012Validator(json.loads(FILE.read_text("utf-8")))


@cache
def report_of(folder: Path) -> bytes:
    """Return the report of an example."""
    return calculate(folder).report_bytes


def test_the_committed_schema_is_the_program_s(capsys: pytest.CaptureFixture[str]) -> None:
    """`make docs` writes it again; the command prints the same text."""
    assert FILE.read_text("utf-8") == render_schema()
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == render_schema()


def test_the_schema_is_one() -> None:
    """It fits the schema of schemas that it names."""
    schema = json.loads(FILE.read_text("utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_report_of_every_example_fits(folder: Path) -> None:
    """Another program's validator accepts what this one writes."""
    validator().validate(json.loads(report_of(folder)))


def put(*path: str | int, value: Any) -> Callable[[Any], None]:
    """Return a change that sets one place of a report."""

    def change(report: Any) -> None:
        for key in path[:-1]:
            report = report[key]
        report[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Any], None]:
    """Return a change that takes one key away."""

    def change(report: Any) -> None:
        for key in path[:-1]:
            report = report[key]
        del report[path[-1]]

    return change


FAULTS = {
    "another schema": put("schema", value="jcm-mrv/report/2"),
    "no schema": drop("schema"),
    "no totals": drop("totals"),
    "a key that nobody knows": put("remark", value="all fine"),
    "a key that nobody knows, deep inside": put("totals", "tonnes", value="208"),
    "credits as text": put("totals", "credits", value="207"),
    "credits in halves": put("vintages", 0, "credits", value=171.5),
    "credits as true": put("vintages", 0, "credits", value=True),
    "a quantity without its unit": put("totals", "emission_reductions", value="207.6"),
    "a value with an exponent": put("totals", "emission_reductions", "value", value="2e2"),
    "a value with trailing zeros": put("totals", "emission_reductions", "value", value="207.60"),
    "a value with a plus": put("totals", "emission_reductions", "value", value="+207"),
    "a value with a separator": put("totals", "emission_reductions", "value", value="1,207"),
    "a value as a number": put("totals", "emission_reductions", "value", value=207),
    "a digest in capitals": put("inputs", 0, "sha256", value="A" * 64),
    "a digest cut short": put("inputs", 0, "sha256", value="a" * 63),
    "a negative size": put("inputs", 0, "bytes", value=-1),
    "lines as a table": put("vintages", value={"2017": {}}),
    "a day in another order": put("vintages", 0, "start", value="01-03-2017"),
    "a month of one digit": put("readings", 0, "month", value="2017-3"),
    "an instant without its Z": put(
        "time", "boundaries", 0, "instant", value="2017-03-01T00:00:00"
    ),
    "an operator that there is none of": put("equations", 0, "tree", "op", value="eval"),
    "a tree with a stranger in it": put("equations", 0, "tree", value={"python": "1"}),
    "an operation of nothing": put("equations", 0, "tree", "args", value=[]),
    "a severity that there is none of": put(
        "findings",
        value=[
            {
                "code": "D104",
                "severity": "fatal",
                "where": {"file": "project.toml", "path": ""},
                "message": "a gap",
                "treatment": None,
                "effect": None,
                "parameter": None,
                "start": None,
                "end": None,
                "meter": None,
                "vintages": [],
            }
        ],
    ),
    "a kind of value that there is none of": put("values", 0, "kind", value="guessed"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_does_not_fit(name: str) -> None:
    """The published schema refuses it, and so does this program's own reader."""
    report = json.loads(report_of(LAO))
    broken = deepcopy(report)
    FAULTS[name](broken)
    assert broken != report
    assert not validator().is_valid(broken)
    with pytest.raises(ReportFault):
        parse_report(canonical(broken))
