"""Parquet files: columns of their own types, read as the texts that they would have in a CSV.

A float is taken as the shortest decimal that reads back, so that 0.1 is 0.1; stamps stay
stamps. Rows are streamed group by group, and no copy is made on the disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.findings import Place
from jcm_mrv.readings.content import InputFault, read_chunks
from jcm_mrv.readings.header import column_name, positions
from jcm_mrv.readings.parquet.footer import (
    ENCRYPTED,
    MAGIC,
    MAX_GROUP_BYTES,
    Footer,
    check_pages,
    read_footer,
)
from jcm_mrv.readings.silence import native_silence
from jcm_mrv.readings.values import SCALE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from jcm_mrv.readings.dialect import Dialect

SUFFIX = ".parquet"
SAMPLE_ROWS = 50
MAX_TEXT_BYTES = 1_000
_TEXTS = pl.String | pl.Categorical | pl.Enum
DAMAGED = (
    "its data cannot be read: the file is damaged, or packed in a way that is not known; write "
    "it again"
)
_TEXT = "%Y-%m-%d %H:%M:%S%.f"
_FAILURES = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


@dataclass(frozen=True, slots=True)
class Stamps:
    """Tell how stamps are kept that are no texts.

    Args:
        nanoseconds: whether they count these; else microseconds.
        aware: whether they are instants; else times of some clock.
    """

    nanoseconds: bool
    aware: bool


@dataclass(frozen=True, slots=True)
class ParquetFile:
    """Hold a Parquet file whose footer was checked.

    Args:
        name: POSIX path relative to the project's folder.
        original: the file as it lies.
        header: names of the columns.
        types: their types, as polars knows them.
        footer: what the file claims.
    """

    name: str
    original: Path
    header: tuple[str, ...]
    types: tuple[pl.DataType, ...]
    footer: Footer

    @property
    def exponents(self) -> bool:
        """Tell whether a number of the file may be written with an exponent."""
        return any(one.is_float() or not one.is_numeric() for one in self.types)

    @property
    def as_it_lies(self) -> bool:
        """Tell whether the bytes of the file are text that is parsed as it lies."""
        return False

    def at(self, name: str) -> int:
        """Return the position of a column, from 0."""
        return positions(self.header, name)[0]

    def column(self, name: str) -> str:
        """Return the name that a column has in :meth:`scan`."""
        return column_name(self.at(name))

    def type_of(self, name: str) -> pl.DataType:
        """Return the type of a column."""
        return self.types[self.at(name)]

    def scan(self, row: str | None = None) -> pl.LazyFrame:
        """Return the rows, in columns named by their position.

        Args:
            row: name of a further column with the number of each row; None leaves it out.
        """
        frame = pl.scan_parquet(self.original, glob=False, hive_partitioning=False)
        if row is not None:
            frame = frame.with_row_index(row)
        kept = [pl.col(name).alias(column_name(at)) for at, name in enumerate(self.header)]
        return frame.select(*([pl.col(row)] if row is not None else []), *kept)

    def text(self, name: str) -> pl.Expr:
        """Return the texts of a column of :meth:`scan`, as a person would write them."""
        column, kind = pl.col(self.column(name)), self.type_of(name)
        if isinstance(kind, pl.Datetime):
            return stamp_text(self.stamp(name), aware=kind.time_zone is not None)
        return column.cast(pl.String)

    def stamp(self, name: str) -> pl.Expr:
        """Return the stamps of a column as they are, instants in UTC."""
        column, kind = pl.col(self.column(name)), self.type_of(name)
        if isinstance(kind, pl.Datetime) and kind.time_zone:
            column = column.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
        if isinstance(kind, pl.Datetime) and kind.time_unit == "ns":
            return column
        return column.cast(pl.Datetime("us"))

    def stamps(self, names: Sequence[str]) -> Stamps | None:
        """Return how stamps are kept; None where they are texts, or joined from two columns."""
        kind = self.type_of(names[0])
        if len(names) > 1 or not isinstance(kind, pl.Datetime | pl.Date):
            return None
        if isinstance(kind, pl.Date):
            return Stamps(nanoseconds=False, aware=False)
        return Stamps(nanoseconds=kind.time_unit == "ns", aware=kind.time_zone is not None)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the first texts of a column.

        Raises:
            InputFault: the file cannot be read.
        """
        column = self.text(name).fill_null("").alias("text")
        return tuple(collect_safely(self.scan().head(SAMPLE_ROWS).select(column))["text"])

    def longest(self, name: str) -> int:
        """Return the length of the longest text of a column [bytes].

        A dictionary may hold a long text once and name it in every row; each use of it would be
        a copy, but for this one.

        Raises:
            InputFault: the file cannot be read.
        """
        column = pl.col(self.column(name))
        plain = isinstance(self.type_of(name), pl.String)
        length = column.str.len_bytes() if plain else column.cat.len_bytes()
        return collect_safely(self.scan().select(length.max())).item() or 0

    def rest(self, used: Collection[str]) -> pl.Expr:
        """Return nothing: no cell of a row can slip into another column."""
        return pl.lit(False)

    def header_place(self) -> Place:
        """Return the place of the names of the columns: the file as a whole."""
        return Place(self.name)

    def place(self, row: int, column: str = "") -> Place:
        """Return the place of a cell: a Parquet file has rows, and no lines."""
        return Place(self.name, f"row {row}, {column}" if column else f"row {row}")


def open_parquet(path: Path, name: str, dialect: Dialect) -> ParquetFile:
    """Make a Parquet file ready to be read.

    Args:
        path: a regular file inside the project's folder.
        name: its name in messages.
        dialect: what the source says of text files.

    Raises:
        InputFault: the file is no Parquet, or is not believed.
    """
    if dialect.header is not None or dialect.unit_row or dialect.comment or dialect.sheet:
        raise InputFault(
            "D135",
            "a Parquet file names its columns itself; leave out header_row, unit_row, comment and "
            "sheet",
        )
    footer = read_footer(path)
    try:
        with native_silence():
            schema = pl.scan_parquet(path, glob=False, hive_partitioning=False).collect_schema()
    except _FAILURES:
        raise InputFault("D135", DAMAGED) from None
    if tuple(schema.names()) != footer.columns:
        raise InputFault("D135", "its columns have no names of their own; write the file again")
    return ParquetFile(name, path, footer.columns, tuple(schema.dtypes()), footer)


def is_parquet(path: Path) -> bool:
    """Tell whether a file is Parquet, by its name or its first bytes."""
    if path.name.casefold().endswith(SUFFIX):
        return True
    return next(read_chunks(path), b"").startswith((MAGIC, ENCRYPTED))


def collect_safely(frame: pl.LazyFrame) -> pl.DataFrame:
    """Run a query over a Parquet file.

    Raises:
        InputFault: the file cannot be read.
    """
    try:
        with native_silence():
            return frame.collect(engine="streaming")
    except _FAILURES:
        raise InputFault("D135", DAMAGED) from None


def check_columns(
    file: ParquetFile,
    time: Collection[str],
    columns: Collection[str],
    others: Collection[str],
    *,
    digits: bool,
    rounded: bool,
) -> tuple[str, str] | None:
    """Judge whether the columns that a source names can be read as what it says they are.

    Args:
        file: the file; it has the columns.
        time: the columns of the stamps.
        columns: those of the readings.
        others: further ones that are compared as texts.
        digits: whether the declared time_format is digits alone.
        rounded: whether the source declares ``decimals``.

    Returns:
        Code and message; None where nothing is wrong.

    Raises:
        InputFault: a page of one of them is not believed.
    """
    for name in (*time, *columns, *others):
        kind = file.type_of(name)
        if not file.footer.flat[file.at(name)] or not _is_plain(kind):
            return "D135", (
                f'the column "{name}" holds {_words(kind)}; a column of numbers, texts or stamps '
                "is expected"
            )
    for name in time:
        kind = file.type_of(name)
        if kind.is_numeric() and not (kind.is_integer() and digits):
            return "D107", (
                f'the column "{name}" holds bare numbers, which may count seconds, milliseconds '
                "or days from some day; write it as a timestamp, with its time zone where it is an "
                'instant; digits such as 20170301 need time_format = "YYYYMMDD"'
            )
    for name in columns:
        kind = file.type_of(name)
        if isinstance(kind, pl.Decimal) and kind.scale > SCALE and not rounded:
            return "D120", (
                f'the column "{name}" has {kind.scale} decimals, more than can be kept exactly '
                f"({SCALE}); declare decimals = N in the source to round readings to N decimals"
            )
        if kind.is_temporal() or isinstance(kind, pl.Boolean):
            return "D135", (
                f'the column "{name}" holds {_words(kind)}; a column of numbers is expected'
            )
    used = dict.fromkeys((*time, *columns, *others))
    check_pages(file.original, file.footer, sorted({file.at(name) for name in used}))
    for name in used:
        if not isinstance(file.type_of(name), _TEXTS):
            continue
        longest, rows = file.longest(name), file.footer.largest_group()
        if longest > MAX_TEXT_BYTES or longest * rows > MAX_GROUP_BYTES:
            return "D135", (
                f'the column "{name}" holds a text of {longest:,} bytes, in a group of {rows:,} '
                "rows; stamps, readings and names of meters are short"
            )
    return None


def stamp_text(stamp: pl.Expr, *, aware: bool) -> pl.Expr:
    """Return stamps as texts; those that are instants in UTC."""
    return stamp.dt.to_string(_TEXT + ("Z" if aware else ""))


def stamp_value(stamp: pl.Expr, stamps: Stamps) -> pl.Expr:
    """Return stamps in microseconds; null where there is a fraction of one."""
    physical = stamp.to_physical()
    if not stamps.nanoseconds:
        return physical
    return pl.when(physical % 1_000 == 0).then(physical // 1_000)


def _is_plain(kind: pl.DataType) -> bool:
    others = pl.Boolean | pl.Null | pl.Datetime | pl.Date | pl.Time
    return kind.is_numeric() or isinstance(kind, _TEXTS | others)


def _words(kind: pl.DataType) -> str:
    words = {
        pl.Date: "dates",
        pl.Datetime: "stamps",
        pl.Time: "times of the day",
        pl.Duration: "durations",
        pl.Boolean: "true and false",
        pl.Binary: "bytes",
    }
    return next((text for one, text in words.items() if isinstance(kind, one)), "nested values")
