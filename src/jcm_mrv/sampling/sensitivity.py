"""How many tonnes of reductions follow one unit of a parameter: the derivative of ER, exactly.

The trees of the equations are walked once, from ER back to what they read, each part passing on
what follows from it. Of ``min``, ``max``, ``abs`` and ``if`` it is the arm that was taken, of equal
ones the first. So a set of a thousand members costs no more than one evaluation or two.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.calculation.judgement import Cell
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.expressions import Budget
from jcm_mrv.expressions.evaluation import Run as Walk
from jcm_mrv.expressions.tree import Aggregate, Conditional, Convert, Name, Operation, Power

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.calculation.contributions import Contribution
    from jcm_mrv.calculation.model import Computed, Model
    from jcm_mrv.calculation.timeline import Timeline
    from jcm_mrv.expressions.tree import Node

OPERATIONS = 10**8
"""A part is evaluated again at each part around it, of which there are at most 40."""

Changes = dict[tuple[str, str | None], Fraction]


def cells_of(contributions: Iterable[Contribution], timeline: Timeline) -> tuple[Cell, ...]:
    """List the numbers that sources and stated amounts supply, each once."""
    cells = (
        Cell(one.monitored.parameter, one.member, segment.index)
        for one in contributions
        for segment in timeline.segments
    )
    return tuple(dict.fromkeys(cells))


def compute_sensitivities(
    model: Model, computed: Iterable[Computed], cells: Iterable[Cell]
) -> dict[Cell, Fraction]:
    """Compute the size of the derivative of ER by the value of each cell.

    Args:
        model: how it is computed.
        computed: the segments as they were computed.
        cells: parameters, members and segments.

    Returns:
        Size of the change of ER [tCO2e by the parameter's unit]; 0 where nothing was computed.
    """
    changes: dict[int, Changes] = {}
    for one in computed:
        try:
            changes[one.segment.index] = differentiate(model, one)
        except JcmMrvError:
            changes[one.segment.index] = {}
    return {
        cell: abs(changes.get(cell.segment, {}).get((cell.parameter, cell.member), Fraction(0)))
        for cell in cells
    }


def differentiate(model: Model, computed: Computed, of: str = "ER") -> Changes:
    """Return the derivative of an equation by each number that the equations read.

    Args:
        model: whose methodology has the equation.
        computed: a segment; its values are those at which the derivative is taken.
        of: the equation.

    Raises:
        EvaluationError: the budget does not reach for it.
    """
    values = {**computed.operands, **computed.results}
    changes: Changes = defaultdict(Fraction)
    changes[of, None] = Fraction(1)
    walk = _Backwards(values, model.sets, changes)
    for equation in reversed(model.methodology.equations):
        members: Sequence[str | None] = (None,)
        if equation.over is not None:
            members = model.sets.get(equation.over, ())
        for member in members:
            change = changes[equation.name, member]
            if change:
                if member is not None:
                    walk.members["i"] = member
                walk.back(equation.tree, change)
    return changes


class _Backwards(Walk):
    """Walk a formula and pass on, part by part, what ER changes by it."""

    def __init__(
        self,
        values: Mapping[str, Fraction | str | Mapping[str, Fraction | str]],
        sets: Mapping[str, tuple[str, ...]],
        changes: Changes,
    ) -> None:
        super().__init__(values, sets, Budget(OPERATIONS), None)
        self.changes = changes

    def back(self, node: Node, change: Fraction) -> None:
        """Pass on a change; a literal takes none."""
        match node:
            case Name():
                member = None if node.index is None else self.members[node.index]
                self.changes[node.name, member] += change
            case Operation():
                self._back_operation(node, change)
            case Power():
                base = self.number(node.base)
                if node.exponent and (base or node.exponent > 0):
                    slope = node.exponent * base ** (node.exponent - 1)
                    self.back(node.base, change * slope)
            case Conditional():
                arm = node.then if self.truth(node.condition) else node.otherwise
                self.back(arm, change)
            case Convert():
                self.back(node.arg, change * node.factor)
            case Aggregate():
                self._back_aggregate(node, change)

    def _back_operation(self, node: Operation, change: Fraction) -> None:
        args, numbers = node.args, [self.number(arg) for arg in node.args]
        if node.op in ("min", "max"):
            best = min(numbers) if node.op == "min" else max(numbers)
            self.back(args[numbers.index(best)], change)
            return
        if node.op in ("neg", "abs"):
            turned = node.op == "neg" or numbers[0] < 0
            self.back(args[0], -change if turned else change)
            return
        for place, arg in enumerate(args):
            slope = _slope(node.op, numbers, place)
            if slope:
                self.back(arg, change * slope)

    def _back_aggregate(self, node: Aggregate, change: Fraction) -> None:
        if node.op == "sum":
            for _ in self.members_of(node):
                self.back(node.of, change)
            return
        found = {member: self.number(node.of) for member in self.members_of(node)}
        choose = min if node.op == "min" else max
        # Of equal members the first one counts.
        self.members[node.index] = choose(found, key=lambda member: found[member])
        self.back(node.of, change)


def _slope(op: str, numbers: Sequence[Fraction], place: int) -> Fraction:
    """Return the derivative of a chain of one operator by one of its numbers."""
    if op in ("+", "-"):
        return Fraction(-1 if op == "-" and place else 1)
    slope = Fraction(1)
    for other, number in enumerate(numbers):
        if other != place:
            slope *= number if op == "*" or other == 0 else 1 / number
    if op == "/" and place:
        slope *= -1 / numbers[place] ** 2
    return slope
