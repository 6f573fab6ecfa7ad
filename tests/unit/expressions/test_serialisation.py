"""The JSON tree of a formula."""

from __future__ import annotations

from typing import Any

import pytest

from jcm_mrv.expressions import Symbol, infer, parse_formula, to_json
from jcm_mrv.units import standard_units

A, B, ONE = {"name": "A"}, {"name": "B"}, {"number": "1"}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("A", A),
        ("24", {"number": "24"}),
        ("0.50", {"number": "0.5"}),
        ("1e-3", {"number": "0.001"}),
        ('q("24.0 hour/day")', {"quantity": "24", "unit": "hour/day"}),
        ("EC[i]", {"name": "EC", "index": "i"}),
        ('A == "grid"', {"op": "==", "args": [A, {"text": "grid"}]}),
        ("A + B", {"op": "+", "args": [A, B]}),
        ("A - B", {"op": "-", "args": [A, B]}),
        ("A * B", {"op": "*", "args": [A, B]}),
        ("A / B", {"op": "/", "args": [A, B]}),
        ("-A", {"op": "neg", "args": [A]}),
        ("A ** -2", {"op": "power", "args": [A, {"number": "-2"}]}),
        ("min(A, B, 1)", {"op": "min", "args": [A, B, ONE]}),
        ("max(A, B)", {"op": "max", "args": [A, B]}),
        ("abs(A)", {"op": "abs", "args": [A]}),
        ("not A >= B", {"op": "not", "args": [{"op": ">=", "args": [A, B]}]}),
        (
            "A < B and A <= B or A > B",
            {
                "op": "or",
                "args": [
                    {
                        "op": "and",
                        "args": [{"op": "<", "args": [A, B]}, {"op": "<=", "args": [A, B]}],
                    },
                    {"op": ">", "args": [A, B]},
                ],
            },
        ),
        ("A if A != B else 1", {"op": "if", "args": [{"op": "!=", "args": [A, B]}, A, ONE]}),
        (
            "sum(EC[i] for i in chiller)",
            {"op": "sum", "index": "i", "set": "chiller", "of": {"name": "EC", "index": "i"}},
        ),
        (
            "max(1 for j in s if A > B)",
            {
                "op": "max",
                "index": "j",
                "set": "s",
                "of": ONE,
                "if": {"op": ">", "args": [A, B]},
            },
        ),
    ],
)
def test_each_construct_has_one_form(text: str, tree: dict[str, Any]) -> None:
    """Numbers are text, so that no reader of JSON makes a float of them."""
    assert to_json(parse_formula(text)) == tree


def test_a_conversion_is_explicit() -> None:
    """Another evaluator multiplies by the factor and needs no unit library."""
    units = standard_units()
    symbols = {"A": Symbol("A", units.parse("kWh"))}
    for target, factor in (("MWh", "1/1000"), ("GJ", "9/2500"), ("Wh", "1000")):
        tree = infer(parse_formula("A"), symbols, (), units, target=units.parse(target))
        assert to_json(tree) == {"convert": factor, "from": "kWh", "to": target, "args": [A]}
