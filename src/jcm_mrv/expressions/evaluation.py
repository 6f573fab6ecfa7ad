"""The exact value of a formula, in fractions, within a budget (contracts 2)."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from jcm_mrv.expressions.faults import EvaluationError
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
    arms_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jcm_mrv.expressions.tree import Branch, Node

    # What a name stands for: a number, an option, or one of these for each member of its set.
    Input = Fraction | str | Mapping[str, Fraction | str]

MAX_OPERATIONS = 10**7
MAX_BITS = 65_536

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


class Budget:
    """Count down what a run may still compute; shared by all formulas of the run.

    A product or a common divisor of two long numbers takes time by the product of their lengths,
    and is charged so; as both are under their limit, no single step takes long.

    Args:
        operations: nodes that may be evaluated; work on long numbers counts more.
        bits: a numerator and a denominator stay under this length.
    """

    def __init__(self, operations: int = MAX_OPERATIONS, bits: int = MAX_BITS) -> None:
        self.operations = operations
        self.bits = bits


def evaluate(
    node: Node,
    values: Mapping[str, Input],
    sets: Mapping[str, tuple[str, ...]],
    budget: Budget,
    *,
    member: str | None = None,
    covered: set[Branch] | None = None,
) -> Fraction | bool:
    """Return the exact value of an inferred formula, or the truth of a condition.

    Args:
        node: the tree that inference returned.
        values: each name's number in its declared unit, its option, or one of these for each
            member of its set.
        sets: the members of each set, in their order.
        budget: what the run may still compute.
        member: the member that the index ``i`` stands for, in an equation over a set.
        covered: takes the arms of every ``if`` that is decided.

    Raises:
        EvaluationError: a division by zero, an empty set, a number or a run beyond its limit.
    """
    run = Run(values, sets, budget, covered)
    if member is not None:
        run.members["i"] = member
    return run.truth(node) if _is_condition(node) else run.number(node)


def _is_condition(node: Node) -> bool:
    return isinstance(node, Operation) and (node.op in _COMPARE or node.op in ("and", "or", "not"))


class Run:
    """Walk one formula once; members tells what each index stands for."""

    def __init__(
        self,
        values: Mapping[str, Input],
        sets: Mapping[str, tuple[str, ...]],
        budget: Budget,
        covered: set[Branch] | None,
    ) -> None:
        self.values = values
        self.sets = sets
        self.budget = budget
        self.covered = covered
        self.members: dict[str, str] = {}
        self.size = 0  # bits of the number last returned

    def _spend(self, operations: int, node: Node) -> None:
        self.budget.operations -= operations
        if self.budget.operations < 0:
            raise EvaluationError("too-long", node.source)

    def number(self, node: Node) -> Fraction:
        """Return the value of a node that is a number, within the budget."""
        value = _NUMBERS[type(node)](self, node)
        self.size = size = max(value.numerator.bit_length(), value.denominator.bit_length())
        if size >= self.budget.bits:
            raise EvaluationError("too-large", node.source)
        self._spend(1 + (size >> 12), node)
        return value

    def _literal(self, node: Node) -> Fraction:
        return cast("Number | Quantity", node).value

    def _name(self, node: Node) -> Fraction:
        return cast("Fraction", self.read(cast("Name", node)))

    def read(self, node: Name) -> Fraction | str:
        """Return what a name stands for, at its index where it has one."""
        value = self.values[node.name]
        if node.index is None:
            return cast("Fraction | str", value)
        return cast("Mapping[str, Fraction | str]", value)[self.members[node.index]]

    def _operation(self, node: Node) -> Fraction:
        node = cast("Operation", node)
        op = node.op
        left = self.number(node.args[0])
        if op == "neg":
            return -left
        if op == "abs":
            return abs(left)
        for arg in node.args[1:]:
            length = self.size
            right = self.number(arg)
            self._spend(length * self.size >> 18, node)
            if op == "+":
                left += right
            elif op == "-":
                left -= right
            elif op == "*":
                left *= right
            elif op == "/":
                if not right:
                    raise EvaluationError("division-by-zero", arg.source)
                left /= right
            else:
                left = min(left, right) if op == "min" else max(left, right)
        return left

    def _power(self, node: Node) -> Fraction:
        node = cast("Power", node)
        base = self.number(node.base)
        if node.exponent < 0 and not base:
            raise EvaluationError("division-by-zero", node.base.source)
        # A power of a fraction in lowest terms is in lowest terms: its length is known before.
        if (self.size - 1) * abs(node.exponent) >= self.budget.bits:
            raise EvaluationError("too-large", node.source)
        self._spend(self.size * self.size >> 18, node)
        return base**node.exponent

    def _conditional(self, node: Node) -> Fraction:
        node = cast("Conditional", node)
        chosen = self.truth(node.condition)
        if self.covered is not None:
            self.covered.add(arms_of(node)[0 if chosen else 1])
        return self.number(node.then if chosen else node.otherwise)

    def _convert(self, node: Node) -> Fraction:
        node = cast("Convert", node)
        return self.number(node.arg) * node.factor

    def _aggregate(self, node: Node) -> Fraction:
        node = cast("Aggregate", node)
        if node.op == "sum":
            return self._sum(node)
        best: Fraction | None = None
        better = operator.lt if node.op == "min" else operator.gt
        for value in self._terms(node):
            self._spend(self.size * self.size >> 18, node)
            if best is None or better(value, best):
                best = value
        if best is None:
            raise EvaluationError("empty-set", node.source)
        return best

    def _sum(self, node: Aggregate) -> Fraction:
        # Readings are decimals with few different denominators: adding integers per denominator
        # is many times as quick as adding fractions.
        numerators: dict[int, int] = {}
        for value in self._terms(node):
            below = value.denominator
            numerators[below] = numerators.get(below, 0) + value.numerator
        total = Fraction(0)
        for below, above in numerators.items():
            length = max(total.denominator.bit_length(), total.numerator.bit_length())
            if length >= self.budget.bits:
                raise EvaluationError("too-large", node.source)
            self._spend(1 + ((length + above.bit_length()) * below.bit_length() >> 18), node)
            total += Fraction(above, below)
        return total

    def _terms(self, node: Aggregate) -> Iterator[Fraction]:
        if not self.sets[node.over]:
            raise EvaluationError("empty-set", node.source)
        for _ in self.members_of(node):
            yield self.number(node.of)

    def members_of(self, node: Aggregate) -> Iterator[str]:
        """Yield each member that the condition lets through, the index standing for it."""
        for member in self.sets[node.over]:
            self.members[node.index] = member
            if node.condition is None or self.truth(node.condition):
                yield member

    def truth(self, node: Node) -> bool:
        """Return whether a condition holds; what does not decide it is not evaluated."""
        node = cast("Operation", node)
        self._spend(1, node)
        if node.op == "not":
            return not self.truth(node.args[0])
        if node.op == "and":
            return all(self.truth(arg) for arg in node.args)
        if node.op == "or":
            return any(self.truth(arg) for arg in node.args)
        left = self._side(node.args[0])
        length = self.size
        right = self._side(node.args[1])
        self._spend(length * self.size >> 18, node)
        return _COMPARE[node.op](left, right)

    def _side(self, node: Node) -> Fraction | str:
        if isinstance(node, Text):
            return node.value
        if isinstance(node, Name) and isinstance(option := self.read(node), str):
            return option
        return self.number(node)


_NUMBERS: dict[type, Callable[[Run, Node], Fraction]] = {
    Number: Run._literal,
    Quantity: Run._literal,
    Name: Run._name,
    Operation: Run._operation,
    Power: Run._power,
    Conditional: Run._conditional,
    Aggregate: Run._aggregate,
    Convert: Run._convert,
}
