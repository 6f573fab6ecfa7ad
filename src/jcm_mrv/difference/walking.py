"""The formulas of a report, walked for both reports at once."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.difference.conditions import Flip, Truth, spread
from jcm_mrv.difference.envelope import share_of_time
from jcm_mrv.difference.faults import BeyondError, NoValueError
from jcm_mrv.difference.scene import LeafKey, MemberKey, Pair, Sides
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
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from jcm_mrv.difference.scene import Scene
    from jcm_mrv.expressions.tree import Node

ONE = Fraction(1)
MINUS = Fraction(-1)
HALF = Fraction(1, 2)

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}

Index = dict[str, str]


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
            return self.read(node.name, _member(node, index), sides, inverse=inverse)
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
            return self._aggregate(node, index, sides)
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
            return self._extreme(node.op, numbers)
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

    def _extreme(self, op: str, numbers: Sequence[int]) -> int:
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
        truth = self.truth(node.condition, index, sides)
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

    def _aggregate(self, node: Aggregate, index: Index, sides: Sides) -> int:
        op, name = node.op, node.over
        of_a, of_b = self.scene.sets.get(name, ((), ()))
        for side, members in ((Sides.A, of_a), (Sides.B, of_b)):
            if sides & side and not members:
                raise NoValueError(f'the set "{name}" has no members')
        both: list[int] = []
        single: list[tuple[Sides, Fraction, tuple[Flip, ...]]] = []
        in_a, in_b = frozenset(of_a), frozenset(of_b)
        for member in dict.fromkeys((*of_a, *of_b)):
            has = (Sides.A if member in in_a else Sides.NONE) | (
                Sides.B if member in in_b else Sides.NONE
            )
            has &= sides
            self.tape.spend(1)
            if not has:
                continue
            inner = {**index, node.index: member}
            truth = self.truth(node.condition, inner, has) if node.condition else Truth(has)
            if truth.holds == sides:
                both.append(self.number(node.of, inner, sides))
            elif truth.holds:
                flips = truth.flips
                if has != Sides.BOTH:
                    key = MemberKey(name, member)
                    one = self.tape.leaf(key, Fraction(0), ONE, moves=True)
                    flips = (Flip(((one, ONE),)),)
                elif op == "sum":
                    both.append(self._switched(node.of, inner, truth))
                    continue
                value = self.number(node.of, inner, truth.holds)
                single.append((truth.holds, self.tape.start(value), flips))
        if op == "sum":
            both += [self._appearing(side, value, flips, sides) for side, value, flips in single]
            return self.tape.add([(one, ONE) for one in both])
        return self._extreme_of_members(op, both, single, sides)

    def _switched(self, of: Node, index: Index, truth: Truth) -> int:
        """Return a term of a sum that a condition lets in on one side only."""
        value = self.tape.start(self.number(of, index, truth.holds))
        start, end = (value, Fraction(0)) if truth.holds == Sides.A else (Fraction(0), value)
        try:
            one = self.number(of, index, Sides.BOTH)
        except NoValueError:
            return self.tape.straight(start, end, spread(truth.flips, end - start))
        moved = (self.tape.end(one) - self.tape.start(one)) / 2
        slopes = [(one, HALF), *spread(truth.flips, end - start - moved)]
        return self.tape.straight(start, end, slopes)

    def _appearing(
        self, side: Sides, value: Fraction, flips: tuple[Flip, ...], sides: Sides
    ) -> int:
        if sides != Sides.BOTH:
            return self.tape.constant(value)
        start, end = (value, Fraction(0)) if side == Sides.A else (Fraction(0), value)
        return self.tape.straight(start, end, spread(flips, end - start))

    def _extreme_of_members(
        self,
        op: str,
        both: Sequence[int],
        single: Sequence[tuple[Sides, Fraction, tuple[Flip, ...]]],
        sides: Sides,
    ) -> int:
        if not single:
            return self._extreme(op, both)
        best = min if op == "min" else max
        ends = []
        for side, values in (
            (Sides.A, [self.tape.start(one) for one in both]),
            (Sides.B, [self.tape.end(one) for one in both]),
        ):
            every = values + [value for own, value, _ in single if own == side]
            if not every:
                raise NoValueError(f"there is nothing to take the {op} of")
            ends.append(best(every))
        start, end = ends
        # Members that both sides have move it first; the rest is due to those that came or went.
        common = [(self._extreme(op, both), ONE)] if both else []
        moved = sum((self.tape.end(one) - self.tape.start(one) for one, _ in common), Fraction(0))
        flips = tuple(flip for _, _, many in single for flip in many)
        slopes = [*common, *spread(flips, end - start - moved)]
        return self.tape.straight(start, end, slopes)

    def truth(self, node: Node, index: Index, sides: Sides) -> Truth:
        """Return on which of the sides a condition holds; what does not decide it is not read."""
        self.tape.spend(1)
        if not isinstance(node, Operation):
            raise NoValueError("a number is no condition")
        op = node.op
        if op == "not":
            inner = self.truth(node.args[0], index, sides)
            return Truth(sides & ~inner.holds, inner.flips)
        if op in ("and", "or"):
            holds, left = Sides.NONE, sides
            flips: list[Flip] = []
            for arg in node.args:
                try:
                    # Also where it decides nothing any more, so that their order is no matter.
                    inner = self.truth(arg, index, sides)
                except NoValueError:
                    if not left:
                        break
                    inner = self.truth(arg, index, left)
                flips += inner.flips
                decided = left & (inner.holds if op == "or" else ~inner.holds)
                left &= ~decided
                holds |= decided
            return Truth(holds if op == "or" else left, tuple(flips))
        return self._compare(node, index, sides)

    def _compare(self, node: Operation, index: Index, sides: Sides) -> Truth:
        compare = _COMPARE.get(node.op)
        if compare is None:
            raise NoValueError("a number is no condition")
        pairs = [self._text(arg, index) for arg in node.args]
        holds = Sides.NONE
        if any(pair is not None for pair in pairs):
            if node.op not in ("==", "!="):
                raise NoValueError("texts have no order")
            texts = [pair or Pair(None, None, changed=False) for pair in pairs]
            if sides & Sides.A and compare(texts[0].a, texts[1].a):
                holds |= Sides.A
            if sides & Sides.B and compare(texts[0].b, texts[1].b):
                holds |= Sides.B
            if sides != Sides.BOTH or holds in (Sides.NONE, sides):
                return Truth(holds)
            changed = [
                (self._switch(arg, index), ONE)
                for arg, pair in zip(node.args, texts, strict=True)
                if pair.a != pair.b
            ]
            return Truth(holds, (Flip(tuple(changed)),))
        left, right = (self.number(arg, index, sides) for arg in node.args)
        if sides & Sides.A and compare(self.tape.start(left), self.tape.start(right)):
            holds |= Sides.A
        if sides & Sides.B and compare(self.tape.end(left), self.tape.end(right)):
            holds |= Sides.B
        if sides != Sides.BOTH or holds in (Sides.NONE, sides):
            return Truth(holds)
        gap = self.tape.add([(left, ONE), (right, MINUS)])
        return Truth(holds, (Flip(((gap, self.tape.end(gap) - self.tape.start(gap)),)),))

    def _text(self, node: Node, index: Index) -> Pair | None:
        if isinstance(node, Text):
            return Pair(node.value, node.value, changed=False)
        if not isinstance(node, Name) or node.name in self.scene.trees:
            return None
        pair = self.scene.leaves.get(LeafKey(node.name, _member(node, index)))
        if pair is None:
            raise NoValueError(f"{node.name} has no value")
        return pair if isinstance(pair.a, str) or isinstance(pair.b, str) else None

    def _switch(self, node: Node, index: Index) -> int:
        if not isinstance(node, Name):
            raise NoValueError("a text does not change")
        key = LeafKey(node.name, _member(node, index))
        return self.tape.leaf(key, Fraction(0), ONE, moves=True)


def _member(node: Name, index: Index) -> str | None:
    """Return the member that a name is read for; None where it is one number."""
    if node.index is None:
        return None
    if node.index not in index:
        raise NoValueError(f"{node.name} is read for no member")
    return index[node.index]
