"""Conditions that hold in one report and not in the other."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from jcm_mrv.difference.faults import NoValueError
from jcm_mrv.difference.scene import LeafKey, Pair, Sides, member_of
from jcm_mrv.expressions.tree import Name, Operation, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jcm_mrv.difference.scene import Index
    from jcm_mrv.difference.walking import Walk
    from jcm_mrv.expressions.tree import Node

ONE = Fraction(1)
MINUS = Fraction(-1)


class Flip(NamedTuple):
    """Hold one comparison that came out differently, by numbers on the tape.

    Args:
        by: what decided it, each with what it moves by; never by nothing.
    """

    by: tuple[tuple[int, Fraction], ...]


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Truth:
    """Tell where a condition holds.

    Args:
        holds: on which sides, of those asked for.
        flips: comparisons that came out differently; at least one where the sides differ.
    """

    holds: Sides
    flips: tuple[Flip, ...] = ()


def spread(flips: Sequence[Flip], amount: Fraction) -> list[tuple[int, Fraction]]:
    """Return the slopes by which comparisons take an amount, in equal shares."""
    return [
        (one, amount / (len(flips) * len(flip.by) * moved))
        for flip in flips
        for one, moved in flip.by
    ]


def judge(walk: Walk, node: Node, index: Index, sides: Sides) -> Truth:
    """Return on which of the sides a condition holds; what does not decide it is not read."""
    walk.tape.spend(1)
    if not isinstance(node, Operation):
        raise NoValueError("a number is no condition")
    op = node.op
    if op == "not":
        inner = judge(walk, node.args[0], index, sides)
        return Truth(sides & ~inner.holds, inner.flips)
    if op in ("and", "or"):
        holds, left = Sides.NONE, sides
        flips: list[Flip] = []
        for arg in node.args:
            try:
                # Also where it decides nothing any more, so that their order is no matter.
                inner = judge(walk, arg, index, sides)
            except NoValueError:
                if not left:
                    break
                inner = judge(walk, arg, index, left)
            flips += inner.flips
            decided = left & (inner.holds if op == "or" else ~inner.holds)
            left &= ~decided
            holds |= decided
        return Truth(holds if op == "or" else left, tuple(flips))
    return _compare(walk, node, index, sides)


def _compare(walk: Walk, node: Operation, index: Index, sides: Sides) -> Truth:
    compare = _COMPARE.get(node.op)
    if compare is None:
        raise NoValueError("a number is no condition")
    pairs = [_text(walk, arg, index) for arg in node.args]
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
            (_switch(walk, arg, index), ONE)
            for arg, pair in zip(node.args, texts, strict=True)
            if pair.a != pair.b
        ]
        return Truth(holds, (Flip(tuple(changed)),))
    left, right = (walk.number(arg, index, sides) for arg in node.args)
    if sides & Sides.A and compare(walk.tape.start(left), walk.tape.start(right)):
        holds |= Sides.A
    if sides & Sides.B and compare(walk.tape.end(left), walk.tape.end(right)):
        holds |= Sides.B
    if sides != Sides.BOTH or holds in (Sides.NONE, sides):
        return Truth(holds)
    gap = walk.tape.add([(left, ONE), (right, MINUS)])
    return Truth(holds, (Flip(((gap, walk.tape.end(gap) - walk.tape.start(gap)),)),))


def _text(walk: Walk, node: Node, index: Index) -> Pair | None:
    if isinstance(node, Text):
        return Pair(node.value, node.value, changed=False)
    if not isinstance(node, Name) or node.name in walk.scene.trees:
        return None
    pair = walk.scene.leaves.get(LeafKey(node.name, member_of(node, index)))
    if pair is None:
        raise NoValueError(f"{node.name} has no value")
    return pair if isinstance(pair.a, str) or isinstance(pair.b, str) else None


def _switch(walk: Walk, node: Node, index: Index) -> int:
    if not isinstance(node, Name):
        raise NoValueError("a text does not change")
    key = LeafKey(node.name, member_of(node, index))
    return walk.tape.leaf(key, Fraction(0), ONE, moves=True)
