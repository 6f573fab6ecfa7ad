"""Streams as blocks that a draw can lay end to end: a local day of a column, or the amounts."""

from __future__ import annotations

from collections import defaultdict
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
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from jcm_mrv.readings.registers import Register
    from jcm_mrv.readings.series import Series
    from jcm_mrv.readings.table import Pass
    from jcm_mrv.sampling.streams import Stream

Key = tuple[int, int | None]
_NOTHING = pl.lit("0").cast(DECIMAL)


@dataclass(frozen=True, slots=True)
class Population:
    """Hold all that can be drawn.

    Args:
        streams: in the order of parameters, members, sources and columns.
        blocks: of all streams, one after another; those without weight are left out.
        keys: the stream and the local day of each block; the day is None for stated amounts.
    """

    streams: tuple[Stream, ...]
    blocks: tuple[Block, ...]
    keys: tuple[Key, ...]

    def opened(self, indices: Sequence[int]) -> Iterator[tuple[int, list[Item]]]:
        """Give the readings of blocks; the files of a stream are read once for all its blocks."""
        wanted: dict[int, dict[int, int]] = defaultdict(dict)
        for index in indices:
            number, day = self.keys[index]
            if day is None:
                stream = self.streams[number]
                items = [Item(stream.name(at), one, at) for at, one in enumerate(stream.stated)]
                yield index, [item for item in items if item.weight]
            else:
                wanted[number][day] = index
        sizes = read_sizes(self.streams, wanted)
        for number, known in wanted.items():
            parts = sizes[number].partition_by("day", as_dict=True, include_key=False)
            for day, index in known.items():
                yield index, _items(self.streams[number], day, parts[(day,)])


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


def read_sizes(
    streams: Sequence[Stream], wanted: Mapping[int, Collection[int]]
) -> dict[int, pl.DataFrame]:
    """Return ``t`` [us], ``day`` and ``size`` of the readings of some days of streams.

    Args:
        streams: of the population.
        wanted: days by index of the stream; stated amounts are none of them.
    """
    found: dict[int, pl.DataFrame] = {}
    shared: dict[int, list[int]] = defaultdict(list)
    for number, days in wanted.items():
        stream = streams[number]
        if stream.series is None:
            continue
        if stream.register is not None:
            rises = rises_of(stream.series, stream.register)
            found[number] = rises.filter(pl.col("day").is_in(list(days)))
        else:
            shared[id(stream.series.found)].append(number)
    for numbers in shared.values():
        # Sources that share a table are read in one pass over its files.
        table = _pass_of(streams[numbers[0]])
        columns = tuple(sorted({streams[number].column for number in numbers}))
        frames = table.rows_of(columns, {day for number in numbers for day in wanted[number]})
        for number in numbers:
            found[number] = _of_stream(streams[number], frames, wanted[number])
    return found


def _pass_of(stream: Stream) -> Pass:
    if stream.series is None:
        raise TypeError("stated amounts are read from no table")
    return stream.series.found


def _of_stream(
    stream: Stream, frames: Mapping[str, pl.DataFrame], days: Collection[int]
) -> pl.DataFrame:
    frame = frames.get(stream.series.key if stream.series else "")
    if frame is None:
        return pl.DataFrame(schema={"t": pl.Int64, "day": pl.Int64, "size": DECIMAL})
    own = frame.filter(pl.col("day").is_in(sorted(days)))
    rows = own.select("t", pl.col("day").cast(pl.Int64), pl.col(f"v{stream.column}").alias("size"))
    return rows.drop_nulls("size")


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
