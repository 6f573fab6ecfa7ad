"""Days to bins: exact sums of a table per member, bin and column, cut steps split by time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.readings.calendar import Calendar
    from jcm_mrv.readings.coverage import Grid, Span
    from jcm_mrv.readings.table import Pass


@dataclass(frozen=True, slots=True)
class Bin:
    """Hold readings of one bin, in the unit of the source.

    Args:
        total: exact sum.
        count: readings.
        minimum: smallest reading; None without readings.
        maximum: largest reading; None without readings.
    """

    total: Fraction = Fraction(0)
    count: int = 0
    minimum: Fraction | None = None
    maximum: Fraction | None = None

    def __add__(self, other: Bin) -> Bin:
        """Join the readings of two bins."""
        lows = [low for low in (self.minimum, other.minimum) if low is not None]
        highs = [high for high in (self.maximum, other.maximum) if high is not None]
        return Bin(
            self.total + other.total,
            self.count + other.count,
            min(lows, default=None),
            max(highs, default=None),
        )


Cells = dict[tuple[str, int], list[Bin]]
"""Per member (as the table names it) and column: the bins of the period."""


def sum_bins(calendar: Calendar, found: Pass) -> Cells:
    """Sum the days of a table into the bins of a calendar."""
    places = pl.DataFrame(
        {
            "day": range(calendar.first, calendar.last + 1),
            "bin": [calendar.bin_of(day) for day in range(calendar.first, calendar.last + 1)],
        },
        schema={"day": pl.Int32, "bin": pl.Int32},
    )
    columns = range(len(found.reading.table.columns))
    asked = []
    for i in columns:
        asked += [
            pl.col(f"{i}.sum").sum(),
            pl.col(f"{i}.n").sum(),
            pl.col(f"{i}.min").min(),
            pl.col(f"{i}.max").max(),
        ]
    frame = (
        found.days.lazy()
        .join(places.lazy(), on="day", how="inner")
        .group_by("m", "bin")
        .agg(asked)
        .collect(engine="streaming")
    )
    cells: Cells = defaultdict(lambda: [Bin()] * calendar.bins)
    for row in frame.iter_rows():
        member, place, numbers = row[0], row[1], row[2:]
        for i in columns:
            total, count, low, high = numbers[4 * i : 4 * i + 4]
            if count:
                cells[member, i][place] = Bin(Fraction(total), count, Fraction(low), Fraction(high))
    return cells


def split_cut_steps(
    calendar: Calendar, found: Pass, cells: Cells, grid: Grid, span: Span, *, wall: bool
) -> int:
    """Split by time the steps that an edge of a bin cuts, in place; return how many.

    Args:
        calendar: the bins.
        found: the table.
        cells: sums to mend; a step was counted where it starts.
        grid: the points of the table.
        span: the source's window [us]; outside of it nothing is split.
        wall: whether the axis is the wall clock.
    """
    cut: dict[int, tuple[int, Fraction]] = {}
    for number, day in enumerate(calendar.edges):
        edge = calendar.moment(day, wall=wall)
        start = grid.before(edge)
        if start != edge and span[0] < edge < span[1] + grid.step:
            cut[start] = (number, Fraction(start + grid.step - edge, grid.step))
    if not cut:
        return 0
    columns = range(len(found.reading.table.columns))
    frame = (
        found.reading.rows()
        .filter(pl.col("t").is_in(list(cut)))
        .select("m", "t", *(f"v{i}" for i in columns))
        .collect(engine="streaming")
    )
    for row in frame.iter_rows():
        member, (number, share) = row[0], cut[row[1]]
        for i, value in enumerate(row[2:]):
            if value is None:
                continue
            part = Fraction(value) * share
            bins = cells[member, i]
            if number > 0:
                bins[number - 1] += Bin(-part)
            if number < calendar.bins:
                bins[number] += Bin(part)
    return frame.height


def expected_points(
    calendar: Calendar, grid: Grid, window: Span, *, wall: bool
) -> Mapping[int, int]:
    """Count the points of a grid per bin, inside of a window [us]."""
    counts = {}
    for index in range(calendar.bins):
        start, end = calendar.bin_span(index, wall=wall)
        low, high = max(start, window[0]), min(end, window[1])
        counts[index] = grid.points(low, high) if low < high else 0
    return counts
