"""The smallest or largest of several numbers that move in straight lines."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Line = tuple[Fraction, Fraction]


def share_of_time(lines: Sequence[Line], *, smallest: bool) -> list[Fraction]:
    """Return for how much of the way each line is the smallest, or the largest, of all.

    Lines that are one and the same share their time equally. The shares add up to one; each
    times what its line moves by adds up to what the smallest moves by.

    Args:
        lines: each by its value at the start and at the end; at least one.
        smallest: the smallest is looked for, else the largest.
    """
    if not smallest:
        lines = [(-start, -end) for start, end in lines]
    slopes = [end - start for start, end in lines]
    shares = [Fraction(0)] * len(lines)
    now = Fraction(0)
    current = min(range(len(lines)), key=lambda one: (lines[one][0], slopes[one]))
    while True:
        start, slope = lines[current][0], slopes[current]
        then, following = Fraction(1), None
        for one, other in enumerate(slopes):
            if other < slope:
                crossing = (lines[one][0] - start) / (slope - other)
                if crossing < then or (
                    crossing == then and following is not None and other < slopes[following]
                ):
                    then, following = crossing, one
        same = [one for one, line in enumerate(lines) if line == lines[current]]
        for one in same:
            shares[one] += (then - now) / len(same)
        if following is None:
            return shares
        now, current = then, following
