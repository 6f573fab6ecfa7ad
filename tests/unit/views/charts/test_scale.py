"""Axes of numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jcm_mrv.views.charts.scale import scale_of


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["427.8", "256.6", "90"], [0, 100, 200, 300, 400, 500]),
        (["-36", "427.8"], [-100, 0, 100, 200, 300, 400, 500]),
        (["-3", "-12"], [-15, -10, -5, 0]),
        (["0.003"], ["0", "0.001", "0.002", "0.003"]),
        ([], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (["0", "0"], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
    ],
)
def test_ticks_are_round_and_hold_the_values(values: list[str], ticks: list[str | int]) -> None:
    """A fifth of the span, rounded up to 1, 2 or 5 times a power of ten, is the step."""
    scale = scale_of([Fraction(value) for value in values])
    assert scale.ticks == tuple(Fraction(tick) for tick in ticks)
    assert (scale.low, scale.high) == (scale.ticks[0], scale.ticks[-1])


def test_lines_need_no_nought() -> None:
    """From 1.0724 to 1.0865 a fifth is 0.00282, so steps of 0.005 go from 1.07 to 1.09."""
    scale = scale_of([Fraction("1.0724"), Fraction("1.0865")], zero=False)
    assert scale.domain == [1.07, 1.09]
    assert len(scale.ticks) == 5


def test_one_value_has_room_around_it() -> None:
    """A line that never changes lies inside of its axis."""
    scale = scale_of([Fraction(6), Fraction(6)], zero=False)
    assert scale.low < 6 < scale.high


def test_values_that_hardly_differ_end() -> None:
    """A difference beyond the digits of a drawing makes no endless axis."""
    near = Fraction(1, 10**1000)
    scale = scale_of([Fraction(1), 1 + near], zero=False)
    assert 2 <= len(scale.ticks) <= 12
