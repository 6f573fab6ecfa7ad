"""How the sides of an operator are brought together: one dimension, one unit, one kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jcm_mrv.expressions.faults import FormulaError, did_you_mean
from jcm_mrv.expressions.tree import Convert, Operation, Text
from jcm_mrv.units import DIMENSIONLESS, Unit, describe_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.expressions.tree import Node

DAY_HINT = '; hours are counted from days by q("24 hour/day")'


@dataclass(frozen=True, slots=True)
class Value:
    """Hold a number's tree and unit; zero is the literal 0, which has every dimension."""

    node: Node
    unit: Unit
    zero: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold the tree of what is true or false."""

    node: Node


@dataclass(frozen=True, slots=True)
class Category:
    """Hold a category and its options, or a text, which has those of the category beside it."""

    node: Node
    options: frozenset[str] | None


def kind_of(unit: Unit) -> tuple[object, ...]:
    """Return what two units have in common when a factor turns one into the other."""
    # Points of two scales do not share a zero.
    return (unit.dimensions, (unit.scale, unit.offset) if unit.point else None)


def convert_value(value: Value, target: Unit) -> Node:
    """Return a number's tree in another unit of its kind, with a conversion where they differ."""
    factor = value.unit.scale / target.scale
    if value.zero or factor == 1:
        return value.node
    return Convert(factor, value.unit.text, target.text, value.node, value.node.source)


def align(values: Sequence[Value], what: str, node: Node) -> tuple[tuple[Node, ...], Unit]:
    """Return the values in the unit of the first that is not the literal 0, and that unit."""
    unit = next((value.unit for value in values if not value.zero), DIMENSIONLESS)
    for value in values:
        if not value.zero and kind_of(value.unit) != kind_of(unit):
            raise FormulaError(
                f"{what} have different dimensions"
                f" ({describe_unit(unit)}, {describe_unit(value.unit)})"
                + day_hint(unit, value.unit),
                node.source,
            )
    return tuple(convert_value(value, unit) for value in values), unit


def day_hint(one: Unit, other: Unit) -> str:
    """Return the remedy where exactly a day stands for a time, or the other way round."""
    powers = dict(one.dimensions)
    for name, power in other.dimensions:
        powers[name] = powers.get(name, 0) - power
    left = {name: power for name, power in powers.items() if power}
    return DAY_HINT if left in ({"day": 1, "time": -1}, {"day": -1, "time": 1}) else ""


def shift_point(node: Operation, left: Value, right: Value) -> Value:
    """Return point - point, a difference; or a point shifted by a difference."""
    tree = replace(node, args=(left.node, right.node))
    if left.unit.point and right.unit.point and node.op == "-":
        align([left, right], 'the sides of "-"', node)
        return Value(tree, _difference(left.unit))
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
    point, shift = (left, right) if left.unit.point else (right, left)
    difference = replace(point, unit=_difference(point.unit))
    (_, moved), _ = align([difference, shift], f'the sides of "{node.op}"', node)
    args = (left.node, moved) if left.unit.point else (moved, right.node)
    return Value(replace(node, args=args), point.unit)


def _difference(point: Unit) -> Unit:
    return Unit(f"delta_{point.text}", point.dimensions, point.scale)


def check_categories(
    left: Value | Condition | Category, right: Value | Condition | Category, node: Operation
) -> None:
    """Refuse a category beside anything but an option of its own or its like."""
    if not isinstance(left, Category) or not isinstance(right, Category):
        raise FormulaError("a category is compared with one of its options", node.source)
    options = [side.options for side in (left, right) if side.options is not None]
    if not options:
        raise FormulaError("two texts are compared; one side is a category", node.source)
    for side in (left.node, right.node):
        if isinstance(side, Text) and side.value not in options[0]:
            listed = ", ".join(sorted(options[0]))
            raise FormulaError(
                f'"{side.value}" is none of the options ({listed})'
                f"{did_you_mean(side.value, options[0])}",
                node.source,
            )
    if options[0] != options[-1]:
        raise FormulaError("the two categories have different options", node.source)
