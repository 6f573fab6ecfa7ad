"""Numbers: what is written reads back, whatever it is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jcm_mrv.numbers import NumberError, format_exact, format_rounded, parse_number

decimals = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=18
)


@given(decimals)
def test_a_decimal_reads_back_as_the_same_value(value: Decimal) -> None:
    """Text to fraction to text to fraction changes nothing."""
    exact = parse_number(str(value))
    assert exact == Fraction(value)
    assert parse_number(format_exact(exact)) == exact


@given(st.fractions())
def test_an_exact_text_is_python_readable_and_equal(value: Fraction) -> None:
    """Both forms, decimal and n/d, mean the fraction that they came from."""
    assert Fraction(format_exact(value)) == value


@given(st.fractions(), st.integers(0, 12))
def test_a_rounded_text_is_at_most_half_a_step_away(value: Fraction, places: int) -> None:
    """Rounding for people never moves a number by more than half of the last decimal."""
    shown = Fraction(format_rounded(value, places, group=""))
    assert abs(shown - value) <= Fraction(1, 2 * 10**places)


@given(st.text() | st.text(alphabet="0159.eE+-_ x", max_size=9))
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    """No text makes the door fail in another way; what passes is what Decimal reads."""
    try:
        value = parse_number(text)
    except NumberError:
        return
    assert value == Fraction(Decimal(text))


@given(st.integers(41, 3_000), st.sampled_from(["", "."]))
def test_more_than_forty_digits_are_refused(count: int, point: str) -> None:
    """The limit holds on both sides of the point."""
    with pytest.raises(NumberError):
        parse_number("1" + point + "1" * count)
