"""How a result moves when its leaves move in straight lines from one report to the other.

All leaves move at once: at the time t, from 0 to 1, each stands at ``a + t (b - a)``. A result
that only adds and multiplies is a polynomial in t, and the slope of each leaf, integrated along
the way, times what the leaf moved by, is the leaf's share. The shares add up to what the result
moved by, whatever the order of the leaves and however the formula is written. Where a result
depends on each leaf by a straight line (it may be multiplied by others), these shares are the
Shapley values of the leaves: Owen, Multilinear extensions of games, Management Science 18 (1972).

What is no polynomial (one through a number, the smaller of two) moves in a straight line of its
own, and hands its share on by the slopes of that line (docs/adr/0020-attribution.md).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.difference import polynomial
from jcm_mrv.difference.faults import BeyondError
from jcm_mrv.difference.lengths import MAX_BITS, bits

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from jcm_mrv.difference.polynomial import Polynomial

MAX_DEGREE = 16
MAX_OPERATIONS = 500_000


class Work:
    """Count down what a comparison may still do."""

    def __init__(self, operations: int = MAX_OPERATIONS) -> None:
        self.left = operations

    def spend(self, operations: int) -> None:
        """Count operations.

        Raises:
            BeyondError: there were too many.
        """
        self.left -= operations
        if self.left < 0:
            raise BeyondError(f"it takes more than {MAX_OPERATIONS:,} operations")


class Tape:
    """Record how each number was made, so that shares can be followed back to the leaves.

    A number is named by its index.

    Args:
        work: what may still be done; long numbers count more.
    """

    def __init__(self, work: Work) -> None:
        self.paths: list[Polynomial] = []
        self._made_of: list[Sequence[tuple[int, Polynomial]]] = []
        self._straight: list[bool] = []
        self._moves: list[bool] = []
        self._leaves: dict[Hashable, int] = {}
        self._work = work

    def start(self, one: int) -> Fraction:
        """Return a number as the first report has it."""
        return polynomial.at_start(self.paths[one])

    def end(self, one: int) -> Fraction:
        """Return a number as the second report has it."""
        return polynomial.at_end(self.paths[one])

    def moves(self, one: int) -> bool:
        """Tell whether a number depends on a leaf that differs."""
        return self._moves[one]

    def constant(self, value: Fraction) -> int:
        """Add a number that is the same all the way."""
        return self._put(polynomial.constant(value), (), moves=False)

    def leaf(self, key: Hashable, start: Fraction, end: Fraction, *, moves: bool) -> int:
        """Add a leaf, once.

        Args:
            key: names it.
            start: its value in the first report.
            end: its value in the second.
            moves: whether anything about it differs; parts of it may, and its value not.
        """
        if key not in self._leaves:
            self._leaves[key] = self._put(polynomial.line(start, end), (), moves=moves)
        return self._leaves[key]

    def add(self, terms: Sequence[tuple[int, Fraction]]) -> int:
        """Add a sum of numbers, each times a factor that is the same all the way."""
        total: Polynomial = ()
        for one, factor in terms:
            path = self.paths[one]
            self._spend(1 + len(path), path)
            scaled = path if factor == 1 else tuple(part * factor for part in path)
            total = polynomial.add(total, scaled if factor else ())
        made_of = [(one, polynomial.constant(factor)) for one, factor in terms if self._moves[one]]
        return self._put(total, made_of)

    def multiply(self, left: int, right: int) -> int:
        """Add a product."""
        first, second = self.paths[left], self.paths[right]
        if len(first) + len(second) > MAX_DEGREE + 2:
            return self._multiply_straight(left, right)
        self._spend(1 + len(first) * len(second), (*first, *second))
        made_of = [(left, second)] if self._moves[left] else []
        made_of += [(right, first)] if self._moves[right] else []
        return self._put(polynomial.multiply(first, second), made_of)

    def _multiply_straight(self, left: int, right: int) -> int:
        a, b = self.start(left), self.end(left)
        c, d = self.start(right), self.end(right)
        return self.straight(a * c, b * d, [(left, (c + d) / 2), (right, (a + b) / 2)])

    def straight(
        self, start: Fraction, end: Fraction, slopes: Sequence[tuple[int, Fraction]]
    ) -> int:
        """Add a number that moves in a straight line.

        Args:
            start: in the first report.
            end: in the second.
            slopes: numbers that it depends on; what each moves by, times its slope, adds up to
                what this one moves by.
        """
        made_of = [(one, polynomial.constant(slope)) for one, slope in slopes if self._moves[one]]
        return self._put(polynomial.line(start, end), made_of, straight=True)

    def slopes(self, root: int) -> Mapping[Hashable, Fraction]:
        """Return for each leaf what the root moves by for each unit that the leaf moves by."""
        weights: dict[int, Polynomial] = {root: (Fraction(1),)}
        for one in range(root, -1, -1):
            weight = weights.get(one)
            if not weight or not self._made_of[one]:
                continue
            if self._straight[one]:
                weight = polynomial.constant(polynomial.integral(weight))
            for origin, slope in self._made_of[one]:
                self._spend(1 + len(weight) * len(slope), weight)
                part = polynomial.multiply(weight, slope)
                weights[origin] = polynomial.add(weights.get(origin, ()), part)
        return {
            key: polynomial.integral(weights.get(one, ()))
            for key, one in self._leaves.items()
            if self._moves[one]
        }

    def _put(
        self,
        path: Polynomial,
        made_of: Sequence[tuple[int, Polynomial]],
        *,
        moves: bool = False,
        straight: bool = False,
    ) -> int:
        self._spend(1, path)
        self.paths.append(path)
        self._made_of.append(made_of)
        self._straight.append(straight)
        self._moves.append(moves or bool(made_of))
        return len(self.paths) - 1

    def spend(self, operations: int) -> None:
        """Count work that was done beside the tape."""
        self._work.spend(operations)

    def _spend(self, operations: int, numbers: Sequence[Fraction]) -> None:
        length = max((bits(one) for one in numbers), default=0)
        if length > MAX_BITS:
            raise BeyondError(f"a number grows beyond {MAX_BITS:,} bits")
        self._work.spend(operations * (1 + (length * length >> 18)))
