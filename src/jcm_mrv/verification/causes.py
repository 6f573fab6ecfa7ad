"""From places that differ to nodes that differ: their names, causes first, and their tonnes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jcm_mrv.verification.differences import NAMED_BY
from jcm_mrv.verification.effects import Bench, of_result
from jcm_mrv.verification.model import NodeDifference
from jcm_mrv.verification.nodes import PartKey
from jcm_mrv.verification.placing import (
    WORDS_OF_EQUATION,
    WORDS_OF_VALUE,
    entry_at,
    line_of,
    name_of,
    node_of,
    rank_of,
    step_of,
    unit_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.verification.arithmetic import Mismatch
    from jcm_mrv.verification.differences import Difference, Trail
    from jcm_mrv.verification.effects import Tonnes

_FIRST_KEYS = ("sum", "value", "values", "amount", "text", "texts")
MAX_SHOWN = 60


def find_causes(
    reported: Mapping[str, Any],
    expected: Mapping[str, Any],
    differences: Iterable[Difference],
    mismatches: Sequence[Mismatch] | None,
    changed: frozenset[str] = frozenset(),
) -> list[NodeDifference]:
    """Return the nodes that differ, in the order from the leaves to the root.

    A node is a cause where it is a leaf, or does not follow from what the report itself states
    below it; every other one only follows from a cause.

    Args:
        reported: the report's document.
        expected: the recomputed one.
        differences: places in which they differ.
        mismatches: of the report's own arithmetic; None where it has not the shape for it.
        changed: paths of inputs that have other bytes than the report lists.
    """
    gathered: dict[Trail, Difference] = {}
    for one in differences:
        node = (one.kind in ("missing", "added") and len(one.trail) == 2, *node_of(one))
        if node not in gathered or _telling(one) < _telling(gathered[node]):
            gathered[node] = one
    broken = None if mismatches is None else {_result_key(one.trail) for one in mismatches}
    judge = _Judge(reported, expected, broken, changed)
    found = [judge.describe(one) for one in gathered.values()]
    return sorted(found, key=lambda one: (one.step, *rank_of(one.trail)))


def describe_mismatch(document: Mapping[str, Any], one: Mismatch) -> NodeDifference:
    """Return a node that does not follow from the report's own numbers."""
    return NodeDifference(
        step_of(one.trail),
        one.trail,
        name_of(document, one.trail),
        line_of(document, one.trail),
        unit_of(document, one.trail),
        one.stated,
        one.follows or one.why or None,
        own=True,
    )


def _telling(one: Difference) -> int:
    """Rank what is told of a node by how much it says: its number before all else."""
    key = one.trail[2] if len(one.trail) > 2 else None
    return _FIRST_KEYS.index(str(key)) if key in _FIRST_KEYS else len(_FIRST_KEYS)


def _result_key(trail: Trail) -> Trail:
    """Name a number alike for the arithmetic and for the comparison."""
    if trail[0] == "equations" and len(trail) > 3 and trail[2] == "operands":
        return trail[:4]
    if trail[0] == "values" and len(trail) > 2:
        return (*trail[:2], *(one for one in trail[2:] if isinstance(one, int)))
    return tuple(one for one in trail if one not in ("value", "values"))


class _Judge:
    """Describe differences of one pair of documents."""

    def __init__(
        self,
        reported: Mapping[str, Any],
        expected: Mapping[str, Any],
        broken: set[Trail] | None,
        changed: frozenset[str],
    ) -> None:
        self.reported = reported
        self.expected = expected
        self.broken = broken
        self.changed = changed
        self.bench = Bench(expected)
        self.places = {
            section: _places(expected[section], NAMED_BY[section,])
            for section in ("readings", "values", "equations")
        }

    def describe(self, one: Difference) -> NodeDifference:
        """Return one difference as a node."""
        document = self.expected if one.kind == "missing" else self.reported
        node = NodeDifference(
            step_of(one.trail),
            one.trail,
            name_of(document, one.trail),
            line_of(document, one.trail),
            unit_of(document, one.trail),
            _show(one.reported, one.kind == "missing"),
            _show(one.expected, one.kind == "added"),
        )
        if one.kind == "order":
            return replace(node, reported="another order", expected="the order of the procedure")
        node = replace(node, root=self._is_root(one), files=self._files(one))
        return replace(node, tonnes=self._moved(one) if node.root else ())

    def _moved(self, one: Difference) -> Tonnes | None:
        try:
            return self._tonnes(one)
        except (LookupError, TypeError, AttributeError, ValueError):
            # An entry whose parts do not fit together has no tonnes to tell.
            return None

    def _is_root(self, one: Difference) -> bool:
        section = one.trail[0]
        if self.broken is None or len(one.trail) < 2 or one.kind != "value":
            return True
        if section == "values":
            entry = entry_at(self.reported, one.trail) or {}
            told = one.trail[2] in ("value", "values")
            if not told or entry.get("kind") != "monitored":
                return True
        elif section == "equations":
            if one.trail[2] in WORDS_OF_EQUATION:
                return True
        elif section not in ("vintages", "totals", "rounding"):
            return True
        return _result_key(one.trail) in self.broken

    def _files(self, one: Difference) -> tuple[str, ...]:
        """Return the inputs that a monitored number is made of; where some were changed, those."""
        if one.trail[0] not in ("readings", "values"):
            return ()
        document = self.expected if one.kind == "missing" else self.reported
        entry = entry_at(document, one.trail) or {}
        name = entry.get("parameter") if one.trail[0] == "readings" else entry.get("name")
        segment = entry.get("segment")
        for value in self.expected["values"]:
            if value["name"] == name and value["segment"] == segment:
                files = tuple(value.get("files") or ())
                return tuple(file for file in files if file in self.changed) or files
        return ()

    def _tonnes(self, one: Difference) -> Tonnes | None:
        section, trail = one.trail[0], one.trail
        if section in ("vintages", "totals", "rounding"):
            return self._of_result(one)
        if section == "segments":
            return None
        if section == "adjustments":
            theirs = None if one.kind == "missing" else entry_at(self.reported, trail)
            ours = None if one.kind == "added" else self._ours(one)
            return self.bench.of_adjustment(theirs, ours)
        if section == "methodology":
            return () if trail[-1] in _WORDS_OF_METHODOLOGY else None
        if section not in self.places:
            return ()
        if one.kind != "value" and len(trail) == 2:
            return self._of_reading(one) if section == "readings" else None
        if len(trail) < 3:
            return None
        if section == "readings":
            return None if trail[2] == "unit" else self._of_reading(one)
        return self._of_value(one) if section == "values" else self._of_equation(one)

    def _ours(self, one: Difference) -> Mapping[str, Any] | None:
        if one.kind == "missing":
            return entry_at(self.expected, one.trail)
        theirs = entry_at(self.reported, one.trail) or {}
        keys = NAMED_BY[("adjustments",)]
        for entry in self.expected["adjustments"]:
            if all(entry.get(key) == theirs.get(key) for key in keys):
                return dict(entry)
        return None

    def _place(self, one: Difference) -> int | None:
        """Return where the recomputed document has the entry of a difference."""
        section = str(one.trail[0])
        if one.kind == "missing" and len(one.trail) == 2:
            return int(one.trail[1])
        entry = entry_at(self.reported, one.trail)
        if entry is None:
            return None
        return self.places[section].get(_name(entry, NAMED_BY[section,]))

    def _of_reading(self, one: Difference) -> Tonnes | None:
        place = self._place(one)
        reported = None if one.kind == "missing" else entry_at(self.reported, one.trail)
        if place is None:
            return None
        columns = [item for item in one.trail[2:] if isinstance(item, int)]
        members = self.expected["readings"][place].get("members")
        if members is not None and not columns:
            return None  # other members, or a whole month: no single number
        return self.bench.of_reading(reported, PartKey(place, columns[0] if columns else None))

    def _of_value(self, one: Difference) -> Tonnes | None:
        place, reported = self._place(one), entry_at(self.reported, one.trail)
        if place is None or reported is None or one.trail[2] in (*WORDS_OF_VALUE, "members"):
            return None
        if one.trail[2] == "edges":
            return self.bench.of_edges(reported, place)
        return () if one.trail[2] == "files" else self.bench.of_value(reported, place)

    def _of_equation(self, one: Difference) -> Tonnes | None:
        place, reported = self._place(one), entry_at(self.reported, one.trail)
        key = one.trail[2]
        if place is None or reported is None or key in ("tree", "unit", "members"):
            return None
        if key == "operands":
            operands = reported.get("operands")
            name = str(one.trail[3]) if len(one.trail) > 3 else ""
            if not isinstance(operands, dict) or name not in operands:
                return None
            return self.bench.of_operand(operands[name], name, place)
        return () if key in WORDS_OF_EQUATION else self.bench.of_equation(reported, place)

    def _of_result(self, one: Difference) -> Tonnes | None:
        key = one.trail[-2] if one.trail[-1] in ("value", "unit") else one.trail[-1]
        if one.trail[-1] == "unit" or one.kind != "value" or key in ("year", "start", "end"):
            return None
        if one.trail[0] == "rounding" and key == "policy":
            return ()
        return of_result(one.reported, one.expected, line_of(self.reported, one.trail))


_WORDS_OF_METHODOLOGY = frozenset(
    {"title", "symbol", "description", "source", "url", "file_sha256"}
)


def _places(entries: Sequence[Any], names: Sequence[str]) -> dict[tuple[Any, ...], int]:
    return {_name(entry, names): place for place, entry in enumerate(entries)}


def _name(entry: Mapping[str, Any], names: Sequence[str]) -> tuple[Any, ...]:
    key = tuple(entry.get(name) for name in names)
    return key if all(isinstance(one, str | int | None) for one in key) else ()


def _show(value: Any, absent: bool) -> str | None:
    if absent:
        return None
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        return "an entry" if isinstance(value, dict) else "a list"
    return str(value).lower() if isinstance(value, bool) else str(value)
