"""Where chosen readings stand: file, line or cell, and the text that a person finds there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from jcm_mrv.findings import Place
from jcm_mrv.numbers import format_exact
from jcm_mrv.readings.opening import TextFile
from jcm_mrv.readings.rows import Reading, collect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jcm_mrv.readings.parquet.reading import ParquetFile
    from jcm_mrv.readings.rows import Table
    from jcm_mrv.readings.series import Series
    from jcm_mrv.sampling.streams import Stream

Chosen = tuple[int, int]
"""Index of the stream, and time of the reading [us]."""

_ROW = "jcm-mrv row"


@dataclass(frozen=True, slots=True)
class Traced:
    """Hold a reading as it stands in its file.

    Args:
        place: file and line, or the cell of a workbook; of a reading on paper its key in
            project.toml.
        column: name of the column; None in project.toml.
        text: as written there.
    """

    place: Place
    column: str | None
    text: str


@dataclass(frozen=True, slots=True)
class _Row:
    """Hold what the fast pass knows of a chosen reading.

    Args:
        chosen: whose it is.
        file: number of its file in the table.
        stamp: as written, or as it is kept.
        member: as the table names it.
        column: name of its column.
        text: as written.
        nth: 1 for the second of two equal stamps, which the clocks made.
    """

    chosen: Chosen
    file: int
    stamp: Any
    member: str
    column: str
    text: str
    nth: int


def locate(streams: Sequence[Stream], wanted: Iterable[Chosen]) -> dict[Chosen, Traced]:
    """Find chosen readings in their files, each file read once more.

    Args:
        streams: of the project; not stated amounts.
        wanted: what was chosen; a time at which nothing stands is left out.
    """
    tables: dict[int, tuple[Reading, list[Chosen]]] = {}
    for number, time in sorted(wanted):
        series = streams[number].series
        if series is not None:
            reading = series.found.reading
            # Sources that share a table differ in the stamps that they keep, not in its rows.
            tables.setdefault(id(reading.table), (reading, []))[1].append((number, time))
    found: dict[Chosen, Traced] = {}
    for reading, chosen in tables.values():
        rows = _read_rows(reading, streams, chosen)
        found |= _locate_rows(reading, rows)
        for number, time in chosen:
            if (number, time) not in found:
                stated = _stated(streams[number], time)
                if stated is not None:
                    found[number, time] = stated
    return found


def _read_rows(
    reading: Reading, streams: Sequence[Stream], chosen: Sequence[Chosen]
) -> dict[Chosen, _Row]:
    table = reading.table
    asked = ["m", "t", "file", "s", *(["row"] if reading.repeated else [])]
    asked += ["cell"] if table.wide else []
    columns = sorted({streams[number].column for number, _ in chosen})
    asked += [f"{kind}{i}" for i in columns for kind in "xv"]
    times = sorted({time for _, time in chosen})
    rows = replace(reading, kept=None).rows().filter(pl.col("t").is_in(times)).select(asked)
    by_stamp: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in collect(rows).iter_rows(named=True):
        by_stamp[row["m"], row["t"]].append(row)
    found = {}
    for number, time in chosen:
        stream = streams[number]
        series, i = stream.series, stream.column
        if series is None:
            continue
        candidates = [
            row for row in by_stamp.get((series.key, time), ()) if row[f"v{i}"] is not None
        ]
        if not candidates:
            continue
        # Of one stamp with several readings the conservative one counts.
        pick = min if series.side == "low" else max
        row = pick(candidates, key=lambda one: one[f"v{i}"])
        name = table.wide[row["cell"]] if table.wide else table.columns[i].name
        found[number, time] = _Row(
            (number, time),
            row["file"],
            row["s"],
            row["m"],
            name,
            (row[f"x{i}"] or "").strip(),
            int(reading.repeated != () and row["row"] in reading.second),
        )
    return found


def _locate_rows(reading: Reading, rows: Mapping[Chosen, _Row]) -> dict[Chosen, Traced]:
    by_file: dict[int, list[_Row]] = defaultdict(list)
    for row in rows.values():
        by_file[row.file].append(row)
    found: dict[Chosen, Traced] = {}
    for number, many in by_file.items():
        file = reading.table.files[number]
        if isinstance(file, TextFile):
            places = _lines_of(file, reading.table, many)
        else:
            places = _numbers_of(file, reading, many)
        for row in many:
            place = places.get(row.chosen, Place(file.name, row.column))
            found[row.chosen] = Traced(place, row.column, row.text)
    return found


def _lines_of(file: TextFile, table: Table, rows: Sequence[_Row]) -> dict[Chosen, Place]:
    by_stamp: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_stamp[row.stamp.strip()].append(row)
    stamps_at = [file.at(name) for name in table.time]
    where = [(file.at(name), text) for name, text in table.where]
    member_at = None if table.member is None else file.at(table.member)
    columns_at = {row.column: file.at(row.column) for row in rows}
    seen: dict[Chosen, int] = defaultdict(int)
    places: dict[Chosen, Place] = {}
    open_ends = len(rows)
    width = len(file.header)
    for line, cells in _whole_rows(file, width):
        stamp = cells[stamps_at[0]] if len(stamps_at) == 1 else ""
        if len(stamps_at) > 1:
            stamp = table.join_stamp([cells[at] for at in stamps_at])
        for row in by_stamp.get(stamp.strip(), ()):
            if seen[row.chosen] > row.nth or cells[columns_at[row.column]].strip() != row.text:
                continue
            if member_at is not None and cells[member_at].strip() != row.member:
                continue
            if any(cells[at].strip() != text for at, text in where):
                continue
            places[row.chosen] = file.place(line, row.column)
            seen[row.chosen] += 1
            open_ends -= seen[row.chosen] > row.nth
        if not open_ends:
            break
    return places


def _whole_rows(file: TextFile, width: int) -> Iterator[tuple[int, list[str]]]:
    for line, row in file.rows():
        yield line, row if len(row) >= width else row + [""] * (width - len(row))


def _numbers_of(file: ParquetFile, reading: Reading, rows: Sequence[_Row]) -> dict[Chosen, Place]:
    """Find the numbers of rows; a Parquet file has no lines to go through."""
    alone = replace(reading, table=replace(reading.table, files=(file,)))
    stamps = pl.LazyFrame({"s": [row.stamp for row in rows]}).unique()
    frame = alone.chosen(file, _ROW).select(_ROW, *alone.picked(file)).select(_ROW, "s", "m")
    stamp = frame.collect_schema()["s"]
    found = collect(frame.join(stamps.cast({"s": stamp}), on="s", how="semi").sort(_ROW))
    numbers: dict[tuple[Any, str], list[int]] = defaultdict(list)
    for number, at, member in found.iter_rows():
        numbers[at, member].append(number)
    places = {}
    for row in rows:
        known = numbers.get((row.stamp, row.member))
        if known:
            places[row.chosen] = file.place(known[min(row.nth, len(known) - 1)] + 1, row.column)
    return places


def _stated(stream: Stream, time: int) -> Traced | None:
    """Return a reading of a register that stands in project.toml."""
    series: Series | None = stream.series
    if series is None:
        return None
    source = series.source
    for name, stated in (("first", source.first), ("last", source.last)):
        if stated is not None and series.calendar.axis(stated.time, wall=series.wall) == time:
            place = Place(source.place.file, f"{source.place.path}.{name}")
            return Traced(place, None, format_exact(stated.value))
    return None
