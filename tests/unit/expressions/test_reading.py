"""A tree from a report is proved to be a formula before it is evaluated."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from jcm_mrv.expressions import Budget, FormulaError, evaluate, to_json
from jcm_mrv.expressions.reading import read_tree

ONE = {"number": "1"}


def op(operator: str, *args: Any) -> dict[str, Any]:
    """Return the node of an operation."""
    return {"op": operator, "args": list(args)}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"quantity": "24", "unit": "hour/day"}, "24"),
        (op("-", {"name": "a"}, op("/", ONE, {"number": "3"})), "5/3"),  # 2 - 1/3
        (op("power", {"name": "a"}, {"number": "-2"}), "1/4"),
        (op("if", op("==", {"name": "c"}, {"text": "grid"}), ONE, {"name": "a"}), "1"),
        (
            op(
                "if", op("and", op("<", ONE, {"name": "a"}), op("not", op(">", ONE, ONE))), ONE, ONE
            ),
            "1",
        ),
        ({"convert": "1/1000", "from": "kWh", "to": "MWh", "args": [{"name": "a"}]}, "1/500"),
        ({"op": "sum", "index": "j", "set": "s", "of": {"name": "m", "index": "j"}}, "7"),  # 3 + 4
        (
            {
                "op": "max",
                "index": "j",
                "set": "s",
                "of": {"name": "m", "index": "j"},
                "if": op("<", {"name": "m", "index": "j"}, {"number": "4"}),
            },
            "3",
        ),
        (op("min", {"name": "a"}, op("neg", ONE), op("abs", ONE)), "-1"),
    ],
)
def test_every_node_reads_back_and_has_its_value(tree: dict[str, Any], expected: str) -> None:
    """Each node of the page's table gives by hand what it gives here, and is written as it was."""
    node = read_tree(tree)
    values: dict[str, Any] = {
        "a": Fraction(2),
        "c": "grid",
        "m": {"x": Fraction(3), "y": Fraction(4)},
    }
    assert evaluate(node, values, {"s": ("x", "y")}, Budget()) == Fraction(expected)
    assert to_json(node) == tree


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"number": 1},
        {"number": "1.0"},
        {"number": "1", "unit": "t"},
        {"name": "a", "index": "i", "more": "b"},
        {"text": "grid"},
        op("+", ONE),
        op("-", ONE, ONE, ONE),
        op("**", ONE, ONE),
        op("<", ONE, ONE),
        op("min"),
        op("if", ONE, ONE, ONE),
        op("if", op("and"), ONE, ONE),
        op("if", op("<", ONE, {"text": "grid"}), ONE, ONE),
        op("power", ONE, {"number": "5"}),
        op("power", ONE, {"number": "1/2"}),
        op("power", ONE, {"name": "a"}),
        {"convert": "2", "from": "kWh", "to": "MWh", "args": []},
        {"op": "sum", "index": "j", "set": "s"},
        {"op": "sum", "index": "j", "set": "s", "of": ONE, "else": ONE},
        [],
        "1",
    ],
)
def test_what_is_no_formula_is_refused(tree: Any) -> None:
    """A condition in place of a number, a wrong count of operands, a key too many: no formula."""
    with pytest.raises(FormulaError):
        read_tree(tree)


def test_a_tree_beyond_the_limits_is_refused() -> None:
    """Two thousand operands, and two hundred levels, are more than any formula has."""
    with pytest.raises(FormulaError, match="beyond the limits"):
        read_tree(op("min", *[ONE] * 2_000))
    deep: dict[str, Any] = ONE
    for _ in range(200):
        deep = op("neg", deep)
    with pytest.raises(FormulaError, match="beyond the limits"):
        read_tree(deep)
