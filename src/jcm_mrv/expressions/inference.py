"""Dimensions of a formula, and the conversions that its units need (contracts 2).

Each name stands for its number in its declared unit, each quantity for its number as written.
A conversion is put only where the sides of ``+ - compare min max if``, or the root, differ
in scale; it turns the later side into the unit of the first.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jcm_mrv.expressions.faults import FormulaError
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
from jcm_mrv.units import DIMENSIONLESS, Unit, UnitError, Units, describe_unit, multiply_units

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from jcm_mrv.expressions.tree import Node

DAY_HINT = '; hours are counted from days by q("24 hour/day")'


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


@dataclass(frozen=True, slots=True)
class _Value:
    node: Node
    unit: Unit
    zero: bool = False  # the literal 0, which has every dimension


@dataclass(frozen=True, slots=True)
class _Condition:
    node: Node


@dataclass(frozen=True, slots=True)
class _Category:
    node: Node
    options: frozenset[str] | None  # None for a text, which belongs to the category beside it


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
    if _kind(value.unit) != _kind(target):
        raise FormulaError(
            "the result has another dimension than declared"
            f" ({describe_unit(value.unit)}, declared {describe_unit(target)})"
            + _hint(value.unit, target),
            node.source,
        )
    return _convert(value, target)


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

    def value(self, node: Node) -> _Value:
        return self.as_value(self.any(node), node)

    def as_value(self, typed: _Value | _Condition | _Category, node: Node) -> _Value:
        match typed:
            case _Value() as value:
                return value
            case _Condition():
                raise FormulaError("a number is expected here, not a condition", node.source)
        raise FormulaError('a category stands only beside "==" and "!="', node.source)

    def condition(self, node: Node) -> Node:
        typed = self.any(node)
        if not isinstance(typed, _Condition):
            raise FormulaError("a condition is expected here, such as A >= B", node.source)
        return typed.node

    def any(self, node: Node) -> _Value | _Condition | _Category:
        match node:
            case Number(value=number):
                return _Value(node, DIMENSIONLESS, zero=number == 0)
            case Quantity():
                return self.quantity(node)
            case Name():
                return self.name(node)
            case Operation(op="==" | "!=" | "<" | "<=" | ">" | ">="):
                return self.comparison(node)
            case Operation(op="and" | "or" | "not", args=args):
                return _Condition(replace(node, args=tuple(self.condition(arg) for arg in args)))
            case Operation():
                return self.arithmetic(node)
            case Power(base=base, exponent=exponent):
                value = self.value(base)
                unit = self.product(node, DIMENSIONLESS, value.unit, exponent)
                return _Value(replace(node, base=value.node), unit)
            case Conditional():
                return self.conditional(node)
            case Aggregate():
                return self.aggregate(node)
            case Text():
                return _Category(node, None)
        raise TypeError("a formula is inferred once")

    def quantity(self, node: Quantity) -> _Value:
        try:
            unit = self.units.parse(node.unit)
        except UnitError as error:
            raise FormulaError(str(error), node.source) from None
        return _Value(replace(node, unit=unit.text), unit)

    def name(self, node: Name) -> _Value | _Category:
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
            return _Category(node, frozenset(symbol.options))
        return _Value(node, symbol.unit or DIMENSIONLESS)

    def unknown(self, name: str) -> str:
        if name in self.sets:
            return f'"{name}" is a set: it stands only behind "in", as in sum(… for i in {name})'
        if name in self.indices:
            return f'"{name}" is an index: it stands only in square brackets'
        near = difflib.get_close_matches(name, self.symbols, 1)
        return f'"{name}" is not a known name' + (f'; did you mean "{near[0]}"?' if near else "")

    def comparison(self, node: Operation) -> _Condition:
        left, right = (self.any(arg) for arg in node.args)
        if isinstance(left, _Category) or isinstance(right, _Category):
            if node.op not in ("==", "!="):
                raise FormulaError('a category is compared by "==" and "!=" only', node.source)
            _check_categories(left, right, node)
            return _Condition(node)
        # Inferring a side twice would double the work at every level of a nested formula.
        values = [self.as_value(left, node.args[0]), self.as_value(right, node.args[1])]
        args, _ = _align(values, f'the sides of "{node.op}"', node)
        return _Condition(replace(node, args=args))

    def arithmetic(self, node: Operation) -> _Value:
        values = [self.value(arg) for arg in node.args]
        first = values[0]
        match node.op:
            case "*" | "/":
                power = 1 if node.op == "*" else -1
                unit = self.product(node, first.unit, values[1].unit, power)
                return _Value(replace(node, args=tuple(value.node for value in values)), unit)
            case "+" | "-" if any(value.unit.point for value in values):
                return _shift_point(node, first, values[1])
            case "+" | "-":
                args, unit = _align(values, f'the sides of "{node.op}"', node)
            case "neg" | "abs":
                if first.unit.point:
                    raise FormulaError(
                        f'"{first.unit.text}" is a point on a scale: it has no negative and'
                        " no size; take a difference",
                        node.source,
                    )
                args, unit = (first.node,), first.unit
            case _:
                args, unit = _align(values, f'the values of "{node.op}"', node)
        zero = all(value.zero for value in values)
        return _Value(replace(node, args=args), unit, zero=zero)

    def product(self, node: Node, left: Unit, right: Unit, power: int) -> Unit:
        try:
            return multiply_units(left, right, power)
        except UnitError as error:
            raise FormulaError(str(error), node.source) from None

    def conditional(self, node: Conditional) -> _Value:
        condition = self.condition(node.condition)
        arms = [self.value(node.then), self.value(node.otherwise)]
        (then, otherwise), unit = _align(arms, 'the arms of "if"', node)
        tree = replace(node, condition=condition, then=then, otherwise=otherwise)
        return _Value(tree, unit, zero=all(arm.zero for arm in arms))

    def aggregate(self, node: Aggregate) -> _Value:
        if node.over not in self.sets:
            near = difflib.get_close_matches(node.over, self.sets, 1)
            raise FormulaError(
                f'"{node.over}" is not a set' + (f'; did you mean "{near[0]}"?' if near else ""),
                node.source,
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
        return _Value(tree, value.unit, zero=value.zero)


def _kind(unit: Unit) -> tuple[object, ...]:
    # Points of two scales do not share a zero: a factor cannot turn one into the other.
    return (unit.dimensions, (unit.scale, unit.offset) if unit.point else None)


def _convert(value: _Value, target: Unit) -> Node:
    factor = value.unit.scale / target.scale
    if value.zero or factor == 1:
        return value.node
    return Convert(factor, value.unit.text, target.text, value.node, value.node.source)


def _align(values: Sequence[_Value], what: str, node: Node) -> tuple[tuple[Node, ...], Unit]:
    """Return the values in the unit of the first that is not the literal 0, and that unit."""
    unit = next((value.unit for value in values if not value.zero), DIMENSIONLESS)
    for value in values:
        if not value.zero and _kind(value.unit) != _kind(unit):
            raise FormulaError(
                f"{what} have different dimensions"
                f" ({describe_unit(unit)}, {describe_unit(value.unit)})" + _hint(unit, value.unit),
                node.source,
            )
    return tuple(_convert(value, unit) for value in values), unit


def _hint(one: Unit, other: Unit) -> str:
    """Return the remedy where exactly a day stands for a time, or the other way round."""
    powers = dict(one.dimensions)
    for name, power in other.dimensions:
        powers[name] = powers.get(name, 0) - power
    left = {name: power for name, power in powers.items() if power}
    return DAY_HINT if left in ({"day": 1, "time": -1}, {"day": -1, "time": 1}) else ""


def _shift_point(node: Operation, left: _Value, right: _Value) -> _Value:
    """Return point - point, a difference; or a point shifted by a difference."""
    tree = replace(node, args=(left.node, right.node))
    if left.unit.point and right.unit.point and node.op == "-":
        _align([left, right], 'the sides of "-"', node)
        return _Value(tree, _difference(left.unit))
    if left.unit.point and right.unit.point:
        raise FormulaError(
            f'"{left.unit.text}" is a point on a scale: points have no sum;'
            " a mean is written A + (B - A) / 2",
            node.source,
        )
    if right.unit.point and node.op == "-":
        raise FormulaError(
            f'"{right.unit.text}" is a point on a scale: it is not taken from a difference',
            node.source,
        )
    point = left.unit if left.unit.point else right.unit
    sides = [
        replace(side, unit=_difference(point)) if side.unit.point else side
        for side in (left, right)
    ]
    # The point keeps its unit; the difference is brought to it, on whichever side it stands.
    order = sides if left.unit.point else sides[::-1]
    args, _ = _align(order, f'the sides of "{node.op}"', node)
    return _Value(replace(node, args=args if left.unit.point else args[::-1]), point)


def _difference(point: Unit) -> Unit:
    return Unit(f"delta_{point.text}", point.dimensions, point.scale)


def _check_categories(
    left: _Value | _Condition | _Category, right: _Value | _Condition | _Category, node: Operation
) -> None:
    if not isinstance(left, _Category) or not isinstance(right, _Category):
        raise FormulaError("a category is compared with one of its options", node.source)
    options = [side.options for side in (left, right) if side.options is not None]
    if not options:
        raise FormulaError("two texts are compared; one side is a category", node.source)
    for side in (left.node, right.node):
        if isinstance(side, Text) and side.value not in options[0]:
            near = difflib.get_close_matches(side.value, options[0], 1)
            listed = ", ".join(sorted(options[0]))
            raise FormulaError(
                f'"{side.value}" is none of the options ({listed})'
                + (f'; did you mean "{near[0]}"?' if near else ""),
                node.source,
            )
    if options[0] != options[-1]:
        raise FormulaError("the two categories have different options", node.source)
