"""A report is read strictly, and its months lead to the values of its equations."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from jcm_mrv.canonical import canonical
from jcm_mrv.report.formulas import ArithmeticFault, formulas_of, leaves_of
from jcm_mrv.report.model import Report
from jcm_mrv.report.reading import ReportFault, parse_report
from jcm_mrv.run import calculate

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/project.toml"))
LAO = next(path for path in EXAMPLES if path.parent.name == "lao-data-center")


@cache
def report_of(path: Path) -> bytes:
    """Return the report of an example."""
    return calculate(path).report_bytes


def lao() -> dict[str, Any]:
    """Return a copy of the Lao report."""
    document: dict[str, Any] = json.loads(report_of(LAO))
    return document


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_months_lead_to_every_value(path: Path) -> None:
    """Months, edges and adjustments add up to the value that enters the equations."""
    parsed = parse_report(report_of(path))
    report = parsed.report
    for one in report.values:
        if one.kind != "monitored" or one.members is not None:
            continue
        months = [
            Fraction(month.sum)
            for month in report.readings
            if (month.parameter, month.segment) == (one.name, one.segment)
            and isinstance(month.sum, str)
        ]
        added = [
            Fraction(change.amount.value)
            for change in report.adjustments
            if (change.parameter, change.segment) == (one.name, one.segment)
        ]
        assert isinstance(one.edges, str)
        assert one.value is not None
        assert sum(months) + Fraction(one.edges) + sum(added) == Fraction(one.value)


def test_members_add_up_by_column() -> None:
    """Over a set, the columns of the months add up to the value of each member."""
    path = next(one for one in EXAMPLES if one.parent.name == "philippines-rooftop-solar")
    report = parse_report(report_of(path)).report
    value = next(one for one in report.values if one.kind == "monitored")
    assert value.members is not None
    assert value.values is not None
    for index, member in enumerate(value.members):
        months = [
            Fraction(month.sum[month.members.index(member)])
            for month in report.readings
            if month.segment == value.segment and month.members and member in month.members
        ]
        added = [
            Fraction(change.amount.value)
            for change in report.adjustments
            if (change.member, change.segment) == (member, value.segment)
        ]
        assert sum(months) + sum(added) == Fraction(value.values[index])


@pytest.mark.parametrize(
    ("keys", "value", "path"),
    [
        (("schema",), "jcm-mrv/report/0", "schema"),
        (("more",), 1, "more"),
        (("totals", "credits"), "207", "totals.credits"),
        (("totals", "credits"), True, "totals.credits"),
        (("values", 0, "value"), "1.50", "values[0].value"),
        (("values", 0, "value"), "1e3", "values[0].value"),
        (("inputs", 0, "sha256"), "abc", "inputs[0].sha256"),
        (("vintages", 0, "start"), "1 March", "vintages[0].start"),
        (("equations", 0, "tree", "op"), "**", "equations[0].tree.op"),
        (("months", 0, "month"), "March", "months[0].month"),
        (("months", 0, "indicators", 0, "values"), ["1"], "months[0].indicators[0]"),
        (("months", 0, "indicators", 0), {"name": "x", "unit": "1"}, "months[0].indicators[0]"),
        (("methodology", "indicators", 0, "tree"), {}, "methodology.indicators[0].tree.op"),
        (("segments", 0, "beyond_months"), None, "segments[0].beyond_months"),
        (("findings",), {}, "findings"),
    ],
)
def test_what_is_no_report_is_refused_at_its_place(
    keys: tuple[str | int, ...], value: Any, path: str
) -> None:
    """A wrong schema, a key too many, a number that is no number: the place is named."""
    document = lao()
    here: Any = document
    for key in keys[:-1]:
        here = here[key]
    here[keys[-1]] = value
    with pytest.raises(ReportFault) as caught:
        parse_report(canonical(document))
    assert caught.value.path == path


def test_what_is_no_json_object_is_no_report() -> None:
    """Bytes of something else are refused in a sentence."""
    for data in (b"", b"[]", b"%PDF-1.7", b'"report"'):
        with pytest.raises(ReportFault):
            parse_report(data)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("values", 0, "segment"), 9),
        (("values", 1, "name"), "EC_IT"),
        (("values", 0, "value"), "2/4"),
        (("equations", 0, "segment"), 9),
        (("equations", 0, "tree", "args"), [{"number": "1"}]),
    ],
)
def test_what_cannot_be_followed_is_told(keys: tuple[str | int, ...], value: Any) -> None:
    """A value without a segment, or a tree that is none, is a fault with its pointer."""
    document = lao()
    here: Any = document
    for key in keys[:-1]:
        here = here[key]
    here[keys[-1]] = value
    report = parse_report(canonical(document)).report
    with pytest.raises(ArithmeticFault) as caught:
        (leaves_of(report), formulas_of(report))
    assert caught.value.pointer.startswith(f"/{keys[0]}/")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_schema_accepts_every_example(path: Path) -> None:
    """Another validator than ours accepts each example, and refuses a damaged one."""
    schema = Report.model_json_schema(by_alias=True)
    validator = jsonschema.Draft202012Validator(schema)
    document = json.loads(report_of(path))
    assert list(validator.iter_errors(document)) == []
    damaged = copy.deepcopy(document)
    damaged["vintages"][0]["year"] = "2017"
    assert list(validator.iter_errors(damaged)) != []
