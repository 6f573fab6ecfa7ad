"""Formulas of workbooks as texts: shared ones spelt out, spellings of one formula told alike."""

from __future__ import annotations

import pytest
from openpyxl.formula.translate import Translator

from jcm_mrv.readings.workbook.formulas import (
    LOST,
    normalise_formula,
    shift_formula,
)


@pytest.mark.parametrize(
    "formula",
    [
        "A1*2+$A$1",
        "SUM(B2:B13)*0.001",
        "'MRS(input)'!$E7+'it''s'!F$8-Sheet2!G9",
        'IF(A1="A1","see B2",LOG10(C3))',
        "SUM(A:A)+SUM($B:$B)+SUM(1:1)",
        "ROUNDDOWN(ROUND(AB12,6),0)+ATAN2(1,2)",
    ],
)
def test_a_shared_formula_moves_along_as_openpyxl_moves_it(formula: str) -> None:
    """Relative references move, absolute ones, texts and names of functions stay."""
    assert f"={shift_formula(formula, 3, 2)}" == Translator(f"={formula}", "A1").translate_formula(
        "C4"
    )


def test_what_moves_off_the_sheet_is_lost() -> None:
    """A reference that would lie above the first row is an error, as in a spreadsheet."""
    assert shift_formula("A1+B2", -1, 0) == f"{LOST}+B1"
    assert shift_formula("A1+B2", 0, -1) == f"{LOST}+A2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=SUM($A$1:B2)", "sum( a1 : b2 )"),
        ("_xlfn.CONCAT(A1)", "CONCAT(A1)"),
        ("'Readings'!B2", "Readings!B2"),
        ("IF(TRUE(),1,FALSE())", "IF(TRUE,1,FALSE)"),
        ("A1*0.001", "A1*1E-3"),
        ("A1*0.1234567890123456", "A1*0.123456789012346"),
    ],
)
def test_programs_may_spell_a_formula_in_their_own_way(one: str, other: str) -> None:
    """Case, blanks, absolute signs, prefixes and the sixteenth digit make no other formula."""
    assert normalise_formula(one) == normalise_formula(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SUM(A1:A12)", "SUM(A1:A11)"),
        ("A1+B1", "A1-B1"),
        ("A1", "Readings!A1"),
        ('IF(A1="a",1,2)', 'IF(A1="A",1,2)'),
        ("1 0", "10"),
        ("A1*0.5546", "A1*0.5547"),
        ("A1", "A1+0"),
    ],
)
def test_another_formula_stays_another(one: str, other: str) -> None:
    """What calculates something else, or may do so, is never taken for the same."""
    assert normalise_formula(one) != normalise_formula(other)
