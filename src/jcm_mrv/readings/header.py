"""The head of a table: names of the columns, by header rows or by letters, and their units."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from jcm_mrv.project.letters import letters_of, position_of
from jcm_mrv.readings.content import InputFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jcm_mrv.readings.dialect import Dialect

SAMPLE_ROWS = 50
MAX_COLUMNS = 10_000
JOINED = " / "
EMPTY = "the file is empty; a header line and rows of readings are expected; export it again"


@dataclass(frozen=True, slots=True)
class Head:
    """Hold what stands above the readings of a table, and the first of these.

    Args:
        names: of the columns; letters (``$A``) where there is no header.
        units: cells of the unit row; empty without one.
        sample: first rows of data, as texts.
        line: physical line of the header; 0 where there is none.
        body: physical lines above the readings.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    line: int
    body: int


def positions(names: Sequence[str], wanted: str) -> tuple[int, ...]:
    """Return where a column stands: by its name in the header, else by its letters."""
    found = tuple(at for at, name in enumerate(names) if name == wanted)
    at = None if found else position_of(wanted)
    return found if at is None else (at,) if at < len(names) else ()


def column_name(position: int) -> str:
    """Return the name that a column has while its table is read, whatever its header says."""
    return f"column_{position + 1}"


class _Lines:
    """Give the lines of a text, counted as they lie, without the comments between rows."""

    def __init__(self, lines: Iterable[str], comment: str | None, above: int) -> None:
        self._lines = iter(lines)
        self._comment = comment
        self.number = above
        self.fresh = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            self.number += 1
            # Inside of a quoted cell the mark is part of the text.
            if not (self.fresh and self._comment and line.startswith(self._comment)):
                self.fresh = False
                return line
        raise StopIteration


def read_rows(
    lines: Iterable[str],
    delimiter: str,
    comment: str | None = None,
    *,
    above: int = 0,
    lenient: bool = False,
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, each with its last physical line.

    Args:
        lines: of the text, each with its end.
        delimiter: separator of columns.
        comment: what a line of comment begins with.
        above: physical lines above the first one.
        lenient: whether a row with a cell longer than 128 KB is passed over.

    Raises:
        csv.Error: a cell is longer than 128 KB.
    """
    source = _Lines(lines, comment, above)
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        source.fresh = True
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if not lenient:
                raise
            continue
        if any(cell.strip() for cell in row):
            yield source.number, row


def read_head(text: str, dialect: Dialect) -> Head:
    """Read the head of a table.

    Args:
        text: the first part of the file, without a byte-order mark.
        dialect: how the file is written.

    Raises:
        InputFault: there is no header where one is declared, or nothing at all.
    """
    # Only a line feed ends a line here, as for what reads the rest of the file.
    lines = list(io.StringIO(text, newline="\n"))
    line = end = 0
    names: tuple[str, ...] = ()
    if dialect.header is None:
        end, first = _first_row(lines, dialect, 0)
        names, line = tuple(first), end
        if any("\n" in cell for cell in first):
            line = end - sum(cell.count("\n") for cell in first)
    elif dialect.header:
        rows = []
        for line in dialect.header:
            end, row = _header_row(lines, dialect, line)
            rows.append(row)
        names = join_rows(rows)
    units: tuple[str, ...] = ()
    if dialect.unit_row:
        end, cells = _first_row(lines, dialect, end)
        units = tuple(cell.strip() for cell in cells)
    sample = tuple(_sample(lines, dialect, end))
    if dialect.header == ():
        width = max(map(len, (units, *sample)), default=0)
        if not width:
            raise InputFault("D127", EMPTY)
        names = tuple(map(letters_of, range(width)))
    if len(names) > MAX_COLUMNS:
        raise InputFault(
            "D103",
            f"the table has {len(names):,} columns, and at most {MAX_COLUMNS:,} are read; check "
            "the delimiter, or export the columns that are needed",
            line or None,
        )
    return Head(names, units, sample, line, end)


def join_rows(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Join header rows by `` / ``.

    A blank cell of every row but the last takes the text on its left, as under merged cells.
    """
    if len(rows) == 1:
        return tuple(rows[0])
    width = max(map(len, rows))
    filled = []
    for row in rows[:-1]:
        last, texts = "", []
        for cell in [*row, *[""] * (width - len(row))]:
            last = cell.strip() or last
            texts.append(last)
        filled.append(texts)
    filled.append([cell.strip() for cell in rows[-1]])
    columns = zip_longest(*filled, fillvalue="")
    return tuple(JOINED.join(part for part in parts if part) for parts in columns)


def _first_row(lines: Sequence[str], dialect: Dialect, above: int) -> tuple[int, list[str]]:
    rows = read_rows(lines[above:], dialect.delimiter, dialect.comment, above=above)
    try:
        row = next(rows, None)
    except csv.Error:
        raise _no_header(above + 1) from None
    if row is None:
        raise InputFault("D127", EMPTY)
    return row


def _header_row(lines: Sequence[str], dialect: Dialect, line: int) -> tuple[int, list[str]]:
    if line > len(lines):
        raise InputFault(
            "D105",
            f"header_row names line {line}; the file has {len(lines)} lines; count its lines "
            "from 1, blank ones too",
        )
    if not lines[line - 1].strip(f"{dialect.delimiter}\r\n\t "):
        raise InputFault(
            "D105",
            f"header_row names line {line}, which is blank; count the lines of the file from 1, "
            "blank ones too",
            line,
        )
    # The line is meant as it lies, even where it begins as a comment does.
    try:
        return next(read_rows(lines[line - 1 :], dialect.delimiter, above=line - 1))
    except csv.Error:
        raise _no_header(line) from None


def _no_header(line: int) -> InputFault:
    return InputFault(
        "D103",
        "the header is no line of column names: a cell in it is longer than 128 KB or a quote is "
        "left open",
        line,
    )


def _sample(lines: Sequence[str], dialect: Dialect, above: int) -> Iterator[tuple[str, ...]]:
    rows = read_rows(lines[above:], dialect.delimiter, dialect.comment, above=above)
    try:
        for count, (_, row) in enumerate(rows):
            if count == SAMPLE_ROWS:
                return
            yield tuple(row)
    except csv.Error:
        return  # a cell of more than 128 KB; the rows before it are sample enough
