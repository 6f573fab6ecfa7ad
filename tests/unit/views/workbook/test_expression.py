"""Formulas are written so that spreadsheets read them, or refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jcm_mrv.views.workbook.expression import (
    Area,
    Asked,
    Call,
    Chosen,
    Formula,
    FormulaTooLongError,
    Number,
    Operation,
    Ref,
    Text,
    call,
    number,
    render_formula,
)

CELL = Ref("s", 0, 0)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (Ref("other", 6, 27), "'other'!AB7"),
        (Ref("it's (one)", 0, 0), "'it''s (one)'!A1"),
        (Area("s", 0, 0, 0, 0), "A1"),
        (Area("other", 0, 1, 9, 2), "'other'!B1:C10"),
        (number("-0.5"), "(-0.5)"),
        (number("1/3"), "1/3"),
        (Operation("*", (CELL, number("1/3"))), "A1*(1/3)"),
        (number("0.1234567890123456789"), "0.12345678901234568"),
        (number("1" + "0" * 20), "1" + "0" * 20),
        (Text('say "hi"'), '"say ""hi"""'),
        (Text("x" * 300), '("' + "x" * 255 + '"&"' + "x" * 45 + '")'),
        (Text("bell\x07"), '"bell�"'),
    ],
)
def test_values_and_cells(formula: Formula, expected: str) -> None:
    """Names of sheets are quoted, long digits cut by us, long texts put together."""
    assert render_formula(formula, "s") == expected


def test_a_row_is_chosen_by_a_sum_of_products() -> None:
    """Every row but the one that holds counts as nothing; a blank bound lets every number in."""
    column = [Area("s", 0, at, 2, at) for at in range(4)]
    chosen = Chosen(
        column[3], (Asked(CELL, texts=column[0]), Asked(CELL, start=column[1], below=column[2]))
    )

    assert render_formula(chosen, "s") == (
        'SUMPRODUCT((((A1:A3="")+EXACT(A1:A3,A1))>0)*(((B1:B3="")+(B1:B3<=A1))>0)'
        '*(((C1:C3="")+(C1:C3>A1))>0)*D1:D3)'
    )


def deep(levels: int) -> Formula:
    """Return calls inside of each other."""
    formula: Formula = CELL
    for _ in range(levels):
        formula = call("ABS", formula)
    return formula


@pytest.mark.parametrize(
    "formula",
    [
        deep(70),
        Call("SUM", (CELL,) * 300),
        Operation("+", (Ref("s" * 30, 0, 0),) * 400),
        Number(Fraction(10**400 + 1)),
    ],
    ids=["levels", "arguments", "characters", "number"],
)
def test_what_a_spreadsheet_would_not_take_is_refused(formula: Formula) -> None:
    """Levels, values, characters and numbers beyond its limits are told, not cut."""
    with pytest.raises(FormulaTooLongError):
        render_formula(formula, "s")


def test_what_it_takes_is_not() -> None:
    """Sixty levels are within the limits."""
    assert render_formula(deep(59), "s").count("ABS(") == 59
