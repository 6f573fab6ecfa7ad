"""No tonne is lost to the floats of a spreadsheet, and where one would be, nothing is written."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import partial

import pytest
from tests.unit.views.workbook.made import whole_years

from jcm_mrv.views.reported.fault import ViewFault
from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import render_workbook
from jcm_mrv.views.workbook.arithmetic import Binary, Evaluation, NoValueError
from jcm_mrv.views.workbook.expression import Area, call, number
from jcm_mrv.views.workbook.rounding import whole_tonnes

LANGUAGE = read_language("en")
READINGS = 200


def sums() -> list[tuple[list[Fraction], int]]:
    """Return 300 lists of readings of three decimals whose exact sum is a whole number."""
    draw = random.Random(5)  # noqa: S311 -- the same numbers on every run
    found = []
    for _ in range(300):
        readings = [Fraction(draw.randrange(1, 40_000), 1000) for _ in range(READINGS)]
        readings.append(-sum(readings, Fraction(0)) % 1)
        found.append((readings, int(sum(readings, Fraction(0)))))
    return found


def _reading(rows: dict[int, Fraction], place: tuple[str, int, int]) -> Fraction:
    return rows[place[1]]


def test_no_tonne_is_lost_to_binary_floats() -> None:
    """Of 300 sums that are whole, plain ROUNDDOWN of floats loses some, the guarded one none."""
    plain_lost = guarded_lost = 0
    area = Area("sheet", 0, 0, READINGS, 0)
    total = call("SUM", area)
    formulas = {
        ("sheet", 0, 1): call("ROUNDDOWN", total, number(0)),
        ("sheet", 0, 2): whole_tonnes(total),
    }
    for readings, exact in sums():
        rows = dict(enumerate(readings))
        evaluation = Evaluation(formulas, partial(_reading, rows), Binary())
        plain_lost += evaluation.value(("sheet", 0, 1)) != exact
        guarded_lost += evaluation.value(("sheet", 0, 2)) != exact

    assert plain_lost > 30
    assert guarded_lost == 0


def test_a_workbook_keeps_tonnes_that_floats_would_lose() -> None:
    """Ten readings of 0.1 t and others that floats add up to less are the whole tonnes of all."""
    parsed = whole_years(["1", "3", "0.3"])

    assert parsed.report.totals.credits == 4
    assert render_workbook(parsed, LANGUAGE).startswith(b"PK")


@pytest.mark.parametrize("tonnes", ["4.9999999", "4.9999995", "4.99999951"])
def test_what_lies_too_near_to_the_next_tonne_is_refused(tonnes: str) -> None:
    """4.9999999 t are 4 credits, and the rounding that guards against floats would make 5."""
    with pytest.raises(ViewFault) as caught:
        render_workbook(whole_years([tonnes]), LANGUAGE)

    assert caught.value.code == "V390"
    assert "MRS(calc_process)!" in str(caught.value)
    assert "hand in report.json, the page or the paper" in str(caught.value)


@pytest.mark.parametrize("tonnes", ["4.999999", "5", "5.0000001", "0.57"])
def test_what_lies_farther_away_is_not(tonnes: str) -> None:
    """A millionth of a tonne is far enough, and so is the tonne itself."""
    assert render_workbook(whole_years([tonnes]), LANGUAGE).startswith(b"PK")


def test_numbers_that_floats_cannot_hold_are_refused() -> None:
    """7.5 t beside 12,345,678,901,234,567 t of another line are lost in a spreadsheet's total."""
    large = "12345678901234567"

    with pytest.raises(ViewFault) as caught:
        render_workbook(whole_years([large, "7.5"], country="none"), LANGUAGE)

    assert caught.value.code == "V390"
    assert large in str(caught.value)


def test_a_number_beyond_all_floats_is_refused() -> None:
    """10^400 is no number of a spreadsheet."""
    with pytest.raises(ViewFault) as caught:
        render_workbook(whole_years(["1" + "0" * 400], country="none"), LANGUAGE)

    assert caught.value.code in ("V390", "V391")


def test_programs_that_add_up_otherwise_are_thought_of() -> None:
    """The rounding refuses a value that a last digit more or less would take to another tonne."""
    edge = whole_tonnes(number("4.9999995"))
    evaluation = Evaluation({("s", 0, 0): edge}, lambda _: None, Binary())

    with pytest.raises(NoValueError, match="too near"):
        evaluation.value(("s", 0, 0))
