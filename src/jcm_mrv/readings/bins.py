"""Days to bins: exact sums of a table per member, bin and column, cut steps split by time."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.readings.rows import collect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class DayWindow:
    """Hold the days, both included, on which a member of a set belongs to the project."""

    key: str
    first: int
    last: int


Cells = dict[tuple[str, int], list[Bin]]
"""Per member (as the table names it) and column: the bins of the period."""


def sum_bins(calendar: Calendar, found: Pass, windows: Sequence[DayWindow] = ()) -> Cells:
    """Sum the days of a table into the bins of a calendar.

    Args:
        calendar: the bins.
        found: the table.
        windows: of the members that do not belong to the project all the time.
    """
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
    days = found.days.lazy().join(places.lazy(), on="day")
    if windows:
        inside = pl.DataFrame([(one.key, one.first, one.last) for one in windows], orient="row")
        inside.columns = ["m", "from", "to"]
        day = pl.col("day")
        days = days.join(inside.lazy(), on="m", how="left").filter(
            pl.col("from").is_null() | day.is_between(pl.col("from"), pl.col("to"))
        )
    frame = collect(days.group_by("m", "bin").agg(asked))
    cells: Cells = defaultdict(lambda: [Bin()] * calendar.bins)
    for row in frame.iter_rows():
        member, place, numbers = row[0], row[1], row[2:]
        for i in columns:
            total, count, low, high = numbers[4 * i : 4 * i + 4]
            if count:
                cells[member, i][place] = Bin(Fraction(total), count, Fraction(low), Fraction(high))
    return cells


def split_cut_steps(
    calendar: Calendar, found: Pass, cells: Cells, grid: Grid, *, wall: bool
) -> Mapping[tuple[str, int], frozenset[int]]:
    """Split by time the steps that an edge of a bin cuts, in place.

    Args:
        calendar: the bins.
        found: the table.
        cells: sums to mend; a step was counted where it starts.
        grid: the points of the table.
        wall: whether the axis is the wall clock.

    Returns:
        The starts [us] of the steps that were split, by member and column.
    """
    edges = [calendar.moment(day, wall=wall) for day in calendar.edges]
    starts = {start for edge in edges if (start := grid.before(edge)) != edge}
    if not starts:
        return {}
    columns = range(len(found.reading.table.columns))
    frame = collect(
        found.reading.rows()
        .filter(pl.col("t").is_in(sorted(starts)))
        .select("m", "t", *(f"v{i}" for i in columns))
    )
    split: dict[tuple[str, int], set[int]] = defaultdict(set)
    for member, start, *readings in frame.iter_rows():
        end = start + grid.step
        parts = [
            (i, Fraction(min(end, high) - max(start, low), grid.step))
            for i, (low, high) in enumerate(pairwise(edges))
            if low < end and start < high
        ]
        owner = bisect_right(edges, start) - 1
        for i, reading in enumerate(readings):
            if reading is None:
                continue
            split[member, i].add(start)
            bins, value = cells[member, i], Fraction(reading)
            if owner >= 0:
                bins[owner] += Bin(-value)
            for number, share in parts:
                bins[number] += Bin(value * share)
    return {key: frozenset(moments) for key, moments in split.items()}


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
