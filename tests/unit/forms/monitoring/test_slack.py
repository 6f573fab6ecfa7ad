"""How far floats may lie from the exact value is bounded by what they are computed from."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jcm_mrv.forms.monitoring.slack import FLOAT, MARGIN, Slack
from jcm_mrv.views.workbook.expression import Area, Call, Formula, Number, Operation, Ref

A, B, C = ("S", 0, 0), ("S", 1, 0), ("S", 2, 0)


def ref(place: tuple[str, int, int]) -> Ref:
    """Return a cell."""
    return Ref(*place)


@pytest.mark.parametrize(
    ("tree", "result", "expected"),
    [
        # Each operand brings FLOAT of itself as a cell, and again as a term: 2 * (1e6 + 1e6).
        (Operation("-", (ref(A), ref(B))), 0.0, 4e6),
        # The errors of a sum's cells, 1e6 + 1e6, twice.
        (Call("SUM", (Area("S", 0, 0, 1, 0),)), 2e6, 4e6 + 2e6),
        # An error of 1e6 beside a factor of 3, and the product itself: 3e6 + 3e6.
        (Operation("*", (ref(A), Number(Fraction(3)))), 3e6, 6e6),
        # An error of 1e6, a fourth of it, and the quotient itself: 0.25e6 + 0.25e6.
        (Operation("/", (ref(A), Number(Fraction(4)))), 0.25e6, 0.5e6),
    ],
)
def test_errors_follow_the_formula(tree: Formula, result: float, expected: float) -> None:
    """Differences of large numbers have room for what cancels; products pass errors on."""
    slack = Slack({C: tree}, {A: 1e6, B: 1e6, C: result})
    assert slack.of(C) == pytest.approx(MARGIN * FLOAT * expected)


def test_what_has_no_bound_gets_no_room() -> None:
    """A division by zero and a number beyond floats leave nothing to hide in."""
    by_zero = Operation("/", (ref(A), ref(B)))
    assert Slack({C: by_zero}, {A: 1.0, B: 0.0, C: 0.0}).of(C) == 0
    power = Call("POWER", (ref(A), Number(Fraction(4))))
    assert Slack({C: power}, {A: 1e200, C: 0.0}).of(C) == 0
