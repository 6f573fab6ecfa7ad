"""The named step ``credits``: whole tonnes from exact emission reductions.

Declared policy ``floor-per-vintage`` (contracts 9; the JCM's own rounding rule was not read):
the emission reductions of a calendar year are rounded down to whole tonnes, and the total is
the sum of the years. A negative year gives no credits; its deficit is taken from the years
that follow, else from those before. So the credits never exceed the whole tonnes of the sum.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

POLICY = "floor-per-vintage"


def compute_credits(
    years: Sequence[int],
    reductions: Sequence[Fraction],
    whole_tonnes: Callable[[Fraction], int] = floor,
) -> tuple[int, ...]:
    """Return the credits of each line [tCO2e].

    Lines of one year share its whole tonnes: each gets what the rounded-down running sum of
    its year grows by, so that a cut inside a year neither gains nor loses a tonne.

    Args:
        years: calendar year of each line, ascending.
        reductions: exact emission reductions of each line [tCO2e].
        whole_tonnes: how a sum is rounded down; other than exactly where the sum itself is not.
    """
    lines = list(zip(years, reductions, strict=True))
    grouped = [[part for _, part in group] for _, group in groupby(lines, key=lambda line: line[0])]
    net = settle_years([sum(parts, Fraction(0)) for parts in grouped])
    credited: list[int] = []
    for parts, kept in zip(grouped, net, strict=True):
        whole = whole_tonnes(kept)
        running, given = Fraction(0), 0
        for position, part in enumerate(parts):
            running += part
            share = min(max(whole_tonnes(running), given), whole)
            if position == len(parts) - 1:
                share = whole
            credited.append(share - given)
            given = share
    return tuple(credited)


def settle_years(years: Sequence[Fraction]) -> list[Fraction]:
    """Return what each year keeps after the deficits of negative years are taken from others."""
    kept = list(years)
    deficit = Fraction(0)
    for index, reductions in enumerate(kept):
        rest = reductions - deficit
        kept[index] = max(rest, Fraction(0))
        deficit = max(-rest, Fraction(0))
    for index in range(len(kept) - 1, -1, -1):
        rest = kept[index] - deficit
        kept[index] = max(rest, Fraction(0))
        deficit = max(-rest, Fraction(0))
    return kept
