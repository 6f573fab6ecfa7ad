"""One table of readings, read in one streaming pass to exact sums per local day.

Sums are made only by polars' streaming engine, which keeps 128
bits; the in-memory one may wrap in silence (contracts 7).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl

from jcm_mrv.readings import stamps, values
from jcm_mrv.readings.coverage import Grid
from jcm_mrv.readings.opening import InputFault
from jcm_mrv.readings.rows import Reading, Table
from jcm_mrv.readings.zones import iso_instant, unwall

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jcm_mrv.readings.opening import TextFile
    from jcm_mrv.readings.values import Irregular

MAX_IRREGULAR_TEXTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Faults:
    """Hold what is wrong with the cells of a table, for the pass that finds their lines.

    Args:
        stamps: whether some stamps cannot be read.
        numbers: per column, texts that are no number with the reason.
        long: per column, texts with more digits than can be kept.
        doubtful: a naive stamp of a repeated time that order does not resolve.
        skipped: whether some naive stamps do not exist on the clock.
        years: first and last year seen, where one is outside of 1990-2100.
    """

    stamps: bool = False
    numbers: tuple[Mapping[str, str], ...] = ()
    long: tuple[Mapping[str, str], ...] = ()
    doubtful: str | None = None
    skipped: bool = False
    years: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(
            self.stamps
            or any(self.numbers)
            or any(self.long)
            or self.doubtful
            or self.skipped
            or self.years
        )


@dataclass(frozen=True, slots=True)
class Pass:
    """Hold what one reading of a table gave.

    Args:
        reading: how the table was read.
        days: one row a member, file and day: ``n`` rows, first and last ``t``, and per column
            ``i``: ``{i}.n`` readings, ``{i}.sum``, ``{i}.min``, ``{i}.max`` and what the checks
            asked for.
        rows: rows of data, a file.
        repeats: per member the stamps that occur more than once: ``t``, and per column ``i``
            ``{i}.min`` and ``{i}.max``.
        faults: cells that cannot be read.
        memo: days found by ``matching``.
    """

    reading: Reading
    days: pl.DataFrame
    rows: tuple[int, ...]
    repeats: Mapping[str, Sequence[Mapping[str, Any]]]
    faults: Faults
    memo: dict[str, Mapping[str, pl.DataFrame]] = field(default_factory=dict, compare=False)

    def matching(self, name: str, condition: Callable[[], pl.Expr]) -> Mapping[str, pl.DataFrame]:
        """Return the days that satisfy a condition, by member; looked up once a table.

        Args:
            name: of the condition, for the memory.
            condition: makes the expression over the columns of ``days``.
        """
        if name not in self.memo:
            found = self.days.filter(condition() & pl.col("day").is_not_null())
            parts = found.partition_by("m", as_dict=True, include_key=True)
            self.memo[name] = {str(key[0]): part for key, part in parts.items()}
        return self.memo[name]

    def grid(self) -> Grid:
        """Return the points that the readings lie on."""
        step = self.reading.table.step
        least, most = whole(self.days["phase.min"].min()), whole(self.days["phase.max"].max())
        return Grid(step, least or 0, regular=least == most)


def whole(value: object) -> int | None:
    """Return an aggregate that polars types loosely as the integer that it is."""
    return value if isinstance(value, int) else None


def read_table(table: Table, expressions: Mapping[str, Callable[[pl.Expr], pl.Expr]]) -> Pass:
    """Read a table; look again only where the first look found something odd.

    Args:
        table: what to read.
        expressions: what the checks ask of the shared pass: name to an aggregate of a value.

    Raises:
        InputFault: the file is not a table.
    """
    layouts = [
        stamps.sniff_layout(_first_stamp(file, table), table.patterns) for file in table.files
    ]
    uniform = layouts[0] if all(layout == layouts[0] for layout in layouts) else None
    offset = any(layout is not None and layout.offset for layout in layouts)
    windows = () if offset else stamps.repeated_windows(table.clock)
    reading = Reading(table, uniform, offset, (None,) * len(table.columns), repeated=bool(windows))
    days = _aggregate(reading, expressions)
    if uniform is not None and _has_bad_stamps(days):
        reading = replace(reading, layout=None)
        days = _aggregate(reading, expressions)
    faults = Faults(stamps=_has_bad_stamps(days))
    if any(days[f"{i}.odd"].sum() for i in range(len(table.columns))):
        studied = tuple(_study(reading, i) for i in range(len(table.columns)))
        reading = replace(reading, irregular=studied)
        faults = replace(
            faults,
            numbers=tuple(s.faults for s in studied),
            long=tuple(s.long for s in studied),
        )
        days = _aggregate(reading, expressions)
    if not offset:
        reading, faults = _resolve_repeated(reading, faults, windows)
        if reading.second:
            days = _aggregate(reading, expressions)
    faults = replace(faults, years=_strange_years(days), skipped=bool(days["skipped"].sum()))
    repeats = _find_repeats(reading, days)
    counts = dict(days.group_by("file").agg(pl.col("stamps").sum()).iter_rows())
    rows = tuple(counts.get(number, 0) for number in range(len(table.files)))
    return Pass(reading, days, rows, repeats, faults)


def kept(found: Pass, side: str, expressions: Mapping[str, Callable[[pl.Expr], pl.Expr]]) -> Pass:
    """Return a pass in which each stamp counts once: the smallest on the low side."""
    if not found.repeats:
        return found
    reading = replace(found.reading, keep=side)
    days = _aggregate(reading, expressions)
    return replace(found, reading=reading, days=days, memo={})


def _first_stamp(file: TextFile, table: Table) -> str:
    if table.time not in file.header:
        return ""
    place = file.header.index(table.time)
    for row in file.sample:
        if place < len(row) and row[place].strip():
            return row[place]
    return ""


def _aggregate(
    reading: Reading, expressions: Mapping[str, Callable[[pl.Expr], pl.Expr]]
) -> pl.DataFrame:
    table = reading.table
    frame = reading.rows()
    keys, t = ["m", "day"], pl.col("t")
    asked = [
        pl.len().alias("n"),
        t.min().alias("first"),
        t.max().alias("last"),
    ]
    if table.step:
        phase = t % table.step
        asked += [phase.min().alias("phase.min"), phase.max().alias("phase.max")]
    if reading.keep is None:
        keys.insert(0, "file")
        asked.append(pl.col("s").count().alias("stamps"))
        skipped = () if reading.offset else stamps.skipped_windows(table.clock)
        asked.append(
            stamps.inside(pl.col("naive"), skipped).sum().alias("skipped")
            if skipped
            else pl.lit(0, dtype=pl.UInt32).alias("skipped")
        )
        if table.member is None:
            frame = frame.with_columns((t - t.shift(1)).alias("since"))
            asked.append(pl.col("since").min().alias("since"))
    for i, column in enumerate(table.columns):
        text, value = pl.col(f"x{i}"), pl.col(f"v{i}")
        asked += [
            value.count().alias(f"{i}.n"),
            value.sum().alias(f"{i}.sum"),
            value.min().alias(f"{i}.min"),
            value.max().alias(f"{i}.max"),
            text.count().alias(f"{i}.texts"),
        ]
        if reading.keep is None and reading.irregular[i] is None:
            asked.append(values.is_irregular(text, column).sum().alias(f"{i}.odd"))
        else:
            asked.append(pl.lit(0, dtype=pl.UInt32).alias(f"{i}.odd"))
        asked += [make(value).alias(f"{i}.{name}") for name, make in expressions.items()]
    try:
        days = frame.group_by(keys).agg(asked).sort(keys).collect(engine="streaming")
    except pl.exceptions.PolarsError:
        raise InputFault(
            "D103",
            "the file cannot be read as a table: a row has more cells than the header, a quote "
            "is left open, or the text is not UTF-8",
        ) from None
    for i in range(len(table.columns)):
        ends = (days[f"{i}.min"].min(), days[f"{i}.max"].max())
        top = max((abs(value) for value in ends if isinstance(value, Decimal)), default=Decimal(0))
        if top * int(days[f"{i}.n"].sum()) >= values.SUM_LIMIT:
            raise InputFault(
                "D120",
                f"readings as large as {top:.3g} are too large to be summed exactly; "
                "check the column, or give it in a larger unit",
            )
    return days


def _has_bad_stamps(days: pl.DataFrame) -> bool:
    lost = days.filter(pl.col("day").is_null())
    counts = [name for name in lost.columns if name == "stamps" or name.endswith(".texts")]
    return any(lost[name].sum() for name in counts)


def _study(reading: Reading, index: int) -> Irregular:
    column = reading.table.columns[index]
    text = pl.col(f"x{index}")
    odd = (
        reading.rows()
        .filter(values.is_irregular(text, column))
        .select(text.unique())
        .head(MAX_IRREGULAR_TEXTS + 1)
        .collect(engine="streaming")
    )
    if odd.height > MAX_IRREGULAR_TEXTS:
        raise InputFault(
            "D106",
            f'column "{column.name}" holds more than a million different texts that are not '
            "plain numbers; check the delimiter and the decimal sign",
        )
    return values.study_irregular(sorted(odd.to_series().to_list()), column)


def _resolve_repeated(
    reading: Reading, faults: Faults, windows: Sequence[tuple[int, int]]
) -> tuple[Reading, Faults]:
    if not windows:
        return reading, faults
    naive = pl.col("naive")
    found = (
        reading.rows()
        .filter(stamps.inside(naive, windows))
        .select("row", naive)
        .collect(engine="streaming")
        .sort("row")
    )
    pairs = list(zip(found["row"].to_list(), found["naive"].to_list(), strict=True))
    try:
        second = stamps.second_occurrences(pairs, windows)
    except ValueError as doubt:
        stamp = dict(pairs)[doubt.args[0]]
        return reading, replace(faults, doubtful=unwall(stamp).isoformat(sep=" "))
    return replace(reading, second=tuple(second)), faults


def _strange_years(days: pl.DataFrame) -> tuple[int, int] | None:
    first, last = whole(days["first"].min()), whole(days["last"].max())
    if first is None or last is None:
        return None
    years = _year(first), _year(last)
    return years if years[0] < 1990 or years[1] > 2100 else None


def _year(moment: int) -> int:
    return int(iso_instant(moment)[:4])


def _find_repeats(
    reading: Reading, days: pl.DataFrame
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    if reading.table.member is None:
        least = whole(days["since"].min())
        if least is None or least > 0:
            return {}
    columns = range(len(reading.table.columns))
    frame = (
        reading.rows()
        .filter(pl.col("t").is_not_null())
        .group_by("m", "t")
        .agg(
            pl.len().alias("n"),
            *(pl.col(f"v{i}").min().alias(f"{i}.min") for i in columns),
            *(pl.col(f"v{i}").max().alias(f"{i}.max") for i in columns),
        )
        .filter(pl.col("n") > 1)
        .sort("m", "t")
        .collect(engine="streaming")
    )
    repeats: dict[str, list[Mapping[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        repeats.setdefault(row["m"], []).append(row)
    return repeats
