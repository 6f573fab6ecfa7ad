"""The formulas of a report, walked for both reports at once."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.difference.aggregates import aggregate
from jcm_mrv.difference.conditions import judge, spread
from jcm_mrv.difference.envelope import share_of_time
from jcm_mrv.difference.faults import BeyondError, NoValueError
from jcm_mrv.difference.scene import LeafKey, Pair, Sides, member_of
from jcm_mrv.difference.tape import Tape, Work
from jcm_mrv.expressions.tree import (
    Aggregate,
    Conditional,
    Convert,
    Name,
    Number,
    Operation,
    Power,
    Quantity,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from jcm_mrv.difference.scene import Index, Scene
    from jcm_mrv.expressions.tree import Node

ONE = Fraction(1)
MINUS = Fraction(-1)
HALF = Fraction(1, 2)


def follow(
    scene: Scene, name: str, work: Work
) -> tuple[Fraction, Fraction, Mapping[Hashable, Fraction]]:
    """Return a result in both reports, and what it moves by for each unit of each leaf.

    Raises:
        NoValueError: it has no value in one of the reports.
        BeyondError: it takes too long.
    """
    walk = Walk(scene, work)
    try:
        root = walk.read(name, None, Sides.BOTH, inverse=False)
    except RecursionError:
        raise BeyondError("the equations read each other too deeply") from None
    return walk.tape.start(root), walk.tape.end(root), walk.tape.slopes(root)


def evaluate(scene: Scene, name: str, side: Sides, work: Work) -> Fraction:
    """Return a result in one report.

    Raises:
        NoValueError: it has no value.
        BeyondError: it takes too long.
    """
    walk = Walk(scene, work)
    try:
        return walk.tape.start(walk.read(name, None, side, inverse=False))
    except RecursionError:
        raise BeyondError("the equations read each other too deeply") from None


class Walk:
    """Walk the formulas of a scene; every number lands on a tape.

    A number asked for on one side only is a constant: it does not exist on the other.
    """

    def __init__(self, scene: Scene, work: Work) -> None:
        self.scene = scene
        self.tape = Tape(work)
        self._known: dict[tuple[str, str | None, Sides, bool], int] = {}

    def read(self, name: str, member: str | None, sides: Sides, *, inverse: bool) -> int:
        """Return a leaf, an equation, or one through it."""
        key = (name, member, sides, inverse)
        if key not in self._known:
            tree = self.scene.trees.get(name)
            if tree is not None:
                index = {} if member is None else {"i": member}
                self._known[key] = self.number(tree, index, sides, inverse=inverse)
            else:
                one = self._leaf(LeafKey(name, member), sides)
                self._known[key] = self._inverse(one, sides) if inverse else one
        return self._known[key]

    def _leaf(self, key: LeafKey, sides: Sides) -> int:
        pair = self.scene.leaves.get(key, Pair(None, None, changed=False))
        if sides == Sides.BOTH:
            if not isinstance(pair.a, Fraction) or not isinstance(pair.b, Fraction):
                raise NoValueError(f"{key.name} is no number on both sides")
            return self.tape.leaf(key, pair.a, pair.b, moves=pair.changed)
        value = pair.a if sides == Sides.A else pair.b
        if not isinstance(value, Fraction):
            raise NoValueError(f"{key.name} is no number")
        return self.tape.constant(value)

    def number(self, node: Node, index: Index, sides: Sides, *, inverse: bool = False) -> int:
        """Return the number that a node stands for, or one through it."""
        if isinstance(node, Name):
            return self.read(node.name, member_of(node, index), sides, inverse=inverse)
        if isinstance(node, Convert):
            if inverse and not node.factor:
                raise NoValueError("something is divided by zero")
            one = self.number(node.arg, index, sides, inverse=inverse)
            return self.tape.add([(one, 1 / node.factor if inverse else node.factor)])
        if isinstance(node, Operation) and node.op in ("*", "/"):
            product = self.number(node.args[0], index, sides, inverse=inverse)
            for arg in node.args[1:]:
                # One through a product is the product of ones through its factors, so that
                # a / (b * c) and a / b / c are divided alike.
                other = self.number(arg, index, sides, inverse=inverse != (node.op == "/"))
                product = self.tape.multiply(product, other)
            return product
        if isinstance(node, Power):
            return self._power(node, index, sides, inverse=inverse)
        one = self._other(node, index, sides)
        return self._inverse(one, sides) if inverse else one

    def _other(self, node: Node, index: Index, sides: Sides) -> int:
        if isinstance(node, Number | Quantity):
            return self.tape.constant(node.value)
        if isinstance(node, Aggregate):
            return aggregate(self, node, index, sides)
        if isinstance(node, Conditional):
            return self._if(node, index, sides)
        if not isinstance(node, Operation):
            raise NoValueError("a text is no number")
        numbers = [self.number(arg, index, sides) for arg in node.args]
        if node.op in ("+", "-"):
            sign = ONE if node.op == "+" else MINUS
            return self.tape.add([(numbers[0], ONE), *((one, sign) for one in numbers[1:])])
        if node.op == "neg":
            return self.tape.add([(numbers[0], MINUS)])
        if node.op == "abs":
            return self._absolute(numbers[0])
        if node.op in ("min", "max"):
            return self.extreme(node.op, numbers)
        raise NoValueError("a condition is no number")

    def _power(self, node: Power, index: Index, sides: Sides, *, inverse: bool) -> int:
        exponent = node.exponent
        if exponent == 0:
            return self.tape.constant(ONE)
        base = self.number(node.base, index, sides, inverse=inverse != (exponent < 0))
        power = base
        for _ in range(abs(exponent) - 1):
            power = self.tape.multiply(power, base)
        return power

    def _inverse(self, one: int, sides: Sides) -> int:
        start, end = self.tape.start(one), self.tape.end(one)
        if not start or not end:
            raise NoValueError("something is divided by zero")
        if sides != Sides.BOTH:
            return self.tape.constant(1 / start)
        return self.tape.straight(1 / start, 1 / end, [(one, -1 / (start * end))])

    def _absolute(self, one: int) -> int:
        start, end = self.tape.start(one), self.tape.end(one)
        if start != end:
            slope = (abs(end) - abs(start)) / (end - start)
        else:
            slope = Fraction((start > 0) - (start < 0))
        if abs(slope) == 1:
            return self.tape.add([(one, slope)])
        return self.tape.straight(abs(start), abs(end), [(one, slope)])

    def extreme(self, op: str, numbers: Sequence[int]) -> int:
        """Return the smallest or largest: by the time that each is it, all moving straight."""
        if not numbers:
            raise NoValueError(f"there is nothing to take the {op} of")
        lines = [(self.tape.start(one), self.tape.end(one)) for one in numbers]
        shares = share_of_time(lines, smallest=op == "min")
        self.tape.spend(len(lines) * sum(1 for share in shares if share))
        chosen = [(one, share) for one, share in zip(numbers, shares, strict=True) if share]
        if len(chosen) == 1:
            return chosen[0][0]
        best = min if op == "min" else max
        start, end = best(line[0] for line in lines), best(line[1] for line in lines)
        return self.tape.straight(start, end, chosen)

    def _if(self, node: Conditional, index: Index, sides: Sides) -> int:
        then, otherwise = node.then, node.otherwise
        truth = judge(self, node.condition, index, sides)
        if truth.holds in (Sides.NONE, sides):
            return self.number(then if truth.holds else otherwise, index, sides)
        first, second = (then, otherwise) if truth.holds == Sides.A else (otherwise, then)
        start = self.tape.start(self.number(first, index, Sides.A))
        end = self.tape.end(self.number(second, index, Sides.B))
        try:
            arms = [self.number(arm, index, Sides.BOTH) for arm in (first, second)]
        except NoValueError:
            # An arm that is not taken may have no value: all is then due to the condition.
            return self.tape.straight(start, end, spread(truth.flips, end - start))
        moved = sum((self.tape.end(one) - self.tape.start(one) for one in arms), Fraction(0)) / 2
        slopes = [*((one, HALF) for one in arms), *spread(truth.flips, end - start - moved)]
        return self.tape.straight(start, end, slopes)
