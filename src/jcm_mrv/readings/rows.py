"""One table of readings as rows: stamps on an axis, local days, exact values.

Sources that lie in the same files with the same stamps share a table, so that a file is
parsed once for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.readings import stamps, values
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.parquet.reading import ParquetFile, stamp_text, stamp_value
from jcm_mrv.readings.zones import DAY_US

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.parquet.reading import Stamps
    from jcm_mrv.readings.source_file import SourceFile
    from jcm_mrv.readings.stamps import Clock, Layout
    from jcm_mrv.readings.values import Column, Irregular

# Row numbers of one file after those of another, and of one cell of a wide row after another.
ROWS_PER_FILE = 1 << 40
CELLS_PER_ROW = 1 << 10
_ROW = "jcm-mrv row"


@dataclass(frozen=True, slots=True)
class Table:
    """Hold what is needed to read one table.

    Args:
        files: the files, in order.
        columns: columns of readings.
        time: column of the stamps; or those of the dates and of the times.
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
        joint: what stands between a date and a time from two columns.
        wide: where each row holds several steps: their columns, in order; ``columns`` is one
            then, which stands for all of them.
        stamps: how stamps are kept that are no texts, in all of the files alike.
    """

    files: tuple[SourceFile, ...]
    columns: tuple[Column, ...]
    time: tuple[str, ...]
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
    joint: str = " "
    wide: tuple[str, ...] = ()
    stamps: Stamps | None = None

    def names(self, column: int) -> tuple[str, ...]:
        """Return the columns of the file that a column of readings is read from."""
        return self.wide or (self.columns[column].name,)

    def join_stamp(self, cells: Sequence[str]) -> str:
        """Return the stamp of a row; empty where one of two cells is."""
        if len(cells) == 1:
            return cells[0]
        texts = [cell.strip() for cell in cells]
        return self.joint.join(texts) if all(texts) else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold how a table was found to be written, after the looks that it needed.

    Args:
        table: the table.
        layout: the one layout of all stamps; None where they differ.
        offset: whether stamps carry an offset.
        irregular: the irregular texts of each column.
        second: numbers of the rows whose repeated time is the second one.
        repeated: wall-clock spans [us] that occur twice; with any, rows carry numbers: ``row``,
            unique in the whole table.
        exponents: whether a number may have an exponent.
        kept: in place of the rows of stamps that occur more than once, one row each; None where
            all rows are wanted.
    """

    table: Table
    layout: Layout | None
    offset: bool
    irregular: tuple[Irregular | None, ...]
    second: tuple[int, ...] = ()
    repeated: tuple[Span, ...] = ()
    exponents: bool = True
    kept: pl.DataFrame | None = None

    def rows(self) -> pl.LazyFrame:
        """Return the rows: ``t`` [us], ``day``, ``m`` member, ``x0…`` texts, ``v0…`` values."""
        table = self.table
        frame = self._texts()
        if table.stamps is not None:
            naive = stamp_value(pl.col("s"), table.stamps)
        elif self.layout:
            naive = stamps.parse_fast("s", self.layout)
        else:
            naive = stamps.parse_any("s", table.patterns, offset=self.offset)
        if table.wide:
            naive = naive + pl.col("cell") * table.step
        frame = frame.with_columns(naive.alias("naive"))
        frame = frame.with_columns(
            (self._axis() - table.shift).alias("t"),
            *(
                values.reading_value(pl.col(f"x{i}"), column, self.irregular[i]).alias(f"v{i}")
                for i, column in enumerate(table.columns)
            ),
        )
        frame = frame.with_columns((self._local() // DAY_US).cast(pl.Int32).alias("day"))
        frame = self._windowed(frame)
        if self.kept is None:
            return frame
        kept, keys = self.kept.lazy(), ["m", "t"]
        once = frame.join(kept.select(keys), on=keys, how="anti").select(self.kept.columns)
        return pl.concat([once, kept])

    def _axis(self) -> pl.Expr:
        """Return the stamps on the axis of the table."""
        naive, clock = pl.col("naive"), self.table.clock
        if self.table.wall:
            return stamps.to_local(naive, clock) if self.offset else naive
        if self.offset:
            return naive
        second = pl.col("row").is_in(list(self.second)) if self.second else None
        return stamps.to_instant(naive, clock, second)

    def _local(self) -> pl.Expr:
        """Return the starts of the steps on the wall clock."""
        if self.table.wall:
            return pl.col("t")
        if self.table.clock.same and not self.offset and not self.table.shift:
            return pl.col("naive")
        return stamps.to_local(pl.col("t"), self.table.clock)

    def _windowed(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        table, t = self.table, pl.col("t")
        if table.start is not None:
            frame = frame.filter((t >= table.start) | t.is_null())
        if table.until is not None:
            before = t <= table.until if table.register else t < table.until
            frame = frame.filter(before | t.is_null())
        return frame

    def _texts(self) -> pl.LazyFrame:
        table, frames = self.table, []
        asked = {*table.time, table.member, *(name for name, _ in table.where)}
        asked |= {name for i in range(len(table.columns)) for name in table.names(i)}
        for number, file in enumerate(table.files):
            used = {file.column(name) for name in asked if name}
            own = [
                pl.lit(number, dtype=pl.UInt16).alias("file"),
                file.rest(used).alias("rest"),
            ]
            if self.repeated:
                own.append((pl.col(_ROW).cast(pl.Int64) + number * ROWS_PER_FILE).alias("row"))
            frame = self.chosen(file, _ROW if self.repeated else None)
            frames.append(frame.select(*self.picked(file), *own))
        frame = pl.concat(frames) if len(frames) > 1 else frames[0]
        return self._unfolded(frame) if self.table.wide else frame

    def chosen(self, file: SourceFile, row: str | None = None) -> pl.LazyFrame:
        """Return the rows of a file that the source asks for.

        Args:
            file: the file.
            row: name of a further column with the number of each row; None leaves it out.
        """
        frame = file.scan(row)
        for name, text in self.table.where:
            frame = frame.filter(file.text(name).str.strip_chars() == text)
        return frame

    def _unfolded(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Make a row of each cell that has a text, in the order of the cells."""
        cells = pl.concat_list(pl.lit(i, dtype=pl.Int64) for i in range(len(self.table.wide)))
        frame = frame.with_columns(cells.alias("cell")).explode("x0", "cell")
        if self.repeated:
            frame = frame.with_columns(pl.col("row") * CELLS_PER_ROW + pl.col("cell"))
        # A blank cell claims nothing, not even that its hour exists.
        return frame.filter(pl.col("x0").is_not_null())

    def picked(self, file: SourceFile) -> list[pl.Expr]:
        """Return the cells of a file that are asked for: ``s`` stamps, ``m``, ``x0…`` texts."""
        table = self.table
        careful = self.layout is None and table.stamps is None
        stripped, member = careful or bool(table.wide), pl.lit("")
        stamp = self._stamp(file, careful=careful)
        if table.member:
            named = file.text(table.member).str.strip_chars().fill_null("")
            member = pl.when(stamp.is_not_null()).then(named)
        texts = [
            values.reading_text(file.text(name), column, stripped=stripped)
            for i, column in enumerate(table.columns)
            for name in table.names(i)
        ]
        if table.wide and table.columns:
            texts = [pl.concat_list(texts)]
        return [
            stamp.alias("s"),
            member.alias("m"),
            *(text.alias(f"x{i}") for i, text in enumerate(texts)),
        ]

    def _stamp(self, file: SourceFile, *, careful: bool) -> pl.Expr:
        table = self.table
        if table.stamps is not None and isinstance(file, ParquetFile):
            return file.stamp(table.time[0])
        parts = [file.text(name) for name in table.time]
        if careful or len(parts) > 1:
            parts = [values.not_blank(part) for part in parts]
        return parts[0] if len(parts) == 1 else pl.concat_str(parts, separator=table.joint)

    def stamp_text(self) -> pl.Expr:
        """Return the stamps ``s`` of :meth:`rows` as texts."""
        stamps_of = self.table.stamps
        if stamps_of is None:
            return pl.col("s")
        return stamp_text(pl.col("s"), aware=stamps_of.aware)


def collect(frame: pl.LazyFrame) -> pl.DataFrame:
    """Run a query over rows in the streaming engine.

    Raises:
        InputFault: the text is no table; no word of polars is passed on.
    """
    try:
        return frame.collect(engine="streaming")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise InputFault(
            "D103",
            "the file cannot be read as a table: a row has more cells than the header, a quote "
            "is left open, or the text is not UTF-8",
        ) from None
