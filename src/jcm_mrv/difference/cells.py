"""What a leaf is made of, and how much of a leaf's move each part of it makes."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from jcm_mrv.difference.envelope import share_of_time
from jcm_mrv.difference.lengths import add_up, checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jcm_mrv.difference.account import Leaf, Reading

ZERO = Fraction(0)

Origin = Literal["value", "month", "edges", "treatment", "rest"]


class Cell(NamedTuple):
    """Name a part of a leaf.

    Args:
        origin: what kind of part.
        label: the month, or the code of the treatment.
    """

    origin: Origin
    label: str = ""


Moves = defaultdict[Cell, Fraction]


def compose(leaf: Leaf) -> Fraction | None:
    """Return the value that readings and treatments make; None where they make none."""
    if leaf.aggregate is None:
        return None
    months, added = leaf.months.values(), add_up(leaf.added.values())
    if leaf.aggregate == "sum":
        return add_up(one.total for one in months) + leaf.edges + added
    if leaf.aggregate == "mean":
        count = add_up(one.count for one in months)
        return (add_up(one.total for one in months) + added) / count if count else None
    extremes = [value for one in months if (value := _extreme(one, leaf.aggregate)) is not None]
    if not extremes:
        return None
    return min(extremes) if leaf.aggregate == "min" else max(extremes)


def compare_cells(a: Leaf, b: Leaf) -> dict[Cell, Fraction]:
    """Return what each part of a leaf moves by; the parts add up to what the leaf moves by.

    Parts that move nothing are there where they differ.
    """
    if isinstance(a.value, str) or isinstance(b.value, str):
        return {Cell("value"): Fraction(1)} if a.value != b.value else {}
    made_a, made_b = compose(a), compose(b)
    if made_a is None or made_b is None or a.aggregate != b.aggregate:
        origin: Origin = "value" if a.aggregate is None else "rest"
        return {Cell(origin): b.value - a.value} if a.value != b.value else {}
    moved: Moves = defaultdict(Fraction)
    if a.aggregate == "sum":
        for month, one, other in _paired(a.months, b.months):
            moved[Cell("month", month)] += _total(other) - _total(one)
        moved[Cell("edges")] += b.edges - a.edges
        for code in {**a.added, **b.added}:
            moved[Cell("treatment", code)] += b.added.get(code, ZERO) - a.added.get(code, ZERO)
    elif a.aggregate == "mean":
        _compare_means(a, b, moved)
    else:
        _compare_extremes(a, b, made_b - made_a, moved)
    moved[Cell("rest")] += (b.value - made_b) - (a.value - made_a)
    return {cell: checked(amount) for cell, amount in moved.items() if amount}


def _compare_means(a: Leaf, b: Leaf, moved: Moves) -> None:
    """Divide the move of a sum through a count, by the rule of products and of one through."""
    sum_a, sum_b = (_sum(leaf) + add_up(leaf.added.values()) for leaf in (a, b))
    count_a, count_b = (add_up(one.count for one in leaf.months.values()) for leaf in (a, b))
    by_sum = (1 / count_a + 1 / count_b) / 2
    by_count = -(sum_a + sum_b) / 2 / (count_a * count_b)
    for month, one, other in _paired(a.months, b.months):
        more = (other.count if other else ZERO) - (one.count if one else ZERO)
        moved[Cell("month", month)] += (_total(other) - _total(one)) * by_sum + more * by_count
    for code in {**a.added, **b.added}:
        more = b.added.get(code, ZERO) - a.added.get(code, ZERO)
        moved[Cell("treatment", code)] += more * by_sum


def _compare_extremes(a: Leaf, b: Leaf, whole: Fraction, moved: Moves) -> None:
    """Divide the move of a smallest or largest over the months that make it."""
    aggregate = a.aggregate or ""
    both, single = [], []
    for month, one, other in _paired(a.months, b.months):
        low, high = _extreme(one, aggregate), _extreme(other, aggregate)
        if low is not None and high is not None:
            both.append((month, low, high))
        elif low is not None or high is not None:
            single.append(month)
    if both:
        lines = [(low, high) for _, low, high in both]
        shares = share_of_time(lines, smallest=aggregate == "min")
        for (month, low, high), share in zip(both, shares, strict=True):
            moved[Cell("month", month)] += share * (high - low)
    rest = whole - add_up(moved.values())
    # What months that both have do not explain is due to those that came or went.
    for month in single:
        moved[Cell("month", month)] += rest / len(single)


def _paired(
    a: Mapping[str, Reading], b: Mapping[str, Reading]
) -> Iterable[tuple[str, Reading | None, Reading | None]]:
    for month in {**a, **b}:
        yield month, a.get(month), b.get(month)


def _sum(leaf: Leaf) -> Fraction:
    return add_up(one.total for one in leaf.months.values())


def _total(one: Reading | None) -> Fraction:
    return ZERO if one is None else one.total


def _extreme(one: Reading | None, aggregate: str) -> Fraction | None:
    if one is None:
        return None
    return one.minimum if aggregate == "min" else one.maximum
