"""What the equations of one segment start from and give, in cells: the same for plan and report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.expressions.tree import Aggregate, Name, names_of, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jcm_mrv.expressions import Node
    from jcm_mrv.views.workbook.expression import Formula

DEFAULTS = ("default", "lookup", "gwp")


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one number or text of a segment: its formula, value and pointer.

    Args:
        tree: of its cell on the calculation sheet.
        value: of the report; None where the report has none and the formula tells.
        pointer: of that value in the report.
    """

    tree: Formula | None
    value: str | None = None
    pointer: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """Hold a name that equations start from.

    Args:
        name: as formulas write it.
        symbol: as the methodology typesets it.
        title: what it is.
        kind: of the report's values.
        unit: of the number; empty for a category.
        over: the set whose members have one each; None for one value.
        is_text: whether it is a category.
        entries: one, or one for each member; those of days and defaults have no formula yet.
        reads: names that choose a row of its table, where it is looked up.
    """

    name: str
    symbol: str
    title: str
    kind: str
    unit: str
    over: str | None
    is_text: bool
    entries: tuple[Entry, ...]
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Hold an equation.

    Args:
        name: of its value.
        symbol: as the methodology typesets it.
        title: what it computes.
        unit: of its value.
        over: the set that it is computed over; None for one value.
        tree: the formula.
        text: the formula for a person.
        values: of the report, one or one for each member; None where it has none.
        pointers: of these.
    """

    name: str
    symbol: str
    title: str
    unit: str
    over: str | None
    tree: Node
    text: str
    values: tuple[str | None, ...]
    pointers: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Hold a row that the days of a segment follow from.

    Args:
        label: in words.
        value: exact number; of a day its serial number in spreadsheets.
        format: code of the number format.
        pointer: of the day in the report, if it is there.
    """

    label: str
    value: str
    format: str
    pointer: str | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Hold what a calculation block shows.

    Args:
        title: of the block.
        leaves: by name, in the order of the report.
        results: by name, in the order of the report.
        sets: members of each set, in order.
        days: first and last day, or one row with the days themselves.
    """

    title: str
    leaves: Mapping[str, Leaf]
    results: Mapping[str, Result]
    sets: Mapping[str, tuple[str, ...]]
    days: tuple[Days, ...]

    def over(self, name: str) -> str | None:
        """Return the set that a name is over."""
        result = self.results.get(name)
        return self.leaves[name].over if result is None else result.over

    def reached(self, name: str) -> list[str]:
        """Return a name and all that its equation reads, directly or not, parents first."""
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in found or (one not in self.leaves and one not in self.results):
                continue
            found[one] = None
            read = self.leaves[one].reads if one in self.leaves else ()
            if one in self.results:
                read = tuple(_in_order(self.results[one].tree))
            waiting.extend(reversed(read))
        return list(found)

    def aggregates(self) -> Iterator[Aggregate]:
        """Give every sum over a set, and the least and greatest values."""
        for result in self.results.values():
            yield from (node for node in walk(result.tree) if isinstance(node, Aggregate))


def set_of(
    tree: Node,
    members: Sequence[str],
    sets: Mapping[str, tuple[str, ...]],
    over: Callable[[str], str | None],
) -> str | None:
    """Return the set that an equation is over: that of the names at its index, or by its members.

    Args:
        tree: of the equation.
        members: that it has values for.
        sets: members of each set.
        over: gives the set of a name.
    """
    inner = {node.index for node in walk(tree) if isinstance(node, Aggregate)}
    for node in walk(tree):
        if isinstance(node, Name) and node.index is not None and node.index not in inner:
            found = over(node.name)
            if found is not None:
                return found
    return next((name for name, ids in sets.items() if tuple(members) == ids), None)


def _in_order(tree: Node) -> Iterator[str]:
    known = names_of(tree)
    for node in walk(tree):
        if isinstance(node, Name) and node.name in known:
            yield node.name
