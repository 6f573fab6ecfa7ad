"""Registers: counters whose differences are quantities (contracts 8).

A fall is a rollover where one is declared and the difference that it implies fits the rated
power; else it is a reset. At a boundary without a reading the low side takes the nearest
reading inside, the high side the nearest outside.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.numbers import format_exact
from jcm_mrv.readings.rows import collect
from jcm_mrv.readings.values import DECIMAL
from jcm_mrv.readings.zones import DAY_US

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.rows import Reading

HOUR_US = 3_600_000_000
_NOTHING = pl.DataFrame(schema={"t": pl.Int64, "v": DECIMAL})


@dataclass(frozen=True, slots=True)
class Fall:
    """Hold a register reading that is smaller than the one before it.

    Args:
        before: stamp of the reading before [us].
        at: stamp of the smaller reading [us].
        high: the reading before.
        low: the smaller reading.
    """

    before: int
    at: int
    high: Fraction
    low: Fraction


@dataclass(frozen=True, slots=True)
class Rise:
    """Hold two readings in a row: stamps [us] and counts."""

    before: int
    at: int
    count_before: Fraction
    count: Fraction


@dataclass(frozen=True, slots=True)
class Register:
    """Hold the readings of one counter in the order of time.

    Args:
        times: stamps [us], ascending and unique.
        counts: what the counter showed.
        falls: where it fell.
        rollover: value at which it returns to zero; None where none is declared.
    """

    times: pl.Series
    counts: pl.Series
    falls: tuple[Fall, ...]
    rollover: Fraction | None

    def __len__(self) -> int:
        """Count the readings."""
        return self.times.len()

    def time(self, index: int) -> int:
        """Return the stamp [us] of a reading."""
        return int(self.times[index])

    def total(self, index: int) -> Fraction:
        """Return what the counter would show had it never fallen."""
        turns = bisect_right([fall.at for fall in self.falls], self.time(index))
        count = Fraction(self.counts[index])
        if self.rollover is not None:
            return count + turns * self.rollover
        # An undeclared fall is an error; until it is mended, its step counts as nothing.
        return count + sum((fall.high - fall.low for fall in self.falls[:turns]), Fraction(0))

    def at_or_before(self, moment: int) -> int | None:
        """Return the index of the last reading at or before a moment."""
        index = int(self.times.search_sorted(moment, side="right")) - 1
        return index if index >= 0 else None

    def at_or_after(self, moment: int) -> int | None:
        """Return the index of the first reading at or after a moment."""
        index = int(self.times.search_sorted(moment, side="left"))
        return index if index < len(self) else None

    def rises_above(self, rate: Fraction) -> list[Rise]:
        """Return the rises of the counter that are faster than a rate [count a microsecond].

        Floats only choose the candidates; each is judged exactly.
        """
        frame = pl.DataFrame({"t": self.times, "v": self.counts}).with_columns(
            pl.col("t").shift(1).alias("t0"), pl.col("v").shift(1).alias("v0")
        )
        rise = (pl.col("v") - pl.col("v0")).cast(pl.Float64) / (pl.col("t") - pl.col("t0"))
        likely = frame.filter(rise > 0.999 * float(rate))
        rises = (
            Rise(row["t0"], row["t"], Fraction(row["v0"]), Fraction(row["v"]))
            for row in likely.iter_rows(named=True)
        )
        return [one for one in rises if one.count - one.count_before > rate * (one.at - one.before)]

    def interpolated(self, moment: int) -> Fraction | None:
        """Return the total at a moment, split by time between the readings around it."""
        low, high = self.at_or_before(moment), self.at_or_after(moment)
        if low is None or high is None:
            return None
        if low == high:
            return self.total(low)
        first, last = self.time(low), self.time(high)
        share = Fraction(moment - first, last - first)
        return self.total(low) + (self.total(high) - self.total(low)) * share


def rises(register: Register, window: Span) -> pl.DataFrame:
    """Return the rises of a counter inside of a window, for a look at their size.

    Args:
        register: the counter.
        window: half-open span [us].

    Returns:
        ``t`` of the later reading [us], its ``day`` in UTC, the ``rise``, and the ``rate`` [count
        an hour], a float that no result is made of.
    """
    t, v = pl.col("t"), pl.col("v")
    frame = pl.DataFrame({"t": register.times, "v": register.counts}).with_columns(
        (v - v.shift(1)).alias("rise"), (t - t.shift(1)).alias("took")
    )
    inside = (t > window[0]) & (t <= window[1]) & (pl.col("took") > 0) & (pl.col("rise") >= 0)
    rate = pl.col("rise").cast(pl.Float64) / pl.col("took") * HOUR_US
    return frame.filter(inside).select("t", (t // DAY_US).alias("day"), "rise", rate.alias("rate"))


def read_counts(reading: Reading, column: int) -> Mapping[str, pl.DataFrame]:
    """Read one column of counters: ``t`` [us] and ``v``, in the order of time, per member.

    Args:
        reading: how the table is read; stamps are unique.
        column: index of the column.
    """
    value = pl.col(f"v{column}").alias("v")
    frame = collect(
        reading.rows()
        .select("m", "t", value)
        .filter(pl.col("v").is_not_null() & pl.col("t").is_not_null())
    )
    parts = frame.sort("m", "t").partition_by("m", as_dict=True, include_key=False)
    return {str(key[0]): part for key, part in parts.items()}


def make_register(
    counts: pl.DataFrame | None,
    window: Span,
    rollover: Fraction | None,
    stated: Sequence[tuple[int, Fraction]],
) -> Register:
    """Lay out one counter, from the last reading before a window to the first one after it.

    Args:
        counts: its readings, in the order of time; None where there are none.
        window: half-open span [us] that it is needed for.
        rollover: as declared.
        stated: readings that stand on paper: stamp [us] and count.
    """
    frame = _NOTHING if counts is None else counts
    if stated:
        texts = [format_exact(count) for _, count in stated]
        times = pl.Series("t", [time for time, _ in stated], dtype=pl.Int64)
        more = pl.DataFrame([times, pl.Series("v", texts).cast(DECIMAL)])
        frame = pl.concat([frame.join(more, on="t", how="anti"), more]).sort("t")
    first = max(0, int(frame["t"].search_sorted(window[0], side="right")) - 1)
    last = int(frame["t"].search_sorted(window[1], side="left"))
    frame = frame[first : last + 1]
    before = pl.col("t").shift(1).alias("t0"), pl.col("v").shift(1).alias("v0")
    steps = frame.with_columns(*before).filter(pl.col("v") < pl.col("v0"))
    falls = tuple(
        Fall(row["t0"], row["t"], Fraction(row["v0"]), Fraction(row["v"]))
        for row in steps.iter_rows(named=True)
    )
    return Register(frame["t"], frame["v"], falls, rollover)
