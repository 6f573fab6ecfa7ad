"""One table of readings as rows: stamps on an axis, local days, exact values.

Sources that lie in the same files with the same stamps share a table, so that a file is
parsed once for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.readings import stamps, values
from jcm_mrv.readings.zones import DAY_US

if TYPE_CHECKING:
    from jcm_mrv.readings.opening import TextFile
    from jcm_mrv.readings.stamps import Clock, Layout
    from jcm_mrv.readings.values import Column, Irregular


@dataclass(frozen=True, slots=True)
class Table:
    """Hold what is needed to read one table.

    Args:
        files: the files, in order.
        delimiter: separator of columns.
        columns: columns of readings.
        time: column of the stamps.
        patterns: how a stamp may be written, as pairs of regular expression and strptime.
        clock: what a naive stamp means.
        step: time between two readings [us]; 0 for a register.
        shift: time from the start of the step to the stamp [us]: 0, or the step.
        wall: whether the axis is the wall clock (steps of whole days) instead of the instant.
        where: columns and the text that a row must have there.
        member: column that names the member of the set.
        start: first moment of the axis that counts [us].
        until: moment before which readings count [us].
        register: whether ``until`` itself still counts, as the last reading of a register.
    """

    files: tuple[TextFile, ...]
    delimiter: str
    columns: tuple[Column, ...]
    time: str
    patterns: tuple[tuple[str, str], ...]
    clock: Clock
    step: int = 0
    shift: int = 0
    wall: bool = False
    where: tuple[tuple[str, str], ...] = ()
    member: str | None = None
    start: int | None = None
    until: int | None = None
    register: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold how a table was found to be written, after the looks that it needed.

    Args:
        table: the table.
        layout: the one layout of all stamps; None where they differ.
        offset: whether stamps carry an offset.
        irregular: the irregular texts of each column.
        second: row numbers whose repeated time is the second one.
        repeated: whether rows must be numbered for that.
        keep: which one of several readings of one stamp counts; None where stamps are unique.
    """

    table: Table
    layout: Layout | None
    offset: bool
    irregular: tuple[Irregular | None, ...]
    second: tuple[int, ...] = ()
    repeated: bool = False
    keep: str | None = None

    def rows(self) -> pl.LazyFrame:
        """Return the rows: ``t`` [us], ``day``, ``m`` member, ``x0…`` texts, ``v0…`` values."""
        table = self.table
        frame = self._texts()
        naive = (
            stamps.parse_fast("s", self.layout)
            if self.layout
            else stamps.parse_any("s", table.patterns, offset=self.offset)
        )
        frame = frame.with_columns(naive.alias("naive"))
        if self.offset:
            instant = pl.col("naive")
        else:
            second = pl.col("row").is_in(list(self.second)) if self.second else None
            instant = stamps.to_instant(pl.col("naive"), table.clock, second)
        if table.wall:
            local = stamps.to_local(instant, table.clock) if self.offset else pl.col("naive")
            axis = (local - table.shift).alias("t")
            frame = frame.with_columns(axis)
            day = pl.col("t")
        else:
            frame = frame.with_columns((instant - table.shift).alias("t"))
            same = table.clock.same and not self.offset and not table.clock.own
            day = (
                pl.col("naive") - table.shift if same else stamps.to_local(pl.col("t"), table.clock)
            )
        frame = frame.with_columns(
            (day // DAY_US).cast(pl.Int32).alias("day"),
            *(
                values.reading_value(pl.col(f"x{i}"), column, self.irregular[i]).alias(f"v{i}")
                for i, column in enumerate(table.columns)
            ),
        )
        frame = self._windowed(frame)
        if self.keep is None:
            return frame
        best = pl.Expr.min if self.keep == "low" else pl.Expr.max
        width = range(len(table.columns))
        return frame.group_by("m", "t").agg(
            pl.col("day").first(),
            *(best(pl.col(f"v{i}")).alias(f"v{i}") for i in width),
            *(pl.lit(None, dtype=pl.String).alias(f"x{i}") for i in width),
        )

    def _windowed(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        table, t = self.table, pl.col("t")
        if table.start is not None:
            frame = frame.filter((t >= table.start) | t.is_null())
        if table.until is not None:
            before = t <= table.until if table.register else t < table.until
            frame = frame.filter(before | t.is_null())
        return frame

    def _texts(self) -> pl.LazyFrame:
        table = self.table
        picked = [pl.col(table.time).alias("s")]
        picked += [
            values.reading_text(column).alias(f"x{i}") for i, column in enumerate(table.columns)
        ]
        member = pl.col(table.member).str.strip_chars() if table.member else pl.lit("")
        frames = []
        for number, file in enumerate(table.files):
            frame = pl.scan_csv(
                file.path,
                separator=table.delimiter,
                infer_schema=False,
                glob=False,
                low_memory=False,
            )
            for name, text in table.where:
                frame = frame.filter(pl.col(name).str.strip_chars() == text)
            frames.append(
                frame.select(
                    *picked, member.alias("m"), pl.lit(number, dtype=pl.UInt16).alias("file")
                )
            )
        whole = pl.concat(frames) if len(frames) > 1 else frames[0]
        return whole.with_row_index("row") if self.repeated else whole
