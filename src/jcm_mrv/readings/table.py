"""One table of readings, read in one streaming pass to exact sums per local day.

Sums are made only by polars' streaming engine, which keeps 128 bits; the in-memory one may
wrap in silence (contracts 7).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.readings import look, stamps
from jcm_mrv.readings.coverage import Grid
from jcm_mrv.readings.rows import Reading, Table, collect

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from jcm_mrv.readings.look import Expressions, Faults
    from jcm_mrv.readings.source_file import SourceFile
    from jcm_mrv.readings.stamps import Layout


@dataclass(frozen=True, slots=True)
class Pass:
    """Hold what one reading of a table gave.

    Args:
        reading: how the table was read.
        days: one row a member and day: ``n`` rows, the ``last`` ``t``, and per column ``i``:
            ``{i}.n`` readings, ``{i}.sum``, ``{i}.min``, ``{i}.max`` and what the checks asked
            for; also ``{i}.same``, how many are other than zero and equal to the one before,
            where rows are of one series and no stamp is left out.
        rows: rows of data, a file.
        repeated: the stamps that occur more than once: ``m``, ``t``, ``day``, and per column
            ``i``: ``{i}.min`` and ``{i}.max``.
        faults: cells that cannot be read.
        disordered: whether a row is earlier than the one before it, in one file or the next.
        memo: what was looked up, by name and member.
    """

    reading: Reading
    days: pl.DataFrame
    rows: tuple[int, ...]
    repeated: pl.DataFrame
    faults: Faults
    disordered: bool = False
    memo: dict[str, Mapping[str, pl.DataFrame]] = field(default_factory=dict, compare=False)

    def matching(self, name: str, condition: Callable[[], pl.Expr]) -> Mapping[str, pl.DataFrame]:
        """Return the days that satisfy a condition, by member; looked up once a table.

        Args:
            name: of the condition, for the memory.
            condition: makes the expression over the columns of ``days``.
        """
        return self.derived(name, lambda days: days.filter(condition()))

    def derived(
        self, name: str, make: Callable[[pl.DataFrame], pl.DataFrame]
    ) -> Mapping[str, pl.DataFrame]:
        """Return what is made of the days of all members, by member; made once a table.

        Args:
            name: of what is made, for the memory.
            make: takes the rows of ``days`` that have a day, and keeps their column ``m``.
        """
        if name not in self.memo:
            days = self.days.filter(pl.col("day").is_not_null())
            self.memo[name] = _by_member(make(days))
        return self.memo[name]

    def repeats(self) -> Mapping[str, pl.DataFrame]:
        """Return the stamps that occur more than once, in the order of time, by member."""
        if "repeats" not in self.memo:
            self.memo["repeats"] = _by_member(self.repeated)
        return self.memo["repeats"]

    def differs(self) -> bool:
        """Tell whether readings of one stamp differ, so that the side chooses between them."""
        if self.repeated.is_empty():
            return False
        columns = range(len(self.reading.table.columns))
        ends = ((self.repeated[f"{i}.min"], self.repeated[f"{i}.max"]) for i in columns)
        return any((low != high).any() for low, high in ends)

    def peaks(self, columns: Sequence[int]) -> Mapping[str, pl.DataFrame]:
        """Return the largest reading ``top`` of each day, columns of a step together, by member."""
        name = f"peaks {columns}"
        if name not in self.memo:
            step = reduce(add, (pl.col(f"v{i}").fill_null(0) for i in columns))
            frame = self.reading.rows().group_by("m", "day").agg(step.max().alias("top"))
            self.memo[name] = _by_member(collect(frame.sort("m", "day")))
        return self.memo[name]

    def readings(self, columns: Sequence[int]) -> Mapping[str, pl.DataFrame]:
        """Return ``t`` [us] and the readings of columns, in the order of time, by member."""
        asked = ["m", "t", *(f"v{i}" for i in columns)]
        return self.asked(f"readings {columns}", lambda rows: rows.select(asked))

    def asked(
        self, name: str, make: Callable[[pl.LazyFrame], pl.LazyFrame]
    ) -> Mapping[str, pl.DataFrame]:
        """Return what is asked of all rows, in the order of time, by member; read once a table.

        Args:
            name: of the question, for the memory.
            make: takes the rows, and keeps their columns ``m`` and ``t``.
        """
        if name not in self.memo:
            frame = collect(make(self.reading.rows()).drop_nulls("t"))
            self.memo[name] = _by_member(frame.sort("m", "t"))
        return self.memo[name]

    def rows_of(self, columns: Sequence[int], days: Collection[int]) -> Mapping[str, pl.DataFrame]:
        """Return ``t``, ``day`` and the readings of some local days, in the order of time.

        The files are read again. Where a table names members, each of them may ask in turn: all
        days are kept then.
        """
        rows = self.reading.rows().select("m", "t", "day", *(f"v{i}" for i in columns))
        if self.reading.table.member is None:
            wanted = rows.filter(pl.col("day").is_in(sorted(days)))
            return _by_member(collect(wanted).sort("m", "t"))
        return self.asked(f"rows {columns}", lambda _: rows)

    def falls(self) -> pl.DataFrame:
        """Return ``file`` and ``t`` of the rows that are earlier than the row before them.

        Only rows of one file are compared. A file that runs backwards from its first row to its
        last is in order; a stamp that occurs more than once is left out.
        """
        if not self.disordered:
            return pl.DataFrame(schema={"file": pl.UInt16, "t": pl.Int64})
        rows = replace(self.reading, kept=None).rows().select("file", "t").drop_nulls()
        before = pl.all().shift(1)
        frame = collect(rows).with_columns(before.name.suffix(".before"))
        pairs = frame.filter(pl.col("file") == pl.col("file.before"))
        rising = pairs.filter(pl.col("t") > pl.col("t.before"))
        fallen = pairs.filter(pl.col("t") < pl.col("t.before")).join(rising, on="file", how="semi")
        once = fallen.join(self.repeated.select("t"), on="t", how="anti", maintain_order="left")
        return once.select("file", "t")

    def grid(self, first: int, last: int) -> Grid:
        """Return the points that the readings of a run of days lie on, both days included."""
        step, days = self.reading.table.step, self.days
        days = days.filter(pl.col("day").is_between(first, last))
        least, most = days["phase.min"].min(), days["phase.max"].max()
        return Grid(step, least if isinstance(least, int) else 0, regular=least == most)


def _by_member(frame: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    parts = frame.partition_by("m", as_dict=True, include_key=False)
    return {str(key[0]): part for key, part in parts.items()}


def read_table(table: Table, expressions: Expressions, *, exponents: bool = False) -> Pass:
    """Read a table; look again only where the first look found something odd.

    Args:
        table: what to read.
        expressions: what the checks ask of the shared pass where a reading is below zero: name
            to an aggregate of a value that adds up over days.
        exponents: whether numbers may have exponents though the heads of the files show none.

    Raises:
        InputFault: the file is not a table.
    """
    reading, days, faults = _settle(_first_reading(table, exponents=exponents), expressions)
    if reading.layout is not None and look.has_bad_stamps(days):
        reading, days, faults = _settle(replace(reading, layout=None), expressions)
    odd = [i for i in range(len(table.columns)) if days[f"{i}.odd"].sum()]
    if odd:
        studied = tuple(
            look.study_readings(reading, i) if i in odd else None for i in range(len(table.columns))
        )
        reading = replace(reading, irregular=studied)
        numbers = tuple(one.faults if one else {} for one in studied)
        faults = replace(faults, numbers=numbers)
        days = look.take(reading, expressions)
    if not faults.stamps and (look.has_bad_stamps(days) or look.has_strange_stamps(days)):
        faults = replace(faults, stamps=look.study_stamps(reading))
    counts = look.rows_per_file(reading, days)
    rows = tuple(counts.get(number, 0) for number in range(len(table.files)))
    repeated = _find_repeated(reading, days)
    least = days["since"].min() if "since" in days.columns else None
    return Pass(
        reading,
        look.join_files(days, expressions),
        rows,
        repeated,
        faults,
        disordered=isinstance(least, int) and least < 0,
    )


def kept(found: Pass, side: str, expressions: Expressions) -> Pass:
    """Return a pass in which each stamp counts once: the smallest on the low side."""
    if found.repeated.is_empty():
        return found
    best = "min" if side == "low" else "max"
    columns = range(len(found.reading.table.columns))
    values = (pl.col(f"{i}.{best}").alias(f"v{i}") for i in columns)
    reading = replace(found.reading, kept=found.repeated.select("m", "t", "day", *values))
    days = look.take(reading, expressions)
    return replace(found, reading=reading, days=days, memo={})


def _first_reading(table: Table, *, exponents: bool) -> Reading:
    uniform, offset = _first_layout(table) if table.stamps is None else (None, table.stamps.aware)
    windows = () if offset or table.wall else stamps.repeated_windows(table.clock)
    return Reading(
        table,
        uniform,
        offset,
        (None,) * len(table.columns),
        repeated=windows,
        exponents=exponents or any(file.exponents for file in table.files),
    )


def _first_layout(table: Table) -> tuple[Layout | None, bool]:
    """Return the layout of the first stamps, if shared, and whether one has an offset."""
    texts = [text for file in table.files if (text := _first_stamp(file, table))]
    layouts = [stamps.sniff_layout(text, table.patterns) for text in texts]
    uniform = layouts[0] if len(set(layouts)) == 1 else None
    known = [stamps.sniff_layout(text.strip(), table.patterns) for text in texts]
    return uniform, next((layout.offset for layout in known if layout is not None), False)


def _first_stamp(file: SourceFile, table: Table) -> str:
    cells = zip(*(file.texts(name) for name in table.time), strict=True)
    return next((text for row in cells if (text := table.join_stamp(row)).strip()), "")


def _settle(reading: Reading, expressions: Expressions) -> tuple[Reading, pl.DataFrame, Faults]:
    """Take a look, once it is known which of two equal stamps is the second one."""
    reading, faults = look.resolve_repeated(reading)
    return reading, look.take(reading, expressions), faults


def _find_repeated(reading: Reading, days: pl.DataFrame) -> pl.DataFrame:
    keys, columns = ["m", "t"], range(len(reading.table.columns))
    frame = reading.rows().filter(pl.col("t").is_not_null())
    repeated = _repeated_stamps(reading, days)
    asked = [pl.col("day").first()]
    for i in columns:
        value = pl.col(f"v{i}")
        asked += [value.min().alias(f"{i}.min"), value.max().alias(f"{i}.max")]
    if repeated.is_empty():
        return repeated
    frame = frame.join(repeated.lazy(), on=keys, how="semi")
    return collect(frame.group_by(keys).agg(asked).sort(keys))


def _repeated_stamps(reading: Reading, days: pl.DataFrame) -> pl.DataFrame:
    frame, t = reading.rows().filter(pl.col("t").is_not_null()), pl.col("t")
    if reading.table.member is not None:
        counted = frame.group_by("m", "t").agg(pl.len().alias("n"))
        return collect(counted.filter(pl.col("n") > 1).drop("n"))
    least = days["since"].min()
    if not isinstance(least, int) or least > 0:
        return pl.DataFrame(schema={"m": pl.String, "t": pl.Int64})
    # Rows out of order: to sort the stamps alone takes far less room than to group by them.
    times = collect(frame.select("t")).sort("t").filter(t == t.shift(1)).unique()
    return times.select(pl.lit("").alias("m"), "t")
