"""Which steps have a reading and which have none.

A step is expected at every grid point of a source's window; the grid is fixed by the phase
of the readings themselves. Where readings are on no grid, only their number can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.readings.rows import collect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.readings.rows import Reading

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """Describe the points at which a source is expected to have readings.

    Args:
        step: time between two points [us].
        phase: remainder of every point by the step [us].
        regular: whether all readings lie on points.
    """

    step: int
    phase: int
    regular: bool

    def points(self, start: int, end: int) -> int:
        """Count the points in a half-open window of the axis."""
        return max(0, self._index(end) - self._index(start))

    def before(self, moment: int) -> int:
        """Return the last point at or before a moment."""
        return moment - (moment - self.phase) % self.step

    def after(self, moment: int) -> int:
        """Return the first point at or after a moment."""
        return moment + (self.phase - moment) % self.step

    def _index(self, moment: int) -> int:
        return -((self.phase - moment) // self.step)


def find_gaps(
    reading: Reading, column: int, grid: Grid, windows: Mapping[str, Span]
) -> dict[str, tuple[Span, ...]]:
    """Find the spans without a reading of one column, per member.

    Args:
        reading: how the table is read.
        column: index of the column.
        grid: the expected points.
        windows: per member, the half-open window [us] in which points are expected.
    """
    asked = pl.DataFrame(
        {
            "m": windows.keys(),
            "first": [grid.after(start) for start, _ in windows.values()],
            "t": [grid.after(end) for _, end in windows.values()],
        },
        schema={"m": pl.String, "first": pl.Int64, "t": pl.Int64},
    )
    inside = pl.col("t").is_between(pl.col("first"), pl.col("last"), closed="left")
    present = collect(
        reading.rows()
        .filter(pl.col(f"v{column}").is_not_null() & pl.col("t").is_not_null())
        .select("m", "t")
        .join(asked.lazy().rename({"t": "last"}), on="m")
        .filter(inside)
        .select("m", "first", "t")
    )
    # The end of each window stands for a reading, so that the last gap is found as well.
    points = pl.concat([present, asked.select("m", "first", "t")]).sort("m", "t")
    same = pl.col("m") == pl.col("m").shift(1)
    before = pl.when(same).then(pl.col("t").shift(1)).otherwise(pl.col("first") - grid.step)
    jumps = points.select("m", (before + grid.step).alias("from"), pl.col("t").alias("to"))
    gaps: dict[str, list[Span]] = {member: [] for member in windows}
    for member, start, end in jumps.filter(pl.col("from") < pl.col("to")).iter_rows():
        gaps[member].append((start, end))
    return {member: tuple(spans) for member, spans in gaps.items()}


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the union of spans, ascending and apart."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def intersect(left: Sequence[Span], right: Sequence[Span]) -> tuple[Span, ...]:
    """Return what two ascending lists of spans share."""
    shared: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            shared.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(shared)


def subtract(left: Sequence[Span], right: Sequence[Span]) -> tuple[Span, ...]:
    """Return what remains of ascending spans outside of others."""
    rest: list[Span] = []
    for start, end in left:
        at = start
        for low, high in right:
            if high <= at or low >= end:
                continue
            if low > at:
                rest.append((at, low))
            at = max(at, high)
        if at < end:
            rest.append((at, end))
    return tuple(rest)


def length(spans: Iterable[Span]) -> int:
    """Return the time that spans cover together [us]."""
    return sum(end - start for start, end in spans)
