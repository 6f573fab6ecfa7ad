"""Formulas as MathML: with symbols, and with numbers in the places of their names."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from jcm_mrv.views.page.figures import Figures
from jcm_mrv.views.page.leaves import Numbers, Symbols
from jcm_mrv.views.page.mathml import is_drawable, render_symbol, render_tree
from jcm_mrv.views.page.node import Node
from jcm_mrv.views.words import read_language

ENGLISH = read_language("en")
FIGURES = Figures(ENGLISH)
SYMBOLS = {"EG": "EG_{i,p}", "EF": "EF"}

A, B, C = {"name": "a"}, {"name": "b"}, {"name": "c"}


def op(operator: str, *args: Any) -> dict[str, Any]:
    """Return the node of an operation."""
    return {"op": operator, "args": list(args)}


def plain(markup: str) -> str:
    """Return what a reader sees, fractions and powers told by their elements."""
    shown = re.sub(r"<mfrac>(.*?)</mfrac>", r"frac[\1]", markup)
    shown = re.sub(r"<msup>(.*?)</msup>", r"power[\1]", shown)
    return unescape(re.sub("<[^>]*>", "", shown)).replace("\N{NO-BREAK SPACE}", " ")


def symbols(tree: dict[str, Any]) -> str:
    """Return a tree with its symbols."""
    return render_tree(Node(tree, "/tree"), Symbols(FIGURES, SYMBOLS), ENGLISH)


def numbers(tree: dict[str, Any], operands: dict[str, Any], member: str | None = None) -> str:
    """Return a tree with numbers in the places of its names."""
    leaves = Numbers(FIGURES, SYMBOLS, Node(operands, "/operands"), member)
    return render_tree(Node(tree, "/tree"), leaves, ENGLISH)


@pytest.mark.parametrize(
    ("tree", "shown"),
    [
        (op("-", A, op("-", B, C)), "a−(b−c)"),
        (op("-", op("-", A, B), C), "a−b−c"),
        (op("+", A, op("+", B, C)), "a+b+c"),
        (op("*", op("+", A, B), C), "(a+b)×c"),
        (op("+", op("*", A, B), C), "a×b+c"),
        (op("neg", op("+", A, B)), "−(a+b)"),
        (op("/", op("+", A, B), C), "frac[a+bc]"),
        (op("power", op("*", A, B), {"number": "-1"}), "power[(a×b)-1]"),
        (op("max", A, op("abs", B)), "max(a,|b|)"),
        (op("<=", A, B), "a≤b"),
        (op("and", op("or", A, B), C), "(a or b) and c"),
        (op("if", op(">", A, B), A, {"number": "0"}), "{a if a>b0 otherwise "),
        (op("==", A, {"text": "grid"}), "a=“grid”"),
        ({"quantity": "24", "unit": "hour/day"}, "24 hour/day"),
    ],
    ids=str,
)
def test_operators_bind_as_the_language_says(tree: dict[str, Any], shown: str) -> None:
    """Brackets stand where the tree needs them, and nowhere else."""
    assert plain(symbols(tree)) == shown


def test_a_conversion_of_units_shows() -> None:
    """Its exact factor stands beside what it converts, with the units that it leads between."""
    tree = {"convert": "1/1000", "from": "kWh", "to": "MWh", "args": [A]}
    shown = symbols(tree)
    assert plain(shown) == "a×frac[11000] MWh/kWh"
    assert 'class="convert"' in shown


def test_a_symbol_is_typeset() -> None:
    """EG_{i,p} has i, a comma and p below EG."""
    assert render_symbol("EG_{i,p}") == (
        "<msub><mi>EG</mi><mrow><mi>i</mi><mo>,</mo><mi>p</mi></mrow></msub>"
    )


def test_a_number_carries_its_place_and_its_unit() -> None:
    """What stands for a name is the operand, cut, with the report's own text beside it."""
    shown = numbers(op("*", A, B), {"a": {"unit": "MWh", "value": "1/3"}, "b": {"value": "-2"}})
    assert '<data value="1/3" data-at="/operands/a/value">0.333333</data>' in shown
    assert plain(shown) == "0.333333 MWh×(-2)"


def test_a_sum_over_a_set_is_written_out() -> None:
    """Three terms stand there, the others are counted; no term is invented for a condition."""
    each = {"op": "*", "args": [{"name": "EG", "index": "i"}, {"name": "EF"}]}
    tree = {"op": "sum", "index": "i", "set": "roof", "of": each}
    members = ["w", "x", "y", "z"]
    operands = {"EG": {"members": members, "values": ["1", "2", "3", "4"]}, "EF": {"value": "5"}}
    shown = numbers(tree, operands)
    assert plain(shown) == "1×5+2×5+3×5+… 1 more "
    assert 'data-at="/operands/EG/values/2"' in shown
    chosen = {**tree, "if": op(">", {"name": "EF"}, {"number": "1"})}
    assert plain(numbers(chosen, operands)).startswith("∑i∈roof,5>1")


def test_a_sum_inside_of_a_sum_is_not_written_out() -> None:
    """Forty levels of sums over three members give three terms, and not 3 to the 40th.

    The index of a sum that stays one is its own: no member's number stands for it.
    """
    leaf = {"name": "EG", "index": "i"}
    tree: dict[str, Any] = leaf
    for _ in range(40):
        tree = {"op": "sum", "index": "i", "set": "roof", "of": op("+", leaf, tree)}
    members = ["w", "x", "y"]
    shown = numbers(tree, {"EG": {"members": members, "values": ["1", "2", "3"]}})
    assert [plain(shown).count(digit) for digit in "123"] == [1, 1, 1]
    assert plain(shown).count("∑") == 3 * 39


def test_an_equation_over_a_set_has_the_numbers_of_a_member() -> None:
    """The member says which entry of a column stands for a name with an index."""
    operands = {"EG": {"unit": "MWh", "members": ["w", "x"], "values": ["1", "2"]}}
    assert plain(numbers({"name": "EG", "index": "i"}, operands, "x")) == "2 MWh"


def test_a_formula_beyond_the_language_is_not_drawn() -> None:
    """500 parts and 60 levels are more than a formula has."""
    deep: dict[str, Any] = A
    for _ in range(70):
        deep = op("neg", deep)
    assert not is_drawable(deep)
    assert not is_drawable(op("+", *[A] * 500))
    assert is_drawable(op("+", *[A] * 400))
