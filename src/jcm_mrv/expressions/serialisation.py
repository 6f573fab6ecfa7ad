"""The tree of a formula as JSON, for an evaluator that knows neither our code nor our units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jcm_mrv.expressions.tree import (
    Conditional,
    Convert,
    Name,
    Number,
    Operation,
    Power,
    Quantity,
    Text,
)
from jcm_mrv.numbers import format_exact

if TYPE_CHECKING:
    from jcm_mrv.expressions.tree import Node


def to_json(node: Node) -> dict[str, Any]:
    """Return a tree as JSON objects, its conversions explicit, its numbers as text.

    A conversion is a product with its factor; every other quantity and name stands for its
    number, so that evaluating needs no units (contracts 2).
    """
    match node:
        case Number(value=value):
            return {"number": format_exact(value)}
        case Quantity(value=value, unit=unit):
            return {"quantity": format_exact(value), "unit": unit}
        case Name(name=name, index=None):
            return {"name": name}
        case Name(name=name, index=index):
            return {"name": name, "index": index}
        case Text(value=text):
            return {"text": text}
        case Operation(op=op, args=args):
            return {"op": op, "args": [to_json(arg) for arg in args]}
        case Power(base=base, exponent=exponent):
            return {"op": "power", "args": [to_json(base), {"number": str(exponent)}]}
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return {"op": "if", "args": [to_json(arg) for arg in (condition, then, otherwise)]}
        case Convert(factor=factor, origin=origin, target=target, arg=arg):
            return {"convert": str(factor), "from": origin, "to": target, "args": [to_json(arg)]}
    tree = {"op": node.op, "index": node.index, "set": node.over, "of": to_json(node.of)}
    return tree if node.condition is None else {**tree, "if": to_json(node.condition)}
