"""Polynomials in one variable with exact coefficients, the lowest power first."""

from __future__ import annotations

from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Polynomial = tuple[Fraction, ...]

ZERO = Fraction(0)


def constant(value: Fraction) -> Polynomial:
    """Return the polynomial that is one number everywhere."""
    return (value,) if value else ()


def line(start: Fraction, end: Fraction) -> Polynomial:
    """Return the straight line from its value at 0 to its value at 1."""
    return trimmed((start, end - start))


def trimmed(coefficients: Iterable[Fraction]) -> Polynomial:
    """Return coefficients without the zeros above the highest power."""
    kept = list(coefficients)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def add(left: Polynomial, right: Polynomial) -> Polynomial:
    """Return the sum."""
    if not left or not right:
        return left or right
    return trimmed(a + b for a, b in zip_longest(left, right, fillvalue=ZERO))


def multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    """Return the product."""
    if not left or not right:
        return ()
    product = [ZERO] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            product[i + j] += a * b
    return tuple(product)


def at_start(one: Polynomial) -> Fraction:
    """Return the value at 0."""
    return one[0] if one else ZERO


def at_end(one: Polynomial) -> Fraction:
    """Return the value at 1."""
    return sum(one, ZERO)


def integral(one: Polynomial) -> Fraction:
    """Return the integral from 0 to 1."""
    return sum((part / (power + 1) for power, part in enumerate(one)), ZERO)
