"""First readings after a gap that stand far above what is usual at their time.

A logger that was down often books the energy of its gap into its first reading. What is usual
is taken from the same time of the days around; no number of a result depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.readings.zones import DAY_US, day_number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from jcm_mrv.checks.view import View
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.series import Series

AROUND_DAYS = 7
MIN_AROUND = 3
MAX_LEAPS = 100
# The first look, at whole days, is generous; the second, at readings, is not.
DAY_RATIO = 1.15
ABOVE_USUAL = Fraction(3, 2)
FITS = Fraction(1, 2), Fraction(3, 2)
"""Declared policy: how far above the usual a leap is, and how near to the gap's energy it fits."""


@dataclass(frozen=True, slots=True)
class Leap:
    """Hold the first reading after a gap.

    Args:
        column: index of its column in the table.
        start: where the gap starts [us].
        time: where it ends and the step of the reading starts [us].
        steps: steps without a reading.
        value: the reading.
        usual: the middle of the readings at its time on the days around.
        missed: the middle of what the steps of the gap carry on the days around.
    """

    column: int
    start: int
    time: int
    steps: int
    value: Fraction
    usual: Fraction
    missed: Fraction

    @property
    def excess(self) -> Fraction:
        """Return what the reading holds beyond the usual."""
        return self.value - self.usual

    @property
    def fits(self) -> bool:
        """Tell whether the excess is about what the gap would have carried."""
        return FITS[0] * self.missed <= self.excess <= FITS[1] * self.missed


def find_leaps(view: View) -> tuple[Leap, ...]:
    """Look at the first reading after each gap, where its day has an unusual maximum."""
    series = view.series
    if series.grid is None or series.source.measures != "energy" or not series.missing:
        return ()
    if series.grid.step > DAY_US:
        return ()
    found: list[Leap] = []
    for column, gaps in zip(series.columns, series.gaps, strict=True):
        likely = _likely(series, column, gaps)
        if not likely:
            continue
        days = {
            day + k
            for start, end in likely
            for day in (_day(series, start), _day(series, end))
            for k in range(-AROUND_DAYS, AROUND_DAYS + 1)
        }
        rows = series.rows_of(days).select("t", pl.col(f"v{column}").alias("v")).drop_nulls()
        for gap in likely:
            leap = _judge_gap(series, column, gap, rows, view.limit)
            if leap is not None:
                found.append(leap)
    return tuple(found)


def _day(series: Series, moment: int) -> int:
    return day_number(series.local(moment).date())


def _likely(series: Series, column: int, gaps: Sequence[Span]) -> list[Span]:
    """Return the gaps that end on a day whose largest reading is unusual around it."""
    days = series.days().select("day", pl.col(f"{column}.max").cast(pl.Float64).alias("top"))
    tops = dict(days.drop_nulls().iter_rows())
    likely = []
    for gap in gaps:
        day = _day(series, gap[1])
        around = [
            tops[day + k] for k in range(-AROUND_DAYS, AROUND_DAYS + 1) if k and day + k in tops
        ]
        if day in tops and len(around) >= MIN_AROUND and tops[day] > DAY_RATIO * median(around):
            likely.append(gap)
    # Where a file is full of gaps, the longest of them tell enough.
    return sorted(sorted(likely, key=lambda gap: gap[0] - gap[1])[:MAX_LEAPS])


def _judge_gap(
    series: Series, column: int, gap: Span, rows: pl.DataFrame, limit: Fraction | None
) -> Leap | None:
    start, end = gap
    step = series.grid.step if series.grid else 0
    times = rows["t"]
    at = int(times.search_sorted(end, side="left"))
    if at >= rows.height or times[at] != end:
        return None
    value = Fraction(rows["v"][at])
    after = [Fraction(rows["v"][i]) for i in (at + 1, at + 2) if i < rows.height]
    usual: list[Fraction] = []
    highest: list[Fraction] = []
    missed: list[Fraction] = []
    steps = (end - start) // step
    for k in (k for k in range(-AROUND_DAYS, AROUND_DAYS + 1) if k):
        low = int(times.search_sorted(start + k * DAY_US, side="left"))
        there = int(times.search_sorted(end + k * DAY_US, side="left"))
        if there >= rows.height or times[there] != end + k * DAY_US or there == at:
            continue
        near = [i for i in range(max(0, there - 1), min(there + 2, rows.height)) if i != at]
        usual.append(Fraction(rows["v"][there]))
        highest.append(max(Fraction(rows["v"][i]) for i in near))
        if there - low == steps:
            missed.append(Fraction(rows["v"][low:there].sum() or 0))
    if len(usual) < MIN_AROUND:
        return None
    if len(missed) < MIN_AROUND:
        # A gap of days has no like beside it: take the mean of all that is around.
        total = Fraction(rows["v"].sum() or Decimal(0)) - value
        missed = [total / max(1, rows.height - 1) * steps]
    leap = Leap(column, start, end, steps, value, median(usual), median(missed))
    above = value > max(highest) * ABOVE_USUAL and all(value > ABOVE_USUAL * one for one in after)
    if leap.missed <= 0 or not (above or (limit is not None and value > limit)):
        return None
    return leap


def leap_span(series: Series, leap: Leap) -> tuple[dt.datetime, dt.datetime]:
    """Return the local span of a gap and the reading after it."""
    step = series.grid.step if series.grid else 0
    return series.local(leap.start), series.local(leap.time + step)
