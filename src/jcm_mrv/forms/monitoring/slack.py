"""How far a spreadsheet's value may lie from the exact one, by the floats that it is made of.

The error of a float is followed through a formula as a bound: sums add the errors of their
terms, and what is lost when large terms cancel; products pass them on by the other factors.
Binary floats are enough here: a bound is compared with, and never shown.
"""

from __future__ import annotations

from math import isfinite, prod
from typing import TYPE_CHECKING

from jcm_mrv.views.workbook.expression import Area, Call, Number, Operation, Ref, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.forms.monitoring.order import Place
    from jcm_mrv.views.workbook.expression import Formula

FLOAT = 1e-14
"""Relative error of a number that a program saves with 15 digits, with room for a rounding."""

MARGIN = 16


class Slack:
    """Bound the errors of cells, each once; what a cell reads is asked for before it.

    Args:
        trees: of the computed cells.
        values: of every cell that is a number.
    """

    def __init__(self, trees: Mapping[Place, Formula], values: Mapping[Place, float]) -> None:
        self._trees = trees
        self._values = values
        self._known: dict[Place, float] = {}

    def of(self, place: Place) -> float:
        """Return how far the value of a computed cell may lie from the exact one."""
        bound = MARGIN * self._cell(place)
        return bound if isfinite(bound) else 0.0

    def settle(self, places: list[Place]) -> None:
        """Bound cells in the order of the calculation, so that no formula asks far down."""
        for place in places:
            self._cell(place)

    def _cell(self, place: Place) -> float:
        if place not in self._known:
            self._known[place] = 0.0  # a cell that reads itself has no value anyway
            tree = self._trees.get(place)
            own = FLOAT * abs(self._values.get(place, 0.0))
            try:
                self._known[place] = own if tree is None else own + self._error(tree)
            except (OverflowError, ZeroDivisionError):
                self._known[place] = own
        return self._known[place]

    def _error(self, tree: Formula) -> float:
        match tree:
            case Ref(sheet=sheet, row=row, column=column):
                return self._cell((sheet, row, column))
            case Area():
                return sum(
                    self._cell(place) + FLOAT * abs(self._values.get(place, 0.0))
                    for place in tree.places()
                )
            case Operation(op="*", args=args):
                return self._product(args)
            case Operation(op="/", args=(above, *below)):
                return self._quotient(above, below)
            case Operation(args=args):
                return sum(self._error(one) + FLOAT * self._size(one) for one in args)
            case Call(name="POWER", args=(base, Number(value=exponent))):
                power, size = float(exponent), self._size(base)
                return self._error(base) * abs(power) * size ** (power - 1) if size else 0.0
        return sum(self._error(one) for one in parts_of(tree))

    def _product(self, args: tuple[Formula, ...]) -> float:
        """Add up what the error of each factor does, beside the sizes of the others."""
        return sum(
            self._error(one)
            * prod(self._size(other) for at, other in enumerate(args) if at != place)
            for place, one in enumerate(args)
        )

    def _quotient(self, above: Formula, below: list[Formula]) -> float:
        sizes = [self._size(one) for one in below]
        divisor = prod(sizes)
        if not divisor:
            return 0.0
        relative = sum(self._error(one) / size for one, size in zip(below, sizes, strict=True))
        return (self._error(above) + self._size(above) * relative) / divisor

    def _size(self, tree: Formula) -> float:
        """Return a bound of the absolute value of a part of a formula."""
        match tree:
            case Number(value=value):
                return abs(float(value))
            case Ref(sheet=sheet, row=row, column=column):
                return abs(self._values.get((sheet, row, column), 0.0))
            case Area():
                return sum(abs(self._values.get(one, 0.0)) for one in tree.places())
            case Operation(op="*", args=args):
                return prod(self._size(one) for one in args)
            case Operation(op="/", args=(above, *below)):
                divisor = prod(self._size(one) for one in below)
                return self._size(above) / divisor if divisor else 0.0
        return sum(self._size(one) for one in parts_of(tree))
