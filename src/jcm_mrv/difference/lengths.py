"""Sums that stay short: a report may state numbers that grow without end when they are added."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from jcm_mrv.difference.faults import BeyondError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BITS = 65_536


def bits(value: Fraction) -> int:
    """Return the length of a number [bit]."""
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def checked(value: Fraction) -> Fraction:
    """Return a number that is not too long.

    Raises:
        BeyondError: it is.
    """
    if bits(value) > MAX_BITS:
        raise BeyondError(f"a number grows beyond {MAX_BITS:,} bits")
    return value


def add_up(values: Iterable[Fraction]) -> Fraction:
    """Return a sum.

    Raises:
        BeyondError: it grows too long on the way.
    """
    total = Fraction(0)
    for value in values:
        total = checked(total + value)
    return total


def check_together(values: Iterable[Fraction]) -> None:
    """Prove that no sum of any of these numbers grows too long.

    Raises:
        BeyondError: one may.
    """
    below = 1
    for value in values:
        below = lcm(below, value.denominator)
        if max(below.bit_length(), bits(value)) > MAX_BITS:
            raise BeyondError(f"a number grows beyond {MAX_BITS:,} bits")
