"""Streams as blocks that a draw can lay end to end: a local day of a column, or the amounts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.numbers import format_exact
from jcm_mrv.readings.rows import collect
from jcm_mrv.readings.values import DECIMAL
from jcm_mrv.readings.zones import day_number
from jcm_mrv.sampling.drawing import Block, Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.series import Series
    from jcm_mrv.sampling.streams import Stream

Key = tuple[int, int | None]
_NOTHING = pl.lit("0").cast(DECIMAL)


@dataclass(frozen=True, slots=True)
class Population:
    """Hold all that can be drawn.

    Args:
        streams: in the order of the project.
        blocks: of all streams, one after another; those without weight are left out.
        keys: the stream and the local day of each block; the day is None for stated amounts.
    """

    streams: tuple[Stream, ...]
    blocks: tuple[Block, ...]
    keys: tuple[Key, ...]

    def opened(self, indices: Sequence[int]) -> Iterator[tuple[int, list[Item]]]:
        """Give the readings of blocks; the files of a stream are read once for all its blocks."""
        days: dict[int, dict[int | None, int]] = {}
        for index in indices:
            number, day = self.keys[index]
            days.setdefault(number, {})[day] = index
        for number, wanted in days.items():
            stream = self.streams[number]
            if stream.series is None:
                items = [Item(stream.name(at), one, at) for at, one in enumerate(stream.stated)]
                yield wanted[None], [item for item in items if item.weight]
                continue
            known = {day: index for day, index in wanted.items() if day is not None}
            sizes = _sizes(stream, stream.series, known)
            parts = sizes.partition_by("day", as_dict=True, include_key=False)
            for day, index in known.items():
                yield index, _items(stream, day, parts[(day,)])


def _items(stream: Stream, day: int, sizes: pl.DataFrame) -> list[Item]:
    scale = stream.scale(day)
    return [
        Item(stream.name(at), abs(Fraction(size)) * scale, at)
        for at, size in sizes.select("t", "size").iter_rows()
        if size
    ]


def make_population(streams: Sequence[Stream]) -> Population:
    """Lay out what can be drawn; no reading has to be looked at again for it."""
    blocks: list[Block] = []
    keys: list[Key] = []
    for number, stream in enumerate(streams):
        for day, size, top in _days_of(stream):
            if size:
                blocks.append(Block(size, top))
                keys.append((number, day))
    return Population(tuple(streams), tuple(blocks), tuple(keys))


def days_inside(series: Series) -> tuple[int, int]:
    """Return the first and the last local day of the period inside of the window of a source."""
    start, end = series.window
    low = day_number(series.local(start).date())
    high = day_number(series.local(max(start, end - 1)).date())
    return max(low, series.calendar.first), min(high, series.calendar.last)


def _days_of(stream: Stream) -> Iterator[tuple[int | None, Fraction, Fraction]]:
    """Give the weight of each day and of its heaviest reading [tCO2e]."""
    series = stream.series
    if series is None:
        yield None, sum(stream.stated, Fraction(0)), max(stream.stated, default=Fraction(0))
        return
    if stream.register is not None:
        sizes = rises_of(series, stream.register).lazy().group_by("day")
        rows = collect(sizes.agg(pl.col("size").sum(), pl.col("size").max().alias("top")))
        for day, size, top in rows.sort("day").iter_rows():
            yield day, Fraction(size) * stream.scale(day), Fraction(top) * stream.scale(day)
        return
    i, (low, high) = stream.column, days_inside(series)
    days = series.days()
    days = days.filter(pl.col("day").is_between(low, high) & (pl.col(f"{i}.n") > 0)).sort("day")
    # What is below zero counts by its size; without any the checks asked for no sum of it.
    negative = f"{i}.negative_sum"
    below = days[negative] if negative in days.columns else [0] * days.height
    rows = days.select("day", f"{i}.sum", f"{i}.min", f"{i}.max")
    for (day, total, least, most), less in zip(rows.iter_rows(), below, strict=True):
        scale = stream.scale(day)
        size = Fraction(total) - 2 * Fraction(less or 0)
        yield day, size * scale, max(abs(Fraction(least)), abs(Fraction(most))) * scale


def _sizes(stream: Stream, series: Series, days: dict[int, int]) -> pl.DataFrame:
    """Return ``t`` [us], ``day`` and ``size`` of the readings of some days."""
    if stream.register is not None:
        return rises_of(series, stream.register).filter(pl.col("day").is_in(list(days)))
    rows = series.rows_of(days).select("t", "day", pl.col(f"v{stream.column}").alias("size"))
    return rows.drop_nulls("size").with_columns(pl.col("day").cast(pl.Int64))


def rises_of(series: Series, register: Register) -> pl.DataFrame:
    """Return ``t`` [us], ``day`` and the rise ``size`` of each reading of a register.

    The first reading inside of the window has no rise; a fall counts as the rise over the declared
    rollover, or as nothing. What was counted until midnight belongs to the day that ends there.
    """
    size, calendar = pl.col("size"), series.calendar
    frame = pl.DataFrame({"t": register.times, "v": register.counts})
    frame = frame.filter(pl.col("t").is_between(*series.window))
    rise = (pl.col("v") - pl.col("v").shift(1)).fill_null(_NOTHING)
    turned = _NOTHING
    if register.rollover is not None:
        turned = size + pl.lit(format_exact(register.rollover)).cast(DECIMAL)
    days = range(calendar.first, calendar.last + 2)
    starts = pl.Series([calendar.moment(day, wall=series.wall) for day in days], dtype=pl.Int64)
    at = starts.search_sorted(frame["t"], side="left").cast(pl.Int64) - 1
    return (
        frame.with_columns(rise.alias("size"))
        .with_columns(pl.when(size < 0).then(turned).otherwise(size).alias("size"))
        .select("t", (at.clip(0, len(days) - 2) + calendar.first).alias("day"), "size")
    )
