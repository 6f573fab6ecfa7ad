"""A formula's tree from the JSON of a report, proved to be one before it is evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jcm_mrv.expressions.faults import FormulaError
from jcm_mrv.expressions.limits import MAX_DEPTH, MAX_NODES
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
from jcm_mrv.numbers import NumberError, parse_exact, printable

if TYPE_CHECKING:
    from jcm_mrv.expressions.tree import Node

__all__ = ["read_tree"]

_ARITHMETIC = {"+": 2, "-": 2, "*": 2, "/": 2, "neg": 1, "abs": 1, "min": None, "max": None}
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
MAX_EXPONENT = 4
MAX_FACTOR = 200
_FACTOR = re.compile(r"[1-9][0-9]*(/[1-9][0-9]*)?")

# Inference puts a conversion beside a node of the formula, at most.
_MOST_NODES = 2 * MAX_NODES
_MOST_LEVELS = 2 * MAX_DEPTH


def read_tree(tree: Mapping[str, Any]) -> Node:
    """Return the tree that :func:`~jcm_mrv.expressions.serialisation.to_json` wrote.

    Args:
        tree: JSON objects, not deeper than JSON is read.

    Raises:
        FormulaError: it is no tree of a number, or beyond the limits of a formula.
    """
    return _Reader().number(tree, 0)


class _Reader:
    """Walk JSON once, counting nodes; conditions stand only where conditions belong."""

    def __init__(self) -> None:
        self.nodes = 0

    def _enter(self, tree: object, level: int) -> Mapping[str, Any]:
        self.nodes += 1
        if self.nodes > _MOST_NODES or level > _MOST_LEVELS:
            raise _fault("the tree is beyond the limits of a formula")
        if not isinstance(tree, Mapping):
            raise _fault("a node of the tree is no object")
        return tree

    def number(self, tree: object, level: int) -> Node:
        """Return a node that is a number."""
        tree = self._enter(tree, level)
        match tree:
            case {"number": str(text), **rest} if not rest:
                return Number(_exact(text), text)
            case {"quantity": str(text), "unit": str(unit), **rest} if not rest:
                return Quantity(_exact(text), unit, f'q("{text} {unit}")')
            case {"name": str(name), **rest} if not set(rest) - {"index"}:
                index = rest.get("index")
                return Name(name, None if index is None else str(index), name)
            case {"convert": str(factor), "from": str(origin), "to": str(target), "args": [arg]}:
                inner = self.number(arg, level + 1)
                return Convert(_factor(factor), origin, target, inner, inner.source)
            case {"op": "if", "args": [condition, then, otherwise]}:
                return Conditional(
                    self.condition(condition, level + 1),
                    self.number(then, level + 1),
                    self.number(otherwise, level + 1),
                    "if",
                    self.nodes,
                )
            case {"op": "power", "args": [base, {"number": str(exponent)}]}:
                power = _exact(exponent)
                if power.denominator != 1 or abs(power) > MAX_EXPONENT:
                    raise _fault(f'"{printable(exponent)}" is not an exponent')
                return Power(self.number(base, level + 1), int(power), "power")
            case {"op": "sum" | "min" | "max" as op, "index": str(index), "set": str(over)}:
                return self._aggregate(tree, op, index, over, level)
            case {"op": str(op), "args": list() | tuple() as args} if op in _ARITHMETIC:
                count = _ARITHMETIC[op]
                if len(args) != count and (count is not None or not args):
                    raise _fault(f'"{op}" has {len(args)} operands')
                return Operation(op, self._each(args, level, self.number), op)  # type: ignore[arg-type]
        raise _fault("a node of the tree is no number")

    def condition(self, tree: object, level: int) -> Node:
        """Return a node that is true or false."""
        tree = self._enter(tree, level)
        match tree:
            case {"op": "and" | "or" as op, "args": [_, *_] as args}:
                return Operation(op, self._each(args, level, self.condition), op)
            case {"op": "not", "args": [arg]}:
                return Operation("not", (self.condition(arg, level + 1),), "not")
            case {"op": str(op), "args": [left, right]} if op in _COMPARISONS:
                side = self._side if op in ("==", "!=") else self.number
                return Operation(op, self._each((left, right), level, side), op)  # type: ignore[arg-type]
        raise _fault("a node of the tree is no condition")

    def _side(self, tree: object, level: int) -> Node:
        match tree:
            case {"text": str(text), **rest} if not rest:
                self._enter(tree, level)
                return Text(text, text)
        return self.number(tree, level)

    def _aggregate(
        self, tree: Mapping[str, Any], op: Any, index: str, over: str, level: int
    ) -> Node:
        if set(tree) - {"op", "index", "set", "of", "if"}:
            raise _fault(f'"{op}" over a set has a key too many')
        given = tree.get("if")
        condition = None if given is None else self.condition(given, level + 1)
        return Aggregate(op, index, over, self.number(tree.get("of"), level + 1), condition, op)

    def _each(self, args: Any, level: int, read: Callable[[object, int], Node]) -> tuple[Node, ...]:
        return tuple(read(arg, level + 1) for arg in args)


def _exact(text: str) -> Fraction:
    try:
        return parse_exact(text)
    except NumberError as error:
        raise _fault(str(error)) from None


def _factor(text: str) -> Fraction:
    """Return the factor of a conversion: a whole number, or n/d in lowest terms."""
    if len(text) <= MAX_FACTOR and _FACTOR.fullmatch(text):
        value = Fraction(text)
        if str(value) == text:
            return value
    raise _fault(f'"{printable(text)}" is not a factor')


def _fault(sentence: str) -> FormulaError:
    return FormulaError(sentence, "", lead=False)
