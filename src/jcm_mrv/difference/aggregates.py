"""Sums and extremes over the members of a set, which need not be the same in both reports."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.difference.conditions import Flip, Truth, judge, spread
from jcm_mrv.difference.faults import NoValueError
from jcm_mrv.difference.scene import MemberKey, Sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.difference.scene import Index
    from jcm_mrv.difference.walking import Walk
    from jcm_mrv.expressions.tree import Aggregate, Node

ONE = Fraction(1)
HALF = Fraction(1, 2)


def aggregate(walk: Walk, node: Aggregate, index: Index, sides: Sides) -> int:
    """Put a sum, a smallest or a largest over the members of a set on the tape.

    Raises:
        NoValueError: there is nothing to take it of.
    """
    op, name = node.op, node.over
    of_a, of_b = walk.scene.sets.get(name, ((), ()))
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
        walk.tape.spend(1)
        if not has:
            continue
        inner = {**index, node.index: member}
        truth = judge(walk, node.condition, inner, has) if node.condition else Truth(has)
        if truth.holds == sides:
            both.append(walk.number(node.of, inner, sides))
        elif truth.holds:
            flips = truth.flips
            if has != Sides.BOTH:
                key = MemberKey(name, member)
                one = walk.tape.leaf(key, Fraction(0), ONE, moves=True)
                flips = (Flip(((one, ONE),)),)
            elif op == "sum":
                both.append(_switched(walk, node.of, inner, truth))
                continue
            value = walk.number(node.of, inner, truth.holds)
            single.append((truth.holds, walk.tape.start(value), flips))
    if op == "sum":
        both += [_appearing(walk, side, value, flips, sides) for side, value, flips in single]
        return walk.tape.add([(one, ONE) for one in both])
    return _extreme_of_members(walk, op, both, single, sides)


def _switched(walk: Walk, of: Node, index: Index, truth: Truth) -> int:
    """Return a term of a sum that a condition lets in on one side only."""
    value = walk.tape.start(walk.number(of, index, truth.holds))
    start, end = (value, Fraction(0)) if truth.holds == Sides.A else (Fraction(0), value)
    try:
        one = walk.number(of, index, Sides.BOTH)
    except NoValueError:
        return walk.tape.straight(start, end, spread(truth.flips, end - start))
    moved = (walk.tape.end(one) - walk.tape.start(one)) / 2
    slopes = [(one, HALF), *spread(truth.flips, end - start - moved)]
    return walk.tape.straight(start, end, slopes)


def _appearing(
    walk: Walk, side: Sides, value: Fraction, flips: tuple[Flip, ...], sides: Sides
) -> int:
    if sides != Sides.BOTH:
        return walk.tape.constant(value)
    start, end = (value, Fraction(0)) if side == Sides.A else (Fraction(0), value)
    return walk.tape.straight(start, end, spread(flips, end - start))


def _extreme_of_members(
    walk: Walk,
    op: str,
    both: Sequence[int],
    single: Sequence[tuple[Sides, Fraction, tuple[Flip, ...]]],
    sides: Sides,
) -> int:
    if not single:
        return walk.extreme(op, both)
    best = min if op == "min" else max
    ends = []
    for side, values in (
        (Sides.A, [walk.tape.start(one) for one in both]),
        (Sides.B, [walk.tape.end(one) for one in both]),
    ):
        every = values + [value for own, value, _ in single if own == side]
        if not every:
            raise NoValueError(f"there is nothing to take the {op} of")
        ends.append(best(every))
    start, end = ends
    # Members that both sides have move it first; the rest is due to those that came or went.
    common = [(walk.extreme(op, both), ONE)] if both else []
    moved = sum((walk.tape.end(one) - walk.tape.start(one) for one, _ in common), Fraction(0))
    flips = tuple(flip for _, _, many in single for flip in many)
    slopes = [*common, *spread(flips, end - start - moved)]
    return walk.tape.straight(start, end, slopes)
