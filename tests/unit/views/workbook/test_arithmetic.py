"""Formulas are evaluated as spreadsheets do it, and exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from jcm_mrv.views.workbook.arithmetic import Binary, Evaluation, Exact, NoValueError
from jcm_mrv.views.workbook.expression import (
    Area,
    Asked,
    Chosen,
    Formula,
    Operation,
    Ref,
    Text,
    Truth,
    call,
    number,
)

if TYPE_CHECKING:
    from jcm_mrv.views.workbook.arithmetic import Arithmetic, Value

# A: numbers and a text; B: texts; C, D: from and below, blank where there is no bound
SHEET: dict[tuple[int, int], Fraction | str] = {
    (0, 0): Fraction(1, 3),
    (1, 0): Fraction(2),
    (2, 0): "–",
    (3, 0): Fraction(-5),
    (0, 1): "ac",
    (1, 1): "ac",
    (2, 1): "AC",
    (1, 2): Fraction(300),
    (0, 3): Fraction(300),
    (0, 4): Fraction(11, 2),
    (1, 4): Fraction(6),
    (2, 4): Fraction(3),
}


def value(formula: Formula, arithmetic: Arithmetic | None = None) -> Value:
    """Evaluate a formula over the sheet."""
    place = ("s", 99, 99)
    evaluation = Evaluation({place: formula}, lambda one: SHEET.get(one[1:]), arithmetic or Exact())
    return evaluation.value(place)


def cell(row: int, column: int) -> Ref:
    """Return a cell."""
    return Ref("s", row, column)


def column(at: int, rows: int = 3) -> Area:
    """Return a column of the sheet."""
    return Area("s", 0, at, rows, at)


def chosen(use: str, size: str) -> Chosen:
    """Choose from the table in columns B to E."""
    asked = (
        Asked(Text(use), texts=column(1, 2)),
        Asked(number(size), start=column(2, 2), below=column(3, 2)),
    )
    return Chosen(column(4, 2), asked)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        # 1/3 + 2 - 5, the text left out
        (call("SUM", column(0)), Fraction(-8, 3)),
        (call("COUNT", column(0)), Fraction(3)),
        (call("MIN", column(0)), Fraction(-5)),
        (call("MAX", column(0), number(7)), Fraction(7)),
        (call("MIN", Area("s", 50, 0, 52, 0)), Fraction(0)),
        (Operation("-", (number(1), number(2), number(3))), Fraction(-4)),
        (Operation("/", (number(1), number(3))), Fraction(1, 3)),
        (call("POWER", number("0.5"), number(-2)), Fraction(4)),
        (call("POWER", number(-2), number(3)), Fraction(-8)),
        (call("ABS", number(-3)), Fraction(3)),
        (call("ROUNDDOWN", number("-1.5"), number(0)), Fraction(-1)),
        (call("EXACT", cell(0, 1), cell(2, 1)), False),
        (call("EXACT", cell(0, 1), cell(1, 1)), True),
        (call("IF", Operation("<", (number(1), number(2))), Text("x"), cell(2, 0)), "x"),
        (call("AND", Truth(value=True), call("NOT", Truth(value=False))), True),
        (call("OR", Truth(value=False), Truth(value=False)), False),
        (call("COUNTIFS", column(1), Text("ac"), column(4), number(6)), Fraction(1)),
        (Operation("+", (cell(70, 70), number(1))), Fraction(1)),
        (chosen("ac", "299.9"), Fraction(11, 2)),
        (chosen("ac", "300"), Fraction(6)),
        (chosen("AC", "-1"), Fraction(3)),
        (chosen("other", "1"), Fraction(0)),
    ],
)
def test_functions(formula: Formula, expected: Value) -> None:
    """Texts and blanks are passed over as spreadsheets do; all else is exact."""
    assert value(formula) == expected


@pytest.mark.parametrize(
    "formula",
    [
        Operation("/", (number(1), cell(70, 70))),
        call("POWER", number(0), number(-1)),
        call("POWER", number(0), number(0)),
        Operation("+", (cell(2, 0), number(1))),
        Operation("+", (column(0), number(1))),
        call("LN", number(1)),
        Ref("s", 99, 99),
    ],
    ids=["division", "power", "power 0", "text", "area", "unknown", "itself"],
)
@pytest.mark.parametrize("arithmetic", [Exact(), Binary()], ids=["exact", "binary"])
def test_what_has_no_value(formula: Formula, arithmetic: Arithmetic) -> None:
    """A division by zero, a text among numbers and a cell that reads itself are told."""
    with pytest.raises(NoValueError):
        value(formula, arithmetic)


def test_floats_are_those_of_a_spreadsheet() -> None:
    """0.1 + 0.2 is a hair above 0.3, equal to it when compared, and rounds to it."""
    total = Operation("+", (number("0.1"), number("0.2")))

    assert value(total, Binary()) == 0.30000000000000004
    assert value(Operation("=", (total, number("0.3"))), Binary()) is True
    assert value(call("ROUND", total, number(6)), Binary()) == 0.3
    assert value(call("ROUND", number("2.00025"), number(4)), Binary()) == 2.0003


def test_a_float_beyond_all_is_told() -> None:
    """10^300 squared is no float."""
    with pytest.raises(NoValueError, match="beyond"):
        value(call("POWER", number("1" + "0" * 300), number(2)), Binary())


def test_chains_as_long_as_a_century_of_days_are_no_trouble() -> None:
    """A running sum over 20,000 cells is evaluated without going as deep."""
    formulas: dict[tuple[str, int, int], Formula] = {
        ("s", row, 0): Operation("+", (cell(row - 1, 0), number(1))) for row in range(1, 20_000)
    }
    evaluation = Evaluation(formulas, lambda _: Fraction(0), Exact())

    assert evaluation.value(("s", 19_999, 0)) == 19_999
