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

    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.table import Pass

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
    calendar: Calendar, found: Pass, columns: Sequence[int], grid: Grid, windows: Mapping[str, Span]
) -> dict[int, dict[str, tuple[Span, ...]]]:
    """Find the spans without a reading, by column and member.

    Only days that lack a reading are read again: on a day with as many readings as points
    every point has one, since the points are regular and each stamp counts once.

    Args:
        calendar: the days of the period.
        found: how the table was read.
        columns: indices of the columns.
        grid: the expected points.
        windows: per member, the half-open window [us] in which points are expected.
    """
    wall = found.reading.table.wall
    known = range(calendar.first, calendar.last + 1)
    starts = [grid.after(calendar.moment(day, wall=wall)) for day in (*known, known.stop)]
    days = pl.DataFrame(
        {"day": known, "from": starts[:-1], "to": starts[1:]},
        schema={"day": pl.Int32, "from": pl.Int64, "to": pl.Int64},
    ).join(found.days, on="day")
    points = (pl.col("to") - pl.col("from")) // grid.step
    short = days.filter(pl.any_horizontal(pl.col(f"{i}.n") < points for i in columns))
    rows = found.reading.rows().filter(pl.col("day").is_in(short["day"].unique().to_list()))
    readings = collect(
        rows.select("m", "day", pl.col("t").alias("from"), *(f"v{i}" for i in columns))
    ).with_columns((pl.col("from") + grid.step).alias("to"))
    short_days = short.select("m", "day")
    gaps: dict[int, dict[str, tuple[Span, ...]]] = {}
    for i in columns:
        full = days.join(short_days, on=["m", "day"], how="anti")
        single = readings.filter(pl.col(f"v{i}").is_not_null()).join(
            short_days, on=["m", "day"], how="semi"
        )
        covered = pl.concat([full.select("m", "from", "to"), single.select("m", "from", "to")])
        gaps[i] = _uncovered(covered, grid, windows)
    return gaps


def _uncovered(
    covered: pl.DataFrame, grid: Grid, windows: Mapping[str, Span]
) -> dict[str, tuple[Span, ...]]:
    """Return what spans that do not overlap leave of the windows of their members."""
    bounds = pl.DataFrame(
        {
            "m": windows.keys(),
            "first": [grid.after(start) for start, _ in windows.values()],
            "last": [grid.after(end) for _, end in windows.values()],
        },
        schema={"m": pl.String, "first": pl.Int64, "last": pl.Int64},
    )
    # The end of each window stands for a reading, so that the last gap is found as well.
    ends = bounds.select("m", "first", pl.col("last").alias("from"), pl.col("last").alias("to"))
    inside = covered.join(bounds, on="m").with_columns(
        pl.max_horizontal("from", "first").alias("from"),
        pl.min_horizontal("to", "last").alias("to"),
    )
    parts = inside.filter(pl.col("from") < pl.col("to")).select("m", "first", "from", "to")
    parts = pl.concat([parts, ends]).sort("m", "from", "to")
    same = pl.col("m") == pl.col("m").shift(1)
    before = pl.when(same).then(pl.col("to").shift(1)).otherwise(pl.col("first"))
    jumps = parts.select("m", before.alias("start"), pl.col("from").alias("end"))
    gaps: dict[str, list[Span]] = {member: [] for member in windows}
    for member, start, end in jumps.filter(pl.col("start") < pl.col("end")).iter_rows():
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
