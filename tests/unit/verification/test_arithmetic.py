"""A report's own arithmetic: what can be seen without a single input."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.unit.verification.handed import GAP, LAO, ROOFS, entry, read
from tests.unit.verification.test_judging import forged

from jcm_mrv.verification.arithmetic import check_arithmetic
from jcm_mrv.verification.nodes import Part, monitored_value


@pytest.mark.parametrize("project", [LAO, ROOFS, GAP], ids=lambda path: path.name)
def test_the_arithmetic_of_a_report_holds(project: Any) -> None:
    """A report as it is written follows from its own leaves, a set and an error included."""
    assert check_arithmetic(read(project)) == []


def test_a_whole_forgery_holds() -> None:
    """Whoever recomputes all that follows is not found out by arithmetic alone."""
    assert check_arithmetic(forged()) == []


def test_months_have_to_add_up() -> None:
    """A month that was edited contradicts the value: 428.55169 stated, 429.55169 follows."""
    document = read()
    entry(document, "readings", parameter="EC_IT", month="2017-03")["sum"] = "41.5235"
    (one,) = check_arithmetic(document)
    assert (one.trail[0], one.stated, one.follows) == ("values", "428.55169", "429.55169")


def test_an_operand_is_the_value_of_its_name() -> None:
    """An equation that reads another number than the report states is told, value and all."""
    document = read()
    entry(document, "equations", name="PE", segment=0)["operands"]["EF_elec"]["value"] = "1"
    found = [(one.trail[2], one.stated, one.follows) for one in check_arithmetic(document)]
    # 462.73813 MWh * 1 tCO2/MWh
    assert found == [("operands", "1", "0.5546"), ("value", "256.634566898", "462.73813")]


def test_a_tree_decides_and_not_its_text() -> None:
    """A tree that adds where it should multiply: 428.55169 + 1.8 in place of their product."""
    document = read()
    tree = entry(document, "equations", name="RE", segment=0)["tree"]
    tree["args"][0]["op"] = "+"
    (one,) = check_arithmetic(document)
    assert one.follows == "238.673047274"


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [("values", "segment", 7), ("equations", "segment", 7), ("segments", "vintage", 7)],
)
def test_an_entry_lies_somewhere(section: str, key: str, value: int) -> None:
    """A number of no segment, or a segment of no line, is told."""
    document = read()
    document[section][0][key] = value
    assert (section, 0, key) in [one.trail for one in check_arithmetic(document)]


def test_credits_follow_by_the_named_step() -> None:
    """171 of 171.18 and 36 of 36.42: 172 do not follow, and a line with an error has none."""
    document = read()
    document["vintages"][0]["credits"] = 172
    (one,) = check_arithmetic(document)
    assert (one.stated, one.follows) == ("172", "171")
    document = read()
    document["findings"] = [{**read(GAP)["findings"][0], "severity": "error", "vintages": [1]}]
    found = [(one.trail, one.follows) for one in check_arithmetic(document)]
    # 207 in all still follow from the lines as they are stated: the line is told, once.
    assert found == [(("vintages", 1, "credits"), "none")]


@pytest.mark.parametrize(
    ("aggregate", "value"),
    [("sum", Fraction(17)), ("mean", Fraction(13, 5)), ("min", Fraction(1)), ("max", Fraction(6))],
)
def test_the_rule_of_each_aggregate(aggregate: str, value: Fraction) -> None:
    """4 + 8 + edges 4 + added 1 = 17; (4 + 8 + 1) / (2 + 3) = 13/5; least 1, greatest 6."""
    parts = [
        Part(Fraction(4), 2, Fraction(1), Fraction(3)),
        Part(Fraction(8), 3, Fraction(1), Fraction(6)),
    ]
    assert monitored_value(parts, Fraction(1), Fraction(4), aggregate) == value


def test_no_reading_has_no_mean() -> None:
    """Of nothing there is a sum and no mean."""
    assert monitored_value([], Fraction(0), Fraction(0), "sum") == 0
    assert monitored_value([], Fraction(0), Fraction(0), "mean") is None


@pytest.mark.parametrize("key", ["sum", "count", "expected", "members"])
def test_columns_of_different_lengths_contradict_each_other(key: str) -> None:
    """Over a set every number has as many entries as there are members."""
    document = read(ROOFS)
    document["readings"][0][key].pop()
    assert check_arithmetic(document) != []
    document = read(ROOFS)
    del document["readings"][0]["members"]
    assert check_arithmetic(document) != []
