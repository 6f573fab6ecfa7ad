"""Conditions that hold in one report and not in the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from jcm_mrv.difference.scene import Sides


class Flip(NamedTuple):
    """Hold one comparison that came out differently, by numbers on the tape.

    Args:
        by: what decided it, each with what it moves by; never by nothing.
    """

    by: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """Tell where a condition holds.

    Args:
        holds: on which sides, of those asked for.
        flips: comparisons that came out differently; at least one where the sides differ.
    """

    holds: Sides
    flips: tuple[Flip, ...] = ()


def spread(flips: Sequence[Flip], amount: Fraction) -> list[tuple[int, Fraction]]:
    """Return the slopes by which comparisons take an amount, in equal shares."""
    return [
        (one, amount / (len(flips) * len(flip.by) * moved))
        for flip in flips
        for one, moved in flip.by
    ]
