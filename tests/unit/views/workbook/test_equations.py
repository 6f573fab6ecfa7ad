"""Equations become formulas of a spreadsheet that mean the same; expected texts are by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.expressions.tree import (
    Aggregate,
    Conditional,
    Convert,
    Name,
    Node,
    Number,
    Operation,
    Power,
    Quantity,
    Text,
)
from jcm_mrv.views.workbook.equations import term_of, to_formula
from jcm_mrv.views.workbook.expression import Area, FormulaTooLongError, Ref, render_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = {"a": 0, "b": 1, "c": 2}


class Cells:
    """Names a, b, c in A1, B1, C1; x, y over three members in D1:D3 and E1:E3."""

    sheet = "s"

    def one(self, name: str) -> Ref:
        """Return the cell of a name."""
        return Ref("s", 0, PLACES[name])

    def of(self, name: str, member: int) -> Ref:
        """Return the cell of a member."""
        return Ref("s", member, {"x": 3, "y": 4}[name])

    def column(self, name: str) -> Area:
        """Return the column of a name."""
        column = {"x": 3, "y": 4}[name]
        return Area("s", 0, column, 2, column)

    def terms(self, node: Aggregate) -> Area:
        """Return the column of helpers."""
        return Area("s", 0, 9, 2, 9)

    def members(self, over: str) -> int:
        """Return three."""
        return 3

    def is_text(self, name: str) -> bool:
        """Tell that c is a category."""
        return name == "c"


def name(text: str, index: str | None = None) -> Name:
    """Return a name."""
    return Name(text, index, text)


def literal(text: str) -> Number:
    """Return a number."""
    return Number(Fraction(text), text)


def apply(op: str, *args: Node) -> Operation:
    """Return an operation."""
    return Operation(op, args, op)  # type: ignore[arg-type]


def written(node: Node, at: Mapping[str, int] | None = None) -> str:
    """Return the formula as text."""
    return render_formula(to_formula(node, Cells(), at), "s")


def either(condition: Node) -> Conditional:
    """Return a where a condition holds, else b."""
    return Conditional(condition, A, B, "", 0)


A, B, C, X, Y = name("a"), name("b"), name("c"), name("x", "i"), name("y", "i")
ABOVE = apply(">", A, B)
RATIO = apply(">", apply("/", A, B), literal("1"))
INVERSE = apply(">", Power(B, -1, ""), literal("1"))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (apply("-", A, apply("-", B, literal("2"))), "A1-(B1-2)"),
        (apply("+", apply("+", A, B), literal("0.5")), "A1+B1+0.5"),
        (apply("/", A, apply("*", B, literal("3"))), "A1/(B1*3)"),
        (apply("*", apply("+", A, B), literal("3")), "(A1+B1)*3"),
        (apply("neg", apply("+", A, B)), "(-(A1+B1))"),
        (Power(apply("neg", A), 2, ""), "POWER((-A1),2)"),
        (Power(A, -2, ""), "POWER(A1,(-2))"),
        (Power(A, 0, ""), "1"),
        (apply("abs", A), "ABS(A1)"),
        (apply("min", A, B, literal("1")), "MIN(A1,B1,1)"),
        (Quantity(Fraction(24), "hour/day", ""), "24"),
        (Convert(Fraction(1, 1000), "kWh", "MWh", A, ""), "A1/1000"),
        (Convert(Fraction(1000), "MWh", "kWh", apply("+", A, B), ""), "(A1+B1)*1000"),
        (Convert(Fraction(9, 2500), "MJ", "kWh", A, ""), "A1*9/2500"),
        (
            Conditional(apply(">=", A, literal("300")), B, literal("0"), "", 0),
            "IF(A1>=300,B1,0)",
        ),
        (
            Conditional(apply("==", C, Text("grid", "")), A, B, "", 0),
            'IF(EXACT(C1,"grid"),A1,B1)',
        ),
        (
            Conditional(apply("!=", Text('a "b"', ""), C), A, B, "", 0),
            'IF(NOT(EXACT("a ""b""",C1)),A1,B1)',
        ),
        (either(apply("and", ABOVE, apply("not", ABOVE))), "IF(AND(A1>B1,NOT(A1>B1)),A1,B1)"),
        # What stands behind a condition that protects it from a division by zero stays unasked.
        (either(apply("and", ABOVE, RATIO)), "IF(IF(A1>B1,A1/B1>1,FALSE),A1,B1)"),
        (either(apply("or", ABOVE, INVERSE)), "IF(IF(A1>B1,TRUE,POWER(B1,(-1))>1),A1,B1)"),
        (Aggregate("sum", "i", "set", X, None, ""), "SUM(D1:D3)"),
        (Aggregate("max", "i", "set", apply("*", X, Y), None, ""), "MAX(J1:J3)"),
    ],
)  # fmt: skip
def test_a_tree_is_written_as_a_formula(node: Node, expected: str) -> None:
    """Operators keep their brackets, conversions are exact, texts are compared by EXACT."""
    assert written(node) == expected


def test_a_name_with_an_index_is_the_cell_of_its_member() -> None:
    """The second member lies in the second row."""
    assert written(apply("*", X, Y), {"i": 1}) == "D2*E2"


def test_the_term_of_a_sum_shows_a_dash_where_its_condition_is_not_met() -> None:
    """SUM, MIN and MAX pass over a text, and a reader sees that nothing counts there."""
    node = Aggregate("sum", "i", "set", X, apply(">", Y, literal("0")), "")

    assert render_formula(term_of(node, Cells(), 2), "s") == 'IF(E3>0,D3,"–")'


def test_a_sum_that_differs_for_each_member_is_written_out() -> None:
    """Inside of an equation over a set, a sum may read the equation's own member too."""
    inner = apply("*", name("x", "j"), Y)
    node = Aggregate("sum", "j", "set", inner, None, "")

    assert written(node, {"i": 1}) == "SUM(D1*E2,D2*E2,D3*E2)"


def test_a_sum_over_all_inside_of_an_equation_over_a_set_is_one_column() -> None:
    """A share, such as x[i] / sum(x[j]), needs its sum once."""
    node = apply("/", X, Aggregate("sum", "j", "set", name("x", "j"), None, ""))

    assert written(node, {"i": 0}) == "D1/SUM(D1:D3)"


def test_the_least_of_some_for_each_member_is_refused() -> None:
    """No formula without a helper column of its own can say it."""
    condition = apply(">", name("x", "j"), X)
    node = Aggregate("min", "j", "set", name("x", "j"), condition, "")

    with pytest.raises(FormulaTooLongError):
        written(node, {"i": 0})


def test_many_values_are_nested() -> None:
    """A function takes 255 values; 500 of them go through calls of 200."""
    text = written(apply("max", *[A] * 500))

    assert text.startswith("MAX(MAX(A1,")
    assert text.count("MAX(") == 4
