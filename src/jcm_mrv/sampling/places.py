"""The line, cell or row of a file in which a chosen reading stands.

The number of a row comes from the fast reader of tables. In a text it is the line too, unless
blank lines, comments or cells of several lines stand above it: so the line is looked at, and where
it is another one the file is read through.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from jcm_mrv.files import open_binary
from jcm_mrv.findings import Place
from jcm_mrv.readings.opening import TextFile
from jcm_mrv.readings.rows import collect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.readings.rows import Reading, Table
    from jcm_mrv.readings.source_file import SourceFile

Chosen = tuple[int, int]
"""Index of the stream, and time of the reading [us]."""

CHUNK = 1 << 20
_ROW = "jcm-mrv row"


@dataclass(frozen=True, slots=True)
class Row:
    """Hold what the fast pass knows of a chosen reading.

    Args:
        chosen: whose it is.
        file: number of its file in the table.
        stamp: as written, or as it is kept.
        member: as the table names it.
        column: name of its column.
        cell: number of its cell, in a wide row.
        text: as written.
        nth: 1 for the second of two equal stamps, which the clocks made.
    """

    chosen: Chosen
    file: int
    stamp: Any
    member: str
    column: str
    cell: int
    text: str
    nth: int


def find_places(reading: Reading, file: SourceFile, rows: Sequence[Row]) -> dict[Chosen, Place]:
    """Return where the chosen readings of a file stand; its name alone where that is not found."""
    numbers = _numbers_of(file, reading, rows)
    places = {row.chosen: Place(file.name, row.column) for row in rows}
    if not isinstance(file, TextFile):
        known = [row for row in rows if row.chosen in numbers]
        return places | {
            row.chosen: file.place(numbers[row.chosen] + 1, row.column) for row in known
        }
    lines = {chosen: file.body + number + 1 for chosen, number in numbers.items()}
    if not _stand_there(file, reading.table, rows, lines):
        lines = _lines_of(file, reading.table, rows)
    known = [row for row in rows if row.chosen in lines]
    return places | {row.chosen: file.place(lines[row.chosen], row.column) for row in known}


def _numbers_of(file: SourceFile, reading: Reading, rows: Sequence[Row]) -> dict[Chosen, int]:
    """Find the numbers of rows, from 0, by stamp, member and text."""
    table = reading.table
    index = {name: i for i in range(len(table.columns)) for name in table.names(i)}
    alone = replace(reading, table=replace(table, files=(file,)))
    used = sorted({index[row.column] for row in rows})
    frame = alone.chosen(file, _ROW).select(_ROW, *alone.picked(file))
    frame = frame.select(_ROW, "s", "m", *(f"x{i}" for i in used))
    stamps = pl.LazyFrame({"s": [row.stamp for row in rows]}).unique()
    stamps = stamps.cast({"s": frame.collect_schema()["s"]})
    found = collect(frame.join(stamps, on="s", how="semi")).sort(_ROW)
    numbers: dict[tuple[Any, str], list[dict[str, Any]]] = defaultdict(list)
    for one in found.iter_rows(named=True):
        numbers[one["s"], one["m"]].append(one)
    known = {}
    for row in rows:
        at = index[row.column]
        texts = (
            (one[_ROW], one[f"x{at}"][row.cell] if table.wide else one[f"x{at}"])
            for one in numbers.get((row.stamp, row.member), ())
        )
        same = [number for number, text in texts if (text or "").strip() == row.text]
        if same:
            known[row.chosen] = same[min(row.nth, len(same) - 1)]
    return known


def _stand_there(
    file: TextFile, table: Table, rows: Sequence[Row], lines: Mapping[Chosen, int]
) -> bool:
    """Tell whether each reading stands in the line that its number leads to."""
    if len(lines) < len(rows):
        return False
    look = _Look(file, table, rows)
    texts = _read_lines(file.path, set(lines.values()))
    for row in rows:
        text = texts.get(lines[row.chosen])
        cells = next(csv.reader([text], delimiter=file.dialect.delimiter), None) if text else None
        if cells is None or not look.holds(look.widened(cells), row):
            return False
    return True


def _read_lines(path: Path, wanted: set[int]) -> dict[int, str]:
    """Return some lines of a text; every other one is only counted."""
    found: dict[int, str] = {}
    order = sorted(wanted, reverse=True)
    number, rest = 1, b""
    with open_binary(path) as stream:
        while order and (chunk := stream.read(CHUNK)):
            data = rest + chunk
            ends = data.count(b"\n")
            if order[-1] < number + ends:
                parts = data.split(b"\n")
                while order and order[-1] < number + ends:
                    line = order.pop()
                    found[line] = parts[line - number].decode("utf-8-sig", "replace").rstrip("\r")
            rest = data[data.rfind(b"\n") + 1 :]
            number += ends
    if order and rest:
        found[order[-1]] = rest.decode("utf-8-sig", "replace").rstrip("\r")
    return found


class _Look:
    """Compare the cells of a row with a chosen reading."""

    def __init__(self, file: TextFile, table: Table, rows: Sequence[Row]) -> None:
        self._table = table
        self._width = len(file.header)
        self._stamps = [file.at(name) for name in table.time]
        self._where = [(file.at(name), text) for name, text in table.where]
        self._member = None if table.member is None else file.at(table.member)
        self._columns = {row.column: file.at(row.column) for row in rows}

    def widened(self, cells: list[str]) -> list[str]:
        """Return the cells of a row, those that it lacks as empty ones."""
        return cells + [""] * (self._width - len(cells))

    def stamp(self, cells: Sequence[str]) -> str:
        """Return the stamp of a row."""
        return self._table.join_stamp([cells[at] for at in self._stamps]).strip()

    def holds(self, cells: Sequence[str], row: Row) -> bool:
        """Tell whether a row is that of a reading."""
        if cells[self._columns[row.column]].strip() != row.text:
            return False
        if self.stamp(cells) != str(row.stamp).strip():
            return False
        if self._member is not None and cells[self._member].strip() != row.member:
            return False
        return all(cells[at].strip() == text for at, text in self._where)


def _lines_of(file: TextFile, table: Table, rows: Sequence[Row]) -> dict[Chosen, int]:
    """Find the lines of readings by going through a text row by row."""
    look = _Look(file, table, rows)
    by_stamp: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_stamp[str(row.stamp).strip()].append(row)
    seen: dict[Chosen, int] = defaultdict(int)
    lines: dict[Chosen, int] = {}
    for line, short in file.rows():
        cells = look.widened(short)
        for row in by_stamp.get(look.stamp(cells), ()):
            if seen[row.chosen] <= row.nth and look.holds(cells, row):
                lines[row.chosen] = line
                seen[row.chosen] += 1
    return lines
