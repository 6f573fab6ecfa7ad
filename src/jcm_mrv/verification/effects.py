"""What a difference moves: one reported node in place of the recomputed one, in tonnes of ER."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.numbers import NumberError
from jcm_mrv.verification.nodes import (
    CellKey,
    Part,
    PartKey,
    leaf_of,
    monitored_value,
    number_of,
    part_of,
    read_nodes,
    result_of,
)
from jcm_mrv.verification.solving import Solver, UnsolvableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.verification.nodes import Leaf

MAX_EFFECTS = 500
"""Of more causes than these the tonnes are not told one by one."""

Tonnes = tuple[tuple[int | None, Fraction], ...]


UNTOLD = (UnsolvableError, LookupError, TypeError, AttributeError, ValueError)
"""What a node of a stranger's report may raise that has no number, no member or no place."""


class Bench:
    """Put single nodes of a report into the recomputed document, and see what ER becomes.

    Args:
        expected: the recomputed document.
    """

    def __init__(self, expected: Mapping[str, Any]) -> None:
        self.expected = expected
        self.nodes = read_nodes(expected)
        self.solver = Solver(expected)
        self.left = MAX_EFFECTS

    def of_reading(self, reported: Mapping[str, Any] | None, key: PartKey | None) -> Tonnes | None:
        """Return what one month, or one member of it, moves as it was reported.

        Args:
            reported: the entry of the report; None where it has none.
            key: place in the recomputed document; None where it has none.
        """
        if key is None:
            return None
        try:
            entry = self.expected["readings"][key.entry]
            member = None if key.column is None else entry["members"][key.column]
            part: Part | None = None
            if reported is not None:
                column = None if member is None else reported["members"].index(member)
                part = part_of(reported, column)
            cell = CellKey(entry["parameter"], member, entry["segment"])
            return self._of_cell(cell, {key: part}, Fraction(0))
        except UNTOLD:
            return None

    def of_adjustment(
        self, reported: Mapping[str, Any] | None, expected: Mapping[str, Any] | None
    ) -> Tonnes | None:
        """Return what an amount moves that a treatment is reported to have added."""
        entry = expected or reported
        try:
            if entry is None:
                return None
            amounts = [
                Fraction(0) if one is None else number_of(one["amount"]["value"])
                for one in (reported, expected)
            ]
            cell = CellKey(entry["parameter"], entry.get("member"), entry["segment"])
            return self._of_cell(cell, {}, amounts[0] - amounts[1])
        except UNTOLD:
            return None

    def of_value(self, reported: Mapping[str, Any], place: int) -> Tonnes | None:
        """Return what a leaf moves as it was reported."""
        entry = self.expected["values"][place]
        try:
            return self._moved(entry["segment"], {entry["name"]: leaf_of(reported)}, {})
        except UNTOLD:
            return None

    def of_edges(self, reported: Mapping[str, Any], place: int) -> Tonnes | None:
        """Return what the readings at the edges of a segment move as they were reported."""
        entry = self.expected["values"][place]
        try:
            members = entry.get("members")
            pairs = (
                [(None, reported["edges"], entry["edges"])]
                if members is None
                else list(zip(members, reported["edges"], entry["edges"], strict=True))
            )
            leaf = leaf_of(entry)
            changed = dict(leaf) if isinstance(leaf, dict) else leaf
            for member, now, then in pairs:
                delta = number_of(now) - number_of(then)
                if isinstance(changed, dict) and member is not None:
                    changed[member] = _plus(changed[member], delta)
                elif isinstance(changed, Fraction):
                    changed += delta
            return self._moved(entry["segment"], {entry["name"]: changed}, {})
        except UNTOLD:
            return None

    def of_equation(self, reported: Mapping[str, Any], place: int) -> Tonnes | None:
        """Return what the value of an equation moves as it was reported."""
        entry = self.expected["equations"][place]
        try:
            return self._moved(entry["segment"], {}, {entry["name"]: result_of(reported)})
        except UNTOLD:
            return None

    def of_operand(self, reported: Mapping[str, Any], name: str, place: int) -> Tonnes | None:
        """Return what an equation would move if it had read what is reported."""
        entry = self.expected["equations"][place]
        try:
            operands: dict[str, Leaf] = {
                key: leaf_of(one) for key, one in entry["operands"].items()
            }
            operands[name] = leaf_of(reported)
            result = self.solver.solve(entry, operands)
            return self._moved(entry["segment"], {}, {entry["name"]: result})
        except UNTOLD:
            return None

    def _of_cell(
        self, cell: CellKey, parts: Mapping[PartKey, Part | None], extra: Fraction
    ) -> Tonnes | None:
        place = self.nodes.values.get((cell.segment, cell.parameter))
        if place is None:
            return None
        entry = self.expected["values"][place]
        leaf = leaf_of(entry)
        edges = entry["edges"]
        if cell.member is not None:
            edges = edges[entry["members"].index(cell.member)]
        known = [
            parts[key] if key in parts else self.nodes.part(key)
            for key in self.nodes.parts.get(cell, ())
        ]
        value = monitored_value(
            [one for one in known if one is not None],
            self.nodes.added.get(cell, Fraction(0)) + extra,
            number_of(edges),
            entry["aggregate"],
        )
        if value is None:
            return None
        changed: Leaf = value
        if isinstance(leaf, dict) and cell.member is not None:
            changed = {**leaf, cell.member: value}
        return self._moved(cell.segment, {cell.parameter: changed}, {})

    def _moved(
        self, segment: int, leaves: Mapping[str, Leaf], results: Mapping[str, Leaf]
    ) -> Tonnes | None:
        if self.left <= 0:
            return None
        self.left -= 1
        before = self.solver.reductions(segment, {}, {})
        after = self.solver.reductions(segment, leaves, results)
        return ((self.nodes.line(segment), after - before),)


def _plus(value: Fraction | str, delta: Fraction) -> Fraction | str:
    return value if isinstance(value, str) else value + delta


def of_result(reported: Any, expected: Any, line: int | None) -> Tonnes | None:
    """Return how far a stated result lies from the recomputed one; no credits count as none.

    Args:
        reported: tonnes as text, whole tonnes, or null.
        expected: likewise.
        line: that the result is of; None for a total.
    """
    try:
        return ((line, _tonnes(reported) - _tonnes(expected)),)
    except NumberError:
        return None


def _tonnes(value: Any) -> Fraction:
    if value is None:
        return Fraction(0)
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    return number_of(value)
