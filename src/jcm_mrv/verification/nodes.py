"""The nodes of a report document, read from its JSON: what was read, leaves, equations, lines.

Everything here takes a document of the right shape (``report.reading``), and numbers of it that
may be anything.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from jcm_mrv.numbers import NumberError, format_exact
from jcm_mrv.report.formulas import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Leaf = Fraction | str | dict[str, Fraction | str]

TONNES = {
    "RE": "reference_emissions",
    "PE": "project_emissions",
    "ER": "emission_reductions",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Hold what was read of one parameter, or one member of it, in one month and segment."""

    total: Fraction
    count: int
    minimum: Fraction | None
    maximum: Fraction | None


class PartKey(NamedTuple):
    """Name the reading of a month: place of its entry, and of its member in the columns."""

    entry: int
    column: int | None


class CellKey(NamedTuple):
    """Name a monitored number: parameter, member, segment."""

    parameter: str
    member: str | None
    segment: int


@dataclass(frozen=True, slots=True)
class Nodes:
    """Hold where the nodes of a document are.

    Args:
        document: the document.
        parts: readings by the number that they add up to.
        added: what treatments added to it.
        values: place of each leaf by segment and name; the first, where there are several.
        equations: likewise.
    """

    document: Mapping[str, Any]
    parts: Mapping[CellKey, Sequence[PartKey]]
    added: Mapping[CellKey, Fraction]
    values: Mapping[tuple[int, str], int]
    equations: Mapping[tuple[int, str], int]

    def part(self, key: PartKey) -> Part:
        """Return the reading of a month.

        Raises:
            NumberError: it is none.
        """
        return part_of(self.document["readings"][key.entry], key.column)

    def line(self, segment: int) -> int | None:
        """Return the line that a segment belongs to; None where there is none."""
        segments = self.document["segments"]
        if not 0 <= segment < len(segments):
            return None
        line: int = segments[segment]["vintage"]
        return line if 0 <= line < len(self.document["vintages"]) else None


def read_nodes(document: Mapping[str, Any]) -> Nodes:
    """Find the nodes of a document of the right shape."""
    parts: dict[CellKey, list[PartKey]] = defaultdict(list)
    for place, entry in enumerate(document["readings"]):
        members = entry.get("members")
        for column, member in [(None, None)] if members is None else enumerate(members):
            key = CellKey(entry["parameter"], member, entry["segment"])
            parts[key].append(PartKey(place, column))
    added: dict[CellKey, Fraction] = defaultdict(Fraction)
    for entry in document["adjustments"]:
        key = CellKey(entry["parameter"], entry.get("member"), entry["segment"])
        added[key] += number_of(entry["amount"]["value"])
    return Nodes(
        document,
        parts,
        added,
        _places(document["values"]),
        _places(document["equations"]),
    )


def _places(entries: Iterable[Mapping[str, Any]]) -> dict[tuple[int, str], int]:
    places: dict[tuple[int, str], int] = {}
    for place, entry in enumerate(entries):
        places.setdefault((entry["segment"], entry["name"]), place)
    return places


def part_of(entry: Mapping[str, Any], column: int | None) -> Part:
    """Return the reading of a month from its entry, or from one column of it.

    Raises:
        NumberError: it is none.
    """
    cells = [_cell(entry[key], column) for key in ("sum", "count", "minimum", "maximum")]
    total, count, minimum, maximum = cells
    if not isinstance(count, int) or total is None:
        raise NumberError("it is no reading")
    return Part(
        number_of(total),
        count,
        None if minimum is None else number_of(minimum),
        None if maximum is None else number_of(maximum),
    )


def _cell(value: Any, column: int | None) -> Any:
    if column is None:
        return value
    if not isinstance(value, list) or column >= len(value):
        raise NumberError("its numbers do not pair with its members")
    return value[column]


def number_of(text: Any) -> Fraction:
    """Return a number of a document.

    Raises:
        NumberError: it is none.
    """
    if not isinstance(text, str):
        raise NumberError("it is no number")
    return exact(text)


def leaf_of(entry: Mapping[str, Any]) -> Leaf:
    """Return what a leaf or an operand stands for.

    Raises:
        NumberError: it is no number, or its numbers do not pair with its members.
    """
    members = entry.get("members")
    if members is not None:
        texts = entry.get("texts")
        column = entry.get("values") if texts is None else texts
        if column is None or len(column) != len(members) or len(set(members)) != len(members):
            raise NumberError("its values do not pair with its members")
        pairs = zip(members, column, strict=True)
        return {one: number_of(value) if texts is None else value for one, value in pairs}
    if entry.get("text") is not None:
        return str(entry["text"])
    return number_of(entry.get("value"))


def result_of(entry: Mapping[str, Any]) -> Leaf:
    """Return the value that an equation's entry states.

    Raises:
        NumberError: it is none.
    """
    value = entry.get("value")
    return leaf_of(entry) if value is None else leaf_of(value)


def monitored_value(
    parts: Iterable[Part], added: Fraction, edges: Fraction, aggregate: str
) -> Fraction | None:
    """Return a monitored number from the readings of its months (docs/report.md).

    Args:
        parts: readings of its months [unit of the parameter].
        added: what treatments added.
        edges: what the readings at the edges of the segment say beyond the months.
        aggregate: how readings make the number.
    """
    known = list(parts)
    if aggregate == "sum":
        return sum((one.total for one in known), Fraction(0)) + edges + added
    if aggregate == "mean":
        count = sum(one.count for one in known)
        total = sum((one.total for one in known), Fraction(0)) + added
        return total / count if count else None
    extremes = [one.minimum if aggregate == "min" else one.maximum for one in known]
    found = [one for one in extremes if one is not None]
    if not found:
        return None
    return min(found) if aggregate == "min" else max(found)


def show(leaf: Leaf | None) -> str | None:
    """Return a leaf as documents write it; of a set, the first members."""
    if leaf is None or isinstance(leaf, str):
        return leaf
    if isinstance(leaf, Fraction):
        return format_exact(leaf)
    return ", ".join(f"{member}: {show(value)}" for member, value in list(leaf.items())[:3])
