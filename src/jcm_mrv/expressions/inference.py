"""Dimensions of a formula, and the conversions that its units need (contracts 2).

Each name stands for its number in its declared unit, each quantity for its number as written.
A conversion is put only where the sides of ``+ - compare min max if``, or the root, differ
in scale; it turns the later side into the unit of the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jcm_mrv.expressions.alignment import (
    Category,
    Condition,
    Value,
    align,
    check_categories,
    convert_value,
    day_hint,
    kind_of,
    shift_point,
)
from jcm_mrv.expressions.faults import FormulaError, did_you_mean
from jcm_mrv.expressions.tree import (
    Aggregate,
    Conditional,
    Name,
    Number,
    Operation,
    Power,
    Quantity,
    Text,
)
from jcm_mrv.units import DIMENSIONLESS, Unit, UnitError, Units, describe_unit, multiply_units

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from jcm_mrv.expressions.tree import Node


@dataclass(frozen=True, slots=True)
class Symbol:
    """Tell what a formula may know of one name.

    Args:
        name: as formulas write it.
        unit: declared unit; None is dimensionless.
        over: the set that it has one value for each member of.
        options: what a category may be; None for a number.
    """

    name: str
    unit: Unit | None
    over: str | None = None
    options: tuple[str, ...] | None = None


def infer(
    node: Node,
    symbols: Mapping[str, Symbol],
    sets: Collection[str],
    units: Units,
    *,
    target: Unit | None,
    over: str | None = None,
) -> Node:
    """Check the dimensions of a formula and return its tree with explicit conversions.

    Args:
        node: the tree of the formula as read.
        symbols: every known name.
        sets: the names of the sets.
        units: the vocabulary of ``q("…")``.
        target: declared unit of the equation; None where the formula is a condition.
        over: the set of an equation that has one value for each member; its index is ``i``.

    Raises:
        FormulaError: a name, an index, a unit or a dimension does not fit.
    """
    inference = _Inference(symbols, sets, units, {} if over is None else {"i": over})
    if target is None:
        return inference.condition(node)
    value = inference.value(node)
    if value.zero:
        return value.node
    if kind_of(value.unit) != kind_of(target):
        raise FormulaError(
            "the result has another dimension than declared"
            f" ({describe_unit(value.unit)}, declared {describe_unit(target)})"
            + day_hint(value.unit, target),
            node.source,
        )
    return convert_value(value, target)


class _Inference:
    """Carry what is known while one formula is walked."""

    def __init__(
        self,
        symbols: Mapping[str, Symbol],
        sets: Collection[str],
        units: Units,
        indices: Mapping[str, str],
    ) -> None:
        self.symbols = symbols
        self.sets = sets
        self.units = units
        self.indices = dict(indices)

    def value(self, node: Node) -> Value:
        return self.as_value(self.any(node), node)

    def as_value(self, typed: Value | Condition | Category, node: Node) -> Value:
        match typed:
            case Value() as value:
                return value
            case Condition():
                raise FormulaError("a number is expected here, not a condition", node.source)
        raise FormulaError('a category stands only beside "==" and "!="', node.source)

    def condition(self, node: Node) -> Node:
        typed = self.any(node)
        if not isinstance(typed, Condition):
            raise FormulaError("a condition is expected here, such as A >= B", node.source)
        return typed.node

    def any(self, node: Node) -> Value | Condition | Category:
        match node:
            case Number(value=number):
                return Value(node, DIMENSIONLESS, zero=number == 0)
            case Quantity():
                return self.quantity(node)
            case Name():
                return self.name(node)
            case Operation(op="==" | "!=" | "<" | "<=" | ">" | ">="):
                return self.comparison(node)
            case Operation(op="and" | "or" | "not", args=args):
                return Condition(replace(node, args=tuple(self.condition(arg) for arg in args)))
            case Operation():
                return self.arithmetic(node)
            case Power(base=base, exponent=exponent):
                value = self.value(base)
                unit = self.product(node, DIMENSIONLESS, value.unit, exponent)
                return Value(replace(node, base=value.node), unit)
            case Conditional():
                return self.conditional(node)
            case Aggregate():
                return self.aggregate(node)
            case Text():
                return Category(node, None)
        raise TypeError("a formula is inferred once")

    def quantity(self, node: Quantity) -> Value:
        try:
            unit = self.units.parse(node.unit)
        except UnitError as error:
            raise FormulaError(str(error), node.source) from None
        return Value(replace(node, unit=unit.text), unit)

    def name(self, node: Name) -> Value | Category:
        symbol = self.symbols.get(node.name)
        if symbol is None:
            raise FormulaError(self.unknown(node.name), node.source, lead=False)
        if node.index is None and symbol.over is not None:
            raise FormulaError(
                f'it has one value for each member of "{symbol.over}": write'
                f" {node.name}[i] in an equation over that set, or inside sum, min or max",
                node.source,
            )
        if node.index is not None:
            if symbol.over is None:
                raise FormulaError(f'"{node.name}" has one value only, no index', node.source)
            over = self.indices.get(node.index)
            if over is None:
                raise FormulaError(f'"{node.index}" goes over no set here', node.source)
            if over != symbol.over:
                raise FormulaError(
                    f'"{node.index}" goes over "{over}",'
                    f' "{node.name}" has its values over "{symbol.over}"',
                    node.source,
                )
        if symbol.options is not None:
            return Category(node, frozenset(symbol.options))
        return Value(node, symbol.unit or DIMENSIONLESS)

    def unknown(self, name: str) -> str:
        if name in self.sets:
            return f'"{name}" is a set: it stands only behind "in", as in sum(… for i in {name})'
        if name in self.indices:
            return f'"{name}" is an index: it stands only in square brackets'
        return f'"{name}" is not a known name{did_you_mean(name, self.symbols)}'

    def comparison(self, node: Operation) -> Condition:
        left, right = (self.any(arg) for arg in node.args)
        if isinstance(left, Category) or isinstance(right, Category):
            if node.op not in ("==", "!="):
                raise FormulaError('a category is compared by "==" and "!=" only', node.source)
            check_categories(left, right, node)
            return Condition(node)
        # Inferring a side twice would double the work at every level of a nested formula.
        values = [self.as_value(left, node.args[0]), self.as_value(right, node.args[1])]
        args, _ = align(values, f'the sides of "{node.op}"', node)
        return Condition(replace(node, args=args))

    def arithmetic(self, node: Operation) -> Value:
        values = [self.value(arg) for arg in node.args]
        first = values[0]
        match node.op:
            case "*" | "/":
                power = 1 if node.op == "*" else -1
                unit = self.product(node, first.unit, values[1].unit, power)
                return Value(replace(node, args=tuple(value.node for value in values)), unit)
            case "+" | "-" if any(value.unit.point for value in values):
                return shift_point(node, first, values[1])
            case "+" | "-":
                args, unit = align(values, f'the sides of "{node.op}"', node)
            case "neg" | "abs":
                if first.unit.point:
                    raise FormulaError(
                        f'"{first.unit.text}" is a point on a scale: it has no negative and'
                        " no size; take a difference",
                        node.source,
                    )
                args, unit = (first.node,), first.unit
            case _:
                args, unit = align(values, f'the values of "{node.op}"', node)
        zero = all(value.zero for value in values)
        return Value(replace(node, args=args), unit, zero=zero)

    def product(self, node: Node, left: Unit, right: Unit, power: int) -> Unit:
        try:
            return multiply_units(left, right, power)
        except UnitError as error:
            raise FormulaError(str(error), node.source) from None

    def conditional(self, node: Conditional) -> Value:
        condition = self.condition(node.condition)
        arms = [self.value(node.then), self.value(node.otherwise)]
        (then, otherwise), unit = align(arms, 'the arms of "if"', node)
        tree = replace(node, condition=condition, then=then, otherwise=otherwise)
        return Value(tree, unit, zero=all(arm.zero for arm in arms))

    def aggregate(self, node: Aggregate) -> Value:
        if node.over not in self.sets:
            raise FormulaError(
                f'"{node.over}" is not a set{did_you_mean(node.over, self.sets)}', node.source
            )
        if node.index in self.indices or node.index in self.symbols:
            raise FormulaError(
                f'"{node.index}" has a meaning here already; take another index', node.source
            )
        self.indices[node.index] = node.over
        condition = None if node.condition is None else self.condition(node.condition)
        value = self.value(node.of)
        del self.indices[node.index]
        if node.op == "sum" and value.unit.point:
            raise FormulaError(
                f'"{value.unit.text}" is a point on a scale: points have no sum', node.source
            )
        tree = replace(node, of=value.node, condition=condition)
        return Value(tree, value.unit, zero=value.zero)
