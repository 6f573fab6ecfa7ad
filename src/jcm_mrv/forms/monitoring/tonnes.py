"""What a cell moves that differs: emission reductions, or whole tonnes, as it stands there."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.report.formulas import exact
from jcm_mrv.verification.effects import UNTOLD
from jcm_mrv.verification.nodes import leaf_of, result_of
from jcm_mrv.verification.solving import Solver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.verification.nodes import Leaf
    from jcm_mrv.views.workbook.book import Cell

MAX_EFFECTS = 500
"""Of more cells than these the tonnes are not told."""

_RESULT = re.compile(r"/(?:vintages/[0-9]+|totals)/(credits|emission_reductions/value)")
_EMISSIONS = re.compile(r"/(?:vintages/[0-9]+|totals)/(reference|project)_emissions/value")
_EQUATION = re.compile(r"/equations/([0-9]+)/(?:value/value|values/([0-9]+))")
_READING = re.compile(r"/readings/([0-9]+)/sum(?:/([0-9]+))?")
_ADJUSTMENT = re.compile(r"/adjustments/([0-9]+)/amount/value")
_EDGES = re.compile(r"/values/([0-9]+)/edges(?:/([0-9]+))?")
_VALUE = re.compile(r"/values/([0-9]+)/(?:value|values/([0-9]+))")


class Bench:
    """Put what single cells hold into the recomputed report, and see what ER becomes.

    Args:
        document: the report that was made of the workbook's inputs.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._solver = Solver(document)
        self._left = MAX_EFFECTS

    def unit_of(self, cell: Cell) -> str:
        """Return the unit of what a cell shows, as far as the report says it."""
        pointer = cell.pointer or ""
        if _RESULT.fullmatch(pointer) or _EMISSIONS.fullmatch(pointer):
            return "t" if pointer.endswith("/credits") else "tCO2"
        for pattern, section in ((_EQUATION, "equations"), (_VALUE, "values")):
            if match := pattern.fullmatch(pointer):
                entry = self.document[section][int(match[1])]
                return str(entry.get("unit") or "")
        return ""

    def moved(self, cell: Cell, found: Fraction) -> Fraction | None:
        """Return what a cell moves of the reductions; of credits, of the credits [tCO2e].

        Args:
            cell: of the layout, with the exact value.
            found: the number that the workbook has there.
        """
        pointer = cell.pointer or ""
        if _RESULT.fullmatch(pointer):
            return found - Fraction(cell.value)
        if match := _EMISSIONS.fullmatch(pointer):
            delta = found - Fraction(cell.value)
            return delta if match[1] == "reference" else -delta
        if self._left <= 0:
            return None
        self._left -= 1
        try:
            return self._solved(pointer, found)
        except (*UNTOLD, StopIteration):
            return None

    def _solved(self, pointer: str, found: Fraction) -> Fraction | None:
        if match := _EQUATION.fullmatch(pointer):
            entry = self.document["equations"][int(match[1])]
            changed = _with(result_of(entry), match[2], found)
            return self._delta(entry["segment"], {}, {entry["name"]: changed})
        if match := _VALUE.fullmatch(pointer):
            entry = self.document["values"][int(match[1])]
            changed = _with(leaf_of(entry), match[2], found)
            return self._delta(entry["segment"], {entry["name"]: changed}, {})
        if match := _READING.fullmatch(pointer):
            entry = self.document["readings"][int(match[1])]
            column = None if match[2] is None else int(match[2])
            member = None if column is None else entry["members"][column]
            stated = entry["sum"] if column is None else entry["sum"][column]
            return self._added(entry["segment"], entry["parameter"], member, found - exact(stated))
        if match := _ADJUSTMENT.fullmatch(pointer):
            entry = self.document["adjustments"][int(match[1])]
            delta = found - exact(entry["amount"]["value"])
            return self._added(entry["segment"], entry["parameter"], entry.get("member"), delta)
        if match := _EDGES.fullmatch(pointer):
            entry = self.document["values"][int(match[1])]
            column = None if match[2] is None else int(match[2])
            member = None if column is None else entry["members"][column]
            stated = entry["edges"] if column is None else entry["edges"][column]
            return self._added(entry["segment"], entry["name"], member, found - exact(stated))
        return None

    def _added(
        self, segment: int, name: str, member: str | None, delta: Fraction
    ) -> Fraction | None:
        """Return what it moves where more was read of a parameter that is a sum."""
        entry = next(
            one
            for one in self.document["values"]
            if one["segment"] == segment and one["name"] == name
        )
        if entry.get("aggregate") != "sum":
            return None
        leaf = leaf_of(entry)
        if isinstance(leaf, Fraction):
            return self._delta(segment, {name: leaf + delta}, {})
        if isinstance(leaf, str) or member is None:
            return None
        old = leaf[member]
        if isinstance(old, str):
            return None
        return self._delta(segment, {name: {**leaf, member: old + delta}}, {})

    def _delta(
        self, segment: int, leaves: Mapping[str, Leaf], results: Mapping[str, Leaf]
    ) -> Fraction:
        with_it = self._solver.reductions(segment, leaves, results)
        return with_it - self._solver.reductions(segment, {}, {})


def _with(leaf: Leaf, column: str | None, found: Fraction) -> Leaf:
    """Return a leaf in which one number is another."""
    if column is None:
        return found
    if isinstance(leaf, (str, Fraction)):
        raise TypeError("one number stands where a column is expected")
    member = list(leaf)[int(column)]
    return {**leaf, member: found}
