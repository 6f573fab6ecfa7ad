"""Bring the days of two reports to the same stretches, so that like is compared with like.

Where a line is cut, or a period begins or ends, in one report and not in the other, the stretch
of the other is cut there too. What is in it is divided so:

- a month that lies on one side of the cut goes there whole;
- of a month that is cut, each part is as the other report has it; where both parts are known
  and do not add up, and where none is, it is divided by days;
- so are treatments, the readings at the edges, and the days of the period;
- a value that is constant stays.

A formula that is no sum over days, such as one with a mean, may give another result for the
parts than for the whole: what is between is a cause of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.difference.cells import compose
from jcm_mrv.difference.days import ONE_DAY, Days, days_of
from jcm_mrv.difference.lengths import add_up

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jcm_mrv.difference.account import Leaf, Reading, Stretch
    from jcm_mrv.difference.scene import LeafKey
    from jcm_mrv.difference.tape import Work

ZERO = Fraction(0)


def cut_alike(
    a: Sequence[Stretch], b: Sequence[Stretch], work: Work
) -> tuple[list[list[Stretch]], list[list[Stretch]]]:
    """Return the parts of each stretch of both reports, cut at the edges of the other's.

    Raises:
        BeyondError: there are too many of them.
    """
    edges = sorted({edge for one in (*a, *b) for edge in (one.start, one.end + ONE_DAY)})
    return (
        [_cut(one, edges, _Other(b), work) for one in a],
        [_cut(one, edges, _Other(a), work) for one in b],
    )


class _Other:
    """Look up what the other report says about some days."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        self._starts = [one.start for one in stretches]

    def at(self, days: Days) -> Stretch | None:
        place = bisect_right(self._starts, days.start) - 1
        if place < 0 or self._stretches[place].end < days.end:
            return None
        return self._stretches[place]

    def month(self, days: Days, key: LeafKey, month: str) -> Reading | None:
        """Return what it read in the part of a month inside of the days, where it tells."""
        one = self.at(days)
        leaf = None if one is None else one.leaves.get(key)
        if one is None or leaf is None or month not in leaf.months:
            return None
        inside = days_of(month).common(Days(one.start, one.end))
        if inside is None or inside.start < days.start or days.end < inside.end:
            return None
        return leaf.months[month]

    def leaf(self, days: Days, key: LeafKey) -> Leaf | None:
        """Return a leaf of a stretch that has just these days."""
        one = self.at(days)
        if one is None or (one.start, one.end) != days:
            return None
        return one.leaves.get(key)


def _cut(stretch: Stretch, edges: Sequence[dt.date], other: _Other, work: Work) -> list[Stretch]:
    first, last = bisect_right(edges, stretch.start), bisect_right(edges, stretch.end)
    starts = [stretch.start, *edges[first:last]]
    if len(starts) == 1:
        return [stretch]
    ends = [start - ONE_DAY for start in starts[1:]] + [stretch.end]
    parts = [Days(start, end) for start, end in zip(starts, ends, strict=True)]
    work.spend(len(parts) * sum(1 + len(leaf.months) for leaf in stretch.leaves.values()))
    columns = {key: _cut_leaf(key, leaf, parts, other) for key, leaf in stretch.leaves.items()}
    return [
        replace(
            stretch,
            start=days.start,
            end=days.end,
            leaves={key: column[index] for key, column in columns.items()},
        )
        for index, days in enumerate(parts)
    ]


def _cut_leaf(key: LeafKey, leaf: Leaf, parts: Sequence[Days], other: _Other) -> list[Leaf]:
    if isinstance(leaf.value, str):
        return [leaf] * len(parts)
    if leaf.kind == "period":
        nothing = [None] * len(parts)
        return [replace(leaf, value=one) for one in _divide(leaf.value, parts, nothing)]
    made = compose(leaf)
    if leaf.aggregate is None or made is None:
        return [leaf] * len(parts)
    months = _cut_months(key, leaf, parts, other)
    same = [other.leaf(days, key) for days in parts]
    edges = _divide(leaf.edges, parts, [None if one is None else one.edges for one in same])
    added: list[dict[str, Fraction]] = [{} for _ in parts]
    for code, amount in leaf.added.items():
        known = [None if one is None else one.added.get(code, ZERO) for one in same]
        for index, share in enumerate(_divide(amount, parts, known)):
            added[index][code] = share
    rest = leaf.value - made
    shares = _divide(rest, parts, [None] * len(parts))
    found = []
    for index in range(len(parts)):
        one = replace(leaf, months=months[index], edges=edges[index], added=added[index])
        value = compose(one)
        if value is None:
            found.append(replace(leaf, months={}, edges=ZERO, added={}))
        else:
            more = shares[index] if leaf.aggregate == "sum" else rest
            found.append(replace(one, value=value + more))
    return found


def _cut_months(
    key: LeafKey, leaf: Leaf, parts: Sequence[Days], other: _Other
) -> list[dict[str, Reading]]:
    found: list[dict[str, Reading]] = [{} for _ in parts]
    for month, one in leaf.months.items():
        whole = days_of(month)
        inside = [
            (index, common)
            for index, days in enumerate(parts)
            if (common := days.common(whole)) is not None
        ]
        if not inside:
            # It lies in no part of its stretch: kept, so that nothing is lost.
            inside = [(0, whole)]
        known = [other.month(parts[index], key, month) for index, _ in inside]
        days = [common for _, common in inside]
        totals = _divide(one.total, days, [None if it is None else it.total for it in known])
        counts = _divide(one.count, days, [None if it is None else it.count for it in known])
        for (index, _), total, count in zip(inside, totals, counts, strict=True):
            found[index][month] = replace(one, total=total, count=count)
    return found


def _divide(
    amount: Fraction, parts: Sequence[Days], known: Sequence[Fraction | None]
) -> list[Fraction]:
    """Divide an amount: as the other report has it, what is left by days."""
    if len(parts) == 1:
        return [amount]
    told = [one for one in known if one is not None]
    if len(told) == len(parts) and add_up(told) != amount:
        known, told = [None] * len(parts), []
    left = amount - add_up(told)
    days = sum(part.length for part, one in zip(parts, known, strict=True) if one is None)
    return [
        left * part.length / days if one is None else one
        for part, one in zip(parts, known, strict=True)
    ]
