"""Where chosen readings stand: file, line or cell, and the text that a person finds there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from jcm_mrv.findings import Place
from jcm_mrv.numbers import format_exact
from jcm_mrv.readings.rows import collect
from jcm_mrv.sampling.places import Row, find_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jcm_mrv.readings.rows import Reading
    from jcm_mrv.readings.series import Series
    from jcm_mrv.sampling.places import Chosen
    from jcm_mrv.sampling.streams import Stream


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
) -> dict[Chosen, Row]:
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
        found[number, time] = Row(
            (number, time),
            row["file"],
            row["s"],
            row["m"],
            name,
            row["cell"] if table.wide else 0,
            (row[f"x{i}"] or "").strip(),
            int(reading.repeated != () and row["row"] in reading.second),
        )
    return found


def _locate_rows(reading: Reading, rows: Mapping[Chosen, Row]) -> dict[Chosen, Traced]:
    by_file: dict[int, list[Row]] = defaultdict(list)
    for row in rows.values():
        by_file[row.file].append(row)
    found: dict[Chosen, Traced] = {}
    for number, many in by_file.items():
        places = find_places(reading, reading.table.files[number], many)
        for row in many:
            found[row.chosen] = Traced(places[row.chosen], row.column, row.text)
    return found


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
