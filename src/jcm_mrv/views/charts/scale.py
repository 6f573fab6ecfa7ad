"""An axis of numbers: round steps around what is drawn, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = Fraction(10) ** 12
"""Larger numbers are in the tables alone: no axis has room for them."""

_STEPS = 5
_LEAST_SPAN = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class Scale:
    """Hold an axis: its ends, which are ticks too, and all ticks in order."""

    low: Fraction
    high: Fraction
    ticks: tuple[Fraction, ...]

    @property
    def domain(self) -> list[float]:
        """The ends, for drawing."""
        return [float(self.low), float(self.high)]


def scale_of(values: Iterable[Fraction], *, zero: bool = True) -> Scale:
    """Return an axis with round ticks that holds all values.

    Args:
        values: that are drawn; none of them is beyond ``MOST``.
        zero: whether nought is on the axis: bars begin there.
    """
    drawn = list(values) or [Fraction(0)]
    if zero:
        drawn.append(Fraction(0))
    low, high = min(drawn), max(drawn)
    if high - low < _LEAST_SPAN:
        # One value alone: room around it, in its own order of size.
        room = max(abs(high) / 20, _LEAST_SPAN) if high else Fraction(1)
        low, high = (low, high + room) if zero else (low - room, high + room)
    step = _round_step((high - low) / _STEPS)
    first, last = low // step, -(-high // step)
    return Scale(first * step, last * step, tuple(n * step for n in range(first, last + 1)))


def _round_step(least: Fraction) -> Fraction:
    """Return the smallest of 1, 2 and 5 times a power of ten that is not below a number."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least)
