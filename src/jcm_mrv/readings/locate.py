"""Find the physical lines of faulty cells; run only after a fault was found.

The fast pass knows which texts are wrong but not where they stand; this one reads the files
row by row and stops after the first twenty places.
"""

from __future__ import annotations

import codecs
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.findings import Finding, Place
from jcm_mrv.readings.content import InputFault, read_chunks
from jcm_mrv.readings.opening import TextFile, not_utf8
from jcm_mrv.readings.parquet.reading import ParquetFile, collect_safely
from jcm_mrv.readings.rows import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jcm_mrv.readings.look import Faults
    from jcm_mrv.readings.rows import Table
    from jcm_mrv.readings.source_file import SourceFile

MAX_PLACES = 20
_ROW = "jcm-mrv row"


def locate_faults(table: Table, faults: Faults) -> tuple[Finding, ...]:
    """Name the first places at which a table cannot be read; at least one."""
    found: list[Finding] = []
    for file in table.files:
        for finding in _faults_in(file, table, faults):
            found.append(finding)
            if len(found) == MAX_PLACES:
                return tuple(found)
    if found:
        return tuple(found)
    known = [*faults.stamps.values(), *(one for many in faults.numbers for one in many.values())]
    code, message = known[0]
    return (Finding(code, "error", Place(_names(table)), message),)


def locate_broken_rows(table: Table, fault: InputFault) -> tuple[Finding, ...]:
    """Name the first rows that do not fit the header, where that is what is wrong.

    Args:
        table: the table that could not be read.
        fault: what to say where no row is found.
    """
    found: list[Finding] = []
    try:
        for file in table.files if fault.code == "D103" else ():
            if isinstance(file, ParquetFile):
                found += _unread(file, table)
                continue
            found += _not_text(file)
            for line, row in file.rows():
                if len(row) > len(file.header):
                    found.append(_broken(file, line, len(row)))
                if len(found) >= MAX_PLACES:
                    return tuple(found)
    except (InputFault, OSError):
        pass  # a file that has gone in the meantime has no lines to name
    return tuple(found) or (Finding(fault.code, "error", Place(_names(table)), fault.message),)


def _unread(file: ParquetFile, table: Table) -> list[Finding]:
    """Tell whether the columns of a Parquet file can be read to their end."""
    reading = Reading(replace(table, files=(file,)), None, False, ())
    try:
        collect_safely(reading.chosen(file).select(*reading.picked(file)).select(pl.all().count()))
    except InputFault as fault:
        return [Finding(fault.code, "error", Place(file.name), fault.message)]
    return []


def _broken(file: TextFile, line: int, width: int) -> Finding:
    message = (
        f"the row has {width} cells, the header {len(file.header)}; check the delimiter, or quote "
        "cells that hold it"
    )
    return Finding("D103", "error", file.place(line), message)


def _names(table: Table) -> str:
    return ", ".join(file.name for file in table.files[:3])


def _not_text(file: TextFile) -> list[Finding]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    position, line = 0, 1
    for chunk in read_chunks(file.path):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as fault:
            line += chunk.count(b"\n", 0, max(0, fault.start - held))
            message = not_utf8(position - held + fault.start)
            return [Finding("D103", "error", Place(file.name, line=line), message)]
        position, line = position + len(chunk), line + chunk.count(b"\n")
    return []


def _faults_in(file: SourceFile, table: Table, faults: Faults) -> Iterator[Finding]:
    if isinstance(file, ParquetFile):
        return _parquet_faults(file, table, faults)
    return _file_faults(file, table, faults)


def _file_faults(file: TextFile, table: Table, faults: Faults) -> Iterator[Finding]:
    columns = [
        (name, file.at(name), explained)
        for i, explained in enumerate(faults.numbers)
        for name in table.names(i)
        if explained
    ]
    readings = [file.at(name) for i in range(len(table.columns)) for name in table.names(i)]
    stamps_at = [file.at(name) for name in table.time]
    where = [(file.at(name), text) for name, text in table.where]
    width = len(file.header)
    for line, row in file.rows():
        cells = row + [""] * (width - len(row))
        if any(cells[at].strip() != text for at, text in where):
            continue
        stamp = table.join_stamp([cells[at] for at in stamps_at])
        # A row without stamp and readings is a blank one.
        blank = not stamp.strip() and not any(cells[at].strip() for at in readings)
        if not blank and (fault := _fault_of(stamp, faults.stamps)):
            yield _finding(file, table.time[0], line, stamp, fault)
        for name, at, explained in columns:
            if fault := _fault_of(cells[at], explained):
                yield _finding(file, name, line, cells[at], fault)


def _parquet_faults(file: ParquetFile, table: Table, faults: Faults) -> Iterator[Finding]:
    """Find the rows by another query; a Parquet file has no lines to go through."""
    reading = Reading(replace(table, files=(file,)), None, False, ())
    names = {i: table.names(i) for i, explained in enumerate(faults.numbers) if explained}
    cells = [(name, faults.numbers[i]) for i in names for name in names[i]]
    texts = [file.text(name).alias(f"cell {at}") for at, (name, _) in enumerate(cells)]
    stamp = pl.col("s") if table.stamps is None else reading.stamp_text()
    some = pl.any_horizontal(pl.col(f"x{i}").is_not_null() for i in range(len(table.columns)))
    frame = (
        reading.chosen(file, _ROW)
        .select(_ROW, *reading.picked(file), *texts)
        .with_columns(stamp.fill_null("").alias("stamp"))
    )
    bad = [_is_any("stamp", faults.stamps) & ((pl.col("stamp") != "") | some)]
    bad += [_is_any(f"cell {at}", explained) for at, (_, explained) in enumerate(cells)]
    found = collect_safely(
        frame.filter(pl.any_horizontal(bad))
        .select(_ROW, "stamp", *(f"cell {at}" for at in range(len(cells))))
        .head(MAX_PLACES)
    )
    for row, text, *others in found.iter_rows():
        if fault := _fault_of(text, faults.stamps):
            yield _finding(file, table.time[0], row + 1, text, fault)
        for (name, explained), cell in zip(cells, others, strict=True):
            if cell is not None and (fault := _fault_of(cell, explained)):
                yield _finding(file, name, row + 1, cell, fault)


def _is_any(column: str, explained: Mapping[str, tuple[str, str]]) -> pl.Expr:
    return pl.col(column).is_in(list(explained)) | pl.col(column).str.strip_chars().is_in(
        list(explained)
    )


def _fault_of(text: str, explained: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    return explained.get(text) or explained.get(text.strip())


def _finding(
    file: SourceFile, column: str, line: int, text: str, fault: tuple[str, str]
) -> Finding:
    code, message = fault
    if isinstance(file, TextFile) and file.sheet:
        from jcm_mrv.readings.workbook.doubts import explain_cell

        code, message = explain_cell(text.strip(), fault)
    return Finding(code, "error", file.place(line, column), message)
