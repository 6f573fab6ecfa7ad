"""The tree of an equation, with symbols and with numbers."""

from __future__ import annotations

from typing import Any

import pytest

from jcm_mrv.views.equation import SHOWN_MEMBERS, render_numbers, render_symbols

Json = dict[str, Any]

A: Json = {"name": "A"}
B: Json = {"name": "B"}
C: Json = {"name": "C"}
OPERANDS: Json = {
    "A": {"unit": "MWh", "value": "2"},
    "B": {"unit": "MWh", "value": "-3.5"},
    "C": {"unit": "MWh", "value": "1/3"},
    "use": {"text": "grid"},
    "EG": {
        "unit": "MWh",
        "members": ["a", "b", "c", "d", "e"],
        "values": ["1", "2", "3", "4", "5"],
    },
    "kind": {"members": ["a", "b"], "texts": ["new", "old"]},
}


def node(operator: str, *args: Json) -> Json:
    """Return the node of an operation."""
    return {"op": operator, "args": list(args)}


@pytest.mark.parametrize(
    ("tree", "symbols", "numbers"),
    [
        (node("+", A, node("*", B, C)), "A + B * C", "2 + (-3.5) * 0.333333..."),
        (node("*", node("+", A, B), C), "(A + B) * C", "(2 + (-3.5)) * 0.333333..."),
        (node("-", A, node("-", B, C)), "A - (B - C)", "2 - ((-3.5) - 0.333333...)"),
        (node("/", A, node("*", B, C)), "A / (B * C)", "2 / ((-3.5) * 0.333333...)"),
        (node("neg", node("+", A, B)), "-(A + B)", "-(2 + (-3.5))"),
        (node("power", B, {"number": "2"}), "B**2", "(-3.5)**2"),
        (node("max", A, node("neg", B)), "max(A, -B)", "max(2, -(-3.5))"),
        (
            node("if", node("<", A, B), A, node("if", node(">=", A, C), B, C)),
            "A if A < B else B if A >= C else C",
            "2 if 2 < -3.5 else -3.5 if 2 >= 0.333333... else 0.333333...",
        ),
        (
            node("and", node("not", node("==", {"name": "use"}, {"text": "grid"})), A),
            'not use == "grid" and A',
            'not "grid" == "grid" and 2',
        ),
        (
            node("*", A, {"quantity": "24", "unit": "hour/day"}),
            "A * 24 hour/day",
            "2 * 24",
        ),
        (
            node("/", A, {"quantity": "24", "unit": "hour/day"}),
            "A / (24 hour/day)",
            "2 / 24",
        ),
        (
            {"convert": "1/1000", "from": "kWh", "to": "MWh", "args": [node("+", A, B)]},
            "(A + B) [kWh to MWh]",
            "(2 + (-3.5)) / 1000",
        ),
        (
            node("+", {"convert": "1000", "from": "MWh", "to": "kWh", "args": [A]}, B),
            "A [MWh to kWh] + B",
            "2 * 1000 + (-3.5)",
        ),
        (
            {"convert": "5/18", "from": "X", "to": "Y", "args": [A]},
            "A [X to Y]",
            "2 * 5 / 18",
        ),
    ],
)
def test_a_tree_reads_like_the_formula(tree: Json, symbols: str, numbers: str) -> None:
    """Brackets stand only where the order of the operations needs them."""
    assert (render_symbols(tree), render_numbers(tree, OPERANDS)) == (symbols, numbers)


INDEXED: Json = {"name": "EG", "index": "i"}
OVER: Json = {"op": "sum", "index": "i", "set": "system", "of": node("*", INDEXED, A)}


def test_a_sum_over_a_set_shows_its_first_terms() -> None:
    """Three terms of five are written out, and the rest is counted."""
    assert render_symbols(OVER) == "sum(EG[i] * A for i in system)"
    assert render_numbers(OVER, OPERANDS) == "1 * 2 + 2 * 2 + 3 * 2 + ... 2 more"


def test_a_maximum_over_a_set_keeps_its_name() -> None:
    """The terms of a maximum stand in its brackets."""
    tree = {**OVER, "op": "max", "of": INDEXED}
    assert render_numbers(tree, OPERANDS) == "max(1, 2, 3, ... 2 more)"


def test_a_sum_with_a_condition_is_not_written_out() -> None:
    """Which members the condition lets in is a result, which a view does not compute."""
    tree = {**OVER, "if": node("==", {"name": "kind", "index": "i"}, {"text": "new"})}
    shown = 'sum(EG[i] * 2 for i in system if kind[i] == "new")'
    assert render_numbers(tree, OPERANDS) == shown


def test_an_indexed_name_shows_the_number_of_its_member() -> None:
    """Within an equation over a set, each line is about one member; categories are words."""
    tree = node("if", node("==", {"name": "kind", "index": "i"}, {"text": "new"}), INDEXED, A)
    assert render_numbers(tree, OPERANDS, member="b") == '2 if "old" == "new" else 2'


def test_an_operand_that_is_missing_keeps_its_name() -> None:
    """Nothing is made up where a report holds no number."""
    assert render_numbers(node("+", A, {"name": "X"}), OPERANDS) == "2 + X"


def test_a_sum_inside_of_a_sum_is_not_written_out() -> None:
    """Else thirty of them, one in the other, would be 3 to the power of 30 terms."""
    tree: Any = INDEXED
    for _level in range(30):
        tree = {**OVER, "of": node("+", INDEXED, tree)}
    assert render_numbers(tree, OPERANDS).count("sum(") == 29 * SHOWN_MEMBERS


def test_an_operation_with_too_few_parts_is_shown_as_a_call() -> None:
    """A report from elsewhere may hold what no methodology has."""
    assert render_symbols(node("if", A)) == "if(A)"
    assert render_symbols(node("power", A)) == "power(A)"


def test_a_key_that_is_null_is_no_number_and_has_no_members() -> None:
    """A report from elsewhere may write null where ours leave a key out: the name stays."""
    empty = dict.fromkeys(("value", "text", "members", "values", "texts"))
    over = {"op": "sum", "index": "i", "set": "systems", "of": {"name": "EG", "index": "i"}}
    operands = {"EG": empty, "A": {**empty, "value": "2"}}
    assert render_numbers(node("+", A, over), operands) == "2 + sum(EG[i] for i in systems)"
