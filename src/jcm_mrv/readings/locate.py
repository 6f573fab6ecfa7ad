"""Find the physical lines of faulty cells; run only after a fault was found.

The fast pass knows that something is wrong but not where; this one reads the text line by
line and stops after the first twenty places.
"""

from __future__ import annotations

import csv
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.readings import stamps, zones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jcm_mrv.readings.opening import TextFile
    from jcm_mrv.readings.rows import Table
    from jcm_mrv.readings.table import Faults

MAX_PLACES = 20


def locate_faults(table: Table, faults: Faults) -> tuple[Finding, ...]:
    """Name the first places at which a table cannot be read."""
    found: list[Finding] = []
    for file in table.files:
        for finding in _file_faults(file, table, faults):
            found.append(finding)
            if len(found) == MAX_PLACES:
                return tuple(found)
    return tuple(found)


def locate_broken_rows(table: Table) -> tuple[Finding, ...]:
    """Name the first rows that do not have the cells of the header."""
    found: list[Finding] = []
    for file in table.files:
        width = len(file.header)
        for line, row in _rows(file, table.delimiter):
            if len(row) > width:
                message = (
                    f"the row has {len(row)} cells, the header {width}; check the delimiter, "
                    "or quote cells that hold it"
                )
                found.append(Finding("D103", "error", Place(file.name, line=line), message))
            if len(found) == MAX_PLACES:
                return tuple(found)
    return tuple(found)


def locate_values(
    table: Table, column: int, wanted: Callable[[str], bool]
) -> Iterator[tuple[Place, str, str]]:
    """Yield place, stamp and text of the cells of a column that satisfy a condition."""
    for file in table.files:
        stamp_at = file.header.index(table.time)
        value_at = file.header.index(table.columns[column].name)
        for line, row in _rows(file, table.delimiter):
            if value_at < len(row) and wanted(row[value_at]):
                place = Place(file.name, table.columns[column].name, line)
                yield place, row[stamp_at], row[value_at]


def _rows(file: TextFile, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    with file.path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        header = True
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                continue
            if not any(cell.strip() for cell in row):
                continue
            if header:
                header = False
                continue
            yield reader.line_num, row


def _file_faults(file: TextFile, table: Table, faults: Faults) -> Iterator[Finding]:
    places = [file.header.index(column.name) for column in table.columns]
    stamp_at = file.header.index(table.time)
    where = [(file.header.index(name), text) for name, text in table.where]
    for line, row in _rows(file, table.delimiter):
        cells = row + [""] * (len(file.header) - len(row))
        if any(cells[at].strip() != text for at, text in where):
            continue
        judged = _judge_stamp(cells[stamp_at].strip(), table, faults)
        if judged:
            code, message = judged
            yield Finding(code, "error", Place(file.name, table.time, line), message)
        for index, at in enumerate(places):
            yield from _judge_number(cells[at], index, table, faults, Place(file.name, "", line))


def _judge_number(
    text: str, index: int, table: Table, faults: Faults, place: Place
) -> Iterator[Finding]:
    name = table.columns[index].name
    at = Place(place.file, name, place.line)
    if faults.numbers and text in faults.numbers[index]:
        yield Finding("D106", "error", at, faults.numbers[index][text])
    if faults.long and text in faults.long[index]:
        shown = faults.long[index][text][:60]
        yield Finding(
            "D120",
            "error",
            at,
            f'"{shown}" has more digits than can be kept exactly (18 decimals, 20 before the '
            "point); declare decimals = N in the source to round readings to N decimals",
        )


def _judge_stamp(text: str, table: Table, faults: Faults) -> tuple[str, str] | None:
    moment = _parse(text, table)
    if moment is None:
        if not faults.stamps:
            return None
        shown = text if len(text) <= 40 else text[:40] + "…"
        return "D107", (
            f'"{shown}" is not a stamp of the declared time_format (expected such as '
            f'"{_example(table)}"); mend the row, or say with time_format how stamps are written'
        )
    naive, has_offset = moment
    if faults.years and not 1990 <= naive.year <= 2100:
        hint = ""
        if 1990 <= naive.year - 543 <= 2100:
            hint = f"; did you mean {naive.year - 543} (a Buddhist year)?"
        return "D128", f"the year {naive.year} is outside of 1990 to 2100{hint}"
    if has_offset:
        return None
    wall = zones.wall(naive)
    if faults.skipped and _within(wall, stamps.skipped_windows(table.clock)):
        return "D121", (
            f'"{text}" does not exist: the clocks skipped that hour; if the logger ignores '
            'daylight saving time, say so with clock = "-06:00" (its own offset)'
        )
    if faults.doubtful and _within(wall, stamps.repeated_windows(table.clock)):
        return "D122", (
            f'"{text}" occurs twice on that day and the order of the rows does not tell which '
            "is meant; export stamps with their offset, or declare the logger's clock"
        )
    return None


def _example(table: Table) -> str:
    """Return a stamp that the table's format would take."""
    plain = [form for _, form in table.patterns if "%.f" not in form]
    return datetime(2017, 12, 31, 18, 30).strftime(plain[-1])


def _within(moment: int, windows: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= moment < high for low, high in windows)


def _parse(text: str, table: Table) -> tuple[datetime, bool] | None:
    match = re.fullmatch(rf"(.*?)({stamps.OFFSET})?", text, re.ASCII)
    stem, offset = (match[1], match[2]) if match else (text, None)
    for pattern, strptime in table.patterns:
        if re.fullmatch(pattern, stem, re.ASCII):
            late = re.search(r"(?:[T ])24:00", stem) is not None
            plain = re.sub(r"([T ])24:", r"\g<1>00:", stem).replace(",", ".")
            form = strptime.replace("%.f", ".%f")
            try:
                moment = datetime.strptime(plain, form)
            except ValueError:
                return None
            return moment + timedelta(days=late), offset is not None
    return None
