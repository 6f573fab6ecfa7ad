"""One look at a table: aggregates per member, file and day, and what explains an odd cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.readings import doubts, stamps, values, zones
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.rows import Reading, collect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jcm_mrv.readings.rows import Table
    from jcm_mrv.readings.source_file import SourceFile
    from jcm_mrv.readings.values import Irregular

    Expressions = Mapping[str, Callable[[pl.Expr], pl.Expr]]
    Explained = Mapping[str, tuple[str, str]]

MAX_IRREGULAR_TEXTS = 1_000_000
MAX_EXPLAINED = 1_000
# Rows this near to a repeated hour show whether the file runs forwards.
AROUND_US = 3 * 3_600_000_000
FIRST_DAY = zones.day_number(date(doubts.FIRST_YEAR, 1, 1))
LAST_DAY = zones.day_number(date(doubts.LAST_YEAR, 12, 31))
_CONSTANT = {"m": pl.lit("").alias("m"), "file": pl.lit(0, dtype=pl.UInt16).alias("file")}


@dataclass(frozen=True, slots=True)
class Faults:
    """Hold the texts of cells that cannot be used, each with code and message.

    Args:
        stamps: those of the stamps.
        numbers: those of each column of readings.
    """

    stamps: Explained = field(default_factory=dict)
    numbers: tuple[Explained, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self.stamps) or any(self.numbers)


def take(reading: Reading, expressions: Expressions) -> pl.DataFrame:
    """Aggregate a table per member, file and local day; rows without a stamp have no day.

    Args:
        reading: how it is read; where each stamp is kept once, the file is left out.
        expressions: what the checks ask of columns with readings below zero.

    Raises:
        InputFault: the file is not a table, or its readings are too large to be summed.
    """
    shown = any(_shows_negatives(file, reading.table) for file in reading.table.files)
    days = _take(reading, expressions if shown else {})
    if not shown and expressions and _has_negatives(days, len(reading.table.columns)):
        days = _take(reading, expressions)
    return days


def _shows_negatives(file: SourceFile, table: Table) -> bool:
    names = (name for i in range(len(table.columns)) for name in table.names(i))
    return any(text.lstrip().startswith("-") for name in names for text in file.texts(name))


def _has_negatives(days: pl.DataFrame, width: int) -> bool:
    return any((days[f"{i}.min"] < 0).any() for i in range(width))


def _take(reading: Reading, expressions: Expressions) -> pl.DataFrame:
    table, first = reading.table, reading.kept is None
    frame, t = reading.rows(), pl.col("t")
    # What is one and the same for all rows need not be looked up for each.
    needed = {"m": table.member is not None, "day": True, "file": first and len(table.files) > 1}
    keys = [key for key, varies in needed.items() if varies]
    asked = [pl.len().alias("n"), t.max().alias("last")]
    if table.step:
        phase = t % table.step
        asked += [phase.min().alias("phase.min"), phase.max().alias("phase.max")]
    if first:
        asked.append(pl.col("s").count().alias("stamps"))
        asked.append(_skipped(reading).alias("skipped"))
        asked.append(pl.col("rest").any())
        if table.member is None:
            # Stamps that only ever rise cannot repeat.
            frame = frame.with_columns((t - t.forward_fill().shift(1)).alias("since"))
            asked.append(pl.col("since").min())
            repeats = {f"{i}.same": _repeats(pl.col(f"v{i}")) for i in range(len(table.columns))}
            frame = frame.with_columns(**repeats)
            asked += [pl.col(name).sum() for name in repeats]
    asked += _extremes(len(table.columns))
    for i in range(len(table.columns)):
        value = pl.col(f"v{i}")
        asked.append(value.sum().alias(f"{i}.sum"))
        asked += [make(value).alias(f"{i}.{name}") for name, make in expressions.items()]
        if first:
            text = pl.col(f"x{i}")
            odd = values.is_unproved(text, value, exponents=reading.exponents).sum()
            asked.append(text.count().alias(f"{i}.texts"))
            asked.append((odd if reading.irregular[i] is None else pl.lit(0)).alias(f"{i}.odd"))
    try:
        days = collect(frame.group_by(keys).agg(asked).sort(keys))
    except InputFault:
        # The sum of a day may be what failed; its readings alone never do.
        _refuse_large(collect(reading.rows().select(_extremes(len(table.columns)))))
        raise
    _refuse_large(days)
    return days.with_columns(one for key, one in _CONSTANT.items() if key not in keys)


def _repeats(value: pl.Expr) -> pl.Expr:
    """Tell whether a reading other than zero is that of the row before."""
    return (value == value.shift(1)) & (value != 0)


def _extremes(width: int) -> list[pl.Expr]:
    asked = []
    for i in range(width):
        value = pl.col(f"v{i}")
        asked += [
            value.count().alias(f"{i}.n"),
            value.min().alias(f"{i}.min"),
            value.max().alias(f"{i}.max"),
        ]
    return asked


def _skipped(reading: Reading) -> pl.Expr:
    windows = stamps.skipped_windows(reading.table.clock)
    if reading.offset or reading.table.wall or not windows:
        return pl.lit(0)
    return stamps.inside(pl.col("naive"), windows).sum()


def _refuse_large(days: pl.DataFrame) -> None:
    for name in days.columns:
        column, _, aggregate = name.partition(".")
        if aggregate != "n":
            continue
        ends = days[f"{column}.min"].min(), days[f"{column}.max"].max()
        top = max((abs(value) for value in ends if isinstance(value, Decimal)), default=Decimal(0))
        if top * int(days[name].sum()) >= values.SUM_LIMIT:
            raise InputFault(
                "D120",
                f"readings as large as {top:.3g} are too large to be summed exactly; "
                "check the column, or give it in a larger unit",
            )


def join_files(days: pl.DataFrame, expressions: Expressions) -> pl.DataFrame:
    """Join the rows of one day that lie in several files."""
    if days["file"].n_unique() < 2:
        return days.drop("file")
    adding = {"n", "stamps", "skipped", "sum", "texts", "odd", "same", *expressions}
    asked = []
    for name in days.columns:
        if name in ("m", "day", "file"):
            continue
        last, column = name.rpartition(".")[2], pl.col(name)
        if last in adding:
            asked.append(column.sum())
        else:
            asked.append(column.max() if last in ("max", "last") else column.min())
    return collect(days.lazy().group_by("m", "day").agg(asked).sort("m", "day"))


def rows_per_file(reading: Reading, days: pl.DataFrame) -> Mapping[int, int]:
    """Count the rows of each file that have a stamp, also those that the source leaves out."""
    table = reading.table
    if table.wide or table.where or table.start is not None or table.until is not None:
        # A row of a wide table is one row, however many readings it holds.
        columns = () if table.wide else table.columns
        whole = replace(table, where=(), start=None, until=None, columns=columns, wide=())
        bare = replace(reading, table=whole)
        days = collect(bare.rows().group_by("file").agg(pl.col("s").count().alias("stamps")))
    return dict(days.group_by("file").agg(pl.col("stamps").sum()).iter_rows())


def has_bad_stamps(days: pl.DataFrame) -> bool:
    """Tell whether a row has no stamp that could be read, but has something else."""
    lost = days.filter(pl.col("day").is_null())
    counts = [name for name in lost.columns if name == "stamps" or name.endswith(".texts")]
    return any(lost[name].sum() for name in counts)


def has_strange_stamps(days: pl.DataFrame) -> bool:
    """Tell whether a stamp was skipped by the clocks, or is of a year that cannot be."""
    day = days["day"].drop_nulls()
    # A stamp at the end of its step may lie a day after the step.
    return bool(days["skipped"].sum() or ((day < FIRST_DAY - 1) | (day > LAST_DAY + 1)).any())


def study_stamps(reading: Reading) -> Explained:
    """Explain the stamps that cannot be used."""
    table = reading.table
    texts = [pl.col(f"x{i}").is_not_null() for i in range(len(table.columns))]
    bad = pl.col("day").is_null() & pl.any_horizontal(pl.col("s").is_not_null(), *texts)
    bad |= ~pl.col("day").is_between(FIRST_DAY - 1, LAST_DAY + 1)
    if not reading.offset and not table.wall:
        windows = stamps.skipped_windows(table.clock)
        bad |= stamps.inside(pl.col("naive"), windows) if windows else pl.lit(False)
    texts_of = reading.stamp_text().unique().alias("s")
    found = collect(reading.rows().filter(bad).select(texts_of).head(MAX_EXPLAINED))
    return {
        text: doubts.explain_stamp(text, table, offset=reading.offset)
        for text in sorted(text or "" for text in found["s"].to_list())
    }


def study_readings(reading: Reading, column: int) -> Irregular:
    """Read the irregular texts of a column one by one.

    Raises:
        InputFault: nearly every text is irregular.
    """
    written = reading.table.columns[column]
    text, value = pl.col(f"x{column}"), pl.col(f"v{column}")
    found = collect(
        reading.rows()
        .filter(values.is_irregular(text, value, written))
        .select(text.unique())
        .head(MAX_IRREGULAR_TEXTS + 1)
    )
    if found.height > MAX_IRREGULAR_TEXTS:
        raise InputFault(
            "D106",
            f'column "{written.name}" holds more than a million different texts that are no '
            "plain numbers of at most 18 decimals; check the delimiter and the decimal sign, or "
            "export fewer digits",
        )
    return values.study_irregular(sorted(found.to_series().to_list()), written)


def resolve_repeated(reading: Reading) -> tuple[Reading, Faults]:
    """Find the second occurrences of repeated times, each series by the order of its file."""
    if not reading.repeated:
        return reading, Faults()
    naive = pl.col("naive")
    around = [(low - AROUND_US, high + AROUND_US) for low, high in reading.repeated]
    found = collect(
        reading.rows()
        .filter(stamps.inside(naive, around))
        .select("file", "m", "row", "naive", reading.stamp_text().alias("s"))
        .sort("row")
    )
    series: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    texts: dict[int, str] = {}
    for file, member, row, stamp, text in found.iter_rows():
        series[file, member].append((row, stamp))
        texts[row] = text
    second: list[int] = []
    doubtful: set[int] = set()
    for rows in series.values():
        try:
            pairs = not reading.table.register
            second += doubts.second_occurrences(rows, reading.repeated, pairs=pairs)
        except doubts.DoubtError as doubt:
            doubtful.update(doubt.rows)
    explained = {
        text: doubts.explain_repeated(text, wide=bool(reading.table.wide))
        for text in sorted(texts[row] for row in doubtful)
    }
    return replace(reading, second=tuple(second)), Faults(explained)
