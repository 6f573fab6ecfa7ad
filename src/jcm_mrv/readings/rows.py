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
from jcm_mrv.readings.zones import DAY_US

if TYPE_CHECKING:
    from jcm_mrv.readings.coverage import Span
    from jcm_mrv.readings.opening import TextFile
    from jcm_mrv.readings.stamps import Clock, Layout
    from jcm_mrv.readings.values import Column, Irregular

# Row numbers of one file after those of another.
ROWS_PER_FILE = 1 << 40
_ROW = "jcm-mrv row"


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
        naive = (
            stamps.parse_fast("s", self.layout)
            if self.layout
            else stamps.parse_any("s", table.patterns, offset=self.offset)
        )
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

    def _rest(self, file: TextFile) -> pl.Expr:
        """Touch the columns that nobody asks for.

        polars counts the cells of a row only where it parses all columns; a decimal comma that
        looks like one cell more would shift the others in silence.
        """
        table = self.table
        asked = {table.time, table.member, *(name for name, _ in table.where)}
        asked |= {column.name for column in table.columns}
        if asked.issuperset(file.header):
            return pl.lit(False)
        rest = pl.all().exclude([*(name for name in asked if name), _ROW])
        return pl.any_horizontal(rest.is_null())

    def _texts(self) -> pl.LazyFrame:
        table, careful = self.table, self.layout is None
        stamp, member = pl.col(table.time), pl.lit("")
        if careful:
            stamp = values.not_blank(stamp)
        if table.member:
            named = pl.col(table.member).str.strip_chars().fill_null("")
            member = pl.when(stamp.is_not_null()).then(named)
        picked = [stamp.alias("s"), member.alias("m")]
        picked += [
            values.reading_text(column, stripped=careful).alias(f"x{i}")
            for i, column in enumerate(table.columns)
        ]
        frames = []
        for number, file in enumerate(table.files):
            frame = pl.scan_csv(
                file.path,
                separator=table.delimiter,
                skip_lines=file.skipped,
                infer_schema=False,
                glob=False,
                row_index_name=_ROW if self.repeated else None,
            )
            for name, text in table.where:
                frame = frame.filter(pl.col(name).str.strip_chars() == text)
            own = [pl.lit(number, dtype=pl.UInt16).alias("file"), self._rest(file).alias("rest")]
            if self.repeated:
                own.append((pl.col(_ROW).cast(pl.Int64) + number * ROWS_PER_FILE).alias("row"))
            frames.append(frame.select(*picked, *own))
        return pl.concat(frames) if len(frames) > 1 else frames[0]


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
