"""Whole tonnes: floors by year, deficits, cuts inside a year."""

from __future__ import annotations

from fractions import Fraction as F  # noqa: N817 - the numbers are what is read here
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from jcm_mrv.calculation.credits import compute_credits


def test_a_year_is_rounded_down() -> None:
    """Nine tenths of a tonne are no tonne."""
    assert compute_credits([2017], [F("207.9")]) == (207,)


def test_a_whole_number_of_tonnes_is_kept() -> None:
    """A reduction of exactly 207 gives 207, never 206."""
    assert compute_credits([2017], [F(207)]) == (207,)


def test_a_deficit_is_taken_from_the_next_year() -> None:
    """10.5, -3.2, 12.9: the third year keeps 12.9 - 3.2 = 9.7."""
    assert compute_credits([1, 2, 3], [F("10.5"), F("-3.2"), F("12.9")]) == (10, 0, 9)


def test_what_the_following_years_cannot_bear_is_taken_from_those_before() -> None:
    """10.5, -3.2, 2.9: 0.3 remain and are taken from 10.5, which keeps 10.2."""
    assert compute_credits([1, 2, 3], [F("10.5"), F("-3.2"), F("2.9")]) == (10, 0, 0)


def test_a_deficit_of_the_last_year_reaches_back_over_several_years() -> None:
    """1.5, 2.5, -3: the second year loses 2.5 and the first 0.5, which keeps 1.0."""
    assert compute_credits([1, 2, 3], [F("1.5"), F("2.5"), F(-3)]) == (1, 0, 0)


def test_a_negative_total_gives_nothing() -> None:
    """No year keeps a credit when the deficits exceed all reductions."""
    assert compute_credits([1, 2], [F(5), F(-9)]) == (0, 0)


def test_lines_of_one_year_share_its_whole_tonnes() -> None:
    """0.6 + 0.6 in one year is 1.2: the second line gets the tonne that the sum reaches."""
    assert compute_credits([2017, 2017, 2018], [F("0.6"), F("0.6"), F(1)]) == (0, 1, 1)


def test_a_negative_line_of_a_year_is_netted_inside_the_year() -> None:
    """5.0 - 2.0 in one year is 3: the first line never gets more than the year has."""
    assert compute_credits([2017, 2017], [F(5), F(-2)]) == (3, 0)


def test_no_lines_give_no_credits() -> None:
    """An empty period has an empty result."""
    assert compute_credits([], []) == ()


@given(st.lists(st.tuples(st.integers(0, 5), st.fractions(-50, 50, max_denominator=997))))
def test_credits_never_exceed_the_whole_tonnes_of_the_sum(
    parts: list[tuple[int, F]],
) -> None:
    """Contracts 9: sum(credits) <= floor(sum(ER)), and no line is below zero."""
    lines = sorted(parts, key=lambda part: part[0])

    credited = compute_credits([year for year, _ in lines], [part for _, part in lines])

    assert all(one >= 0 for one in credited)
    assert sum(credited) <= max(0, floor(sum(part for _, part in lines)))
