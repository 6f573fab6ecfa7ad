"""The small CSV tables of a project: members, meters, amounts. Strict: nothing is guessed.

A project's readings are another matter (``jcm_mrv.readings``): these tables are written by
hand, in a fixed way: UTF-8, comma, decimal point, dates as 2017-03-01, one header line.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv import files
from jcm_mrv.errors import JcmMrvError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.numbers import NumberError, parse_number
from jcm_mrv.project import values
from jcm_mrv.project.model import InputFile
from jcm_mrv.shapes import nearest

if TYPE_CHECKING:
    from collections.abc import Collection
    from fractions import Fraction
    from pathlib import Path

MAX_BYTES = 16_000_000
MAX_ROWS = 100_000
MAX_FAULTS = 20

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(rf"{_DAY.pattern}[T ][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?")
_HEADING = re.compile(r"(.*?)\s*\[(.*)\]")


class TableFault(JcmMrvError):  # noqa: N818  (becomes a finding, not a refusal)
    """Something in a table cannot be used.

    Args:
        code: code of the finding.
        sentence: what is wrong, for a person.
        line: physical line, from 1, where one is concerned.
        column: heading of the column, where one is concerned.
    """

    def __init__(
        self, sentence: str, line: int | None = None, column: str = "", code: str = "P063"
    ) -> None:
        self.code, self.sentence, self.line, self.column = code, sentence, line, column
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row: its line, and the texts of the cells that are not blank, by heading."""

    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return a cell that has to be there."""
        if column not in self.cells:
            raise TableFault("the cell is empty", self.line, column)
        return self.cells[column]

    def number(self, column: str) -> Fraction | None:
        """Return a cell as an exact number; None where it is blank."""
        text = self.cells.get(column)
        try:
            return None if text is None else parse_number(text)
        except NumberError as error:
            hint = (
                "; write a decimal point and no separators of thousands" if "," in str(text) else ""
            )
            raise TableFault(f"{error}{hint}", self.line, column) from None

    def day(self, column: str) -> dt.date | None:
        """Return a cell as a date; None where it is blank."""
        moment = self.moment(column)
        if isinstance(moment, dt.datetime):
            raise TableFault("a date without a time is expected", self.line, column)
        return moment

    def moment(self, column: str) -> dt.date | None:
        """Return a cell as a date or a local date-time; None where it is blank."""
        text = self.cells.get(column)
        if text is None:
            return None
        moment: dt.date
        try:
            if _DAY.fullmatch(text):
                moment = dt.date.fromisoformat(text)
            elif _MOMENT.fullmatch(text):
                moment = dt.datetime.fromisoformat(text)
            else:
                raise ValueError
        except ValueError:
            raise TableFault(
                f'"{values.printable(text)}" is not a date; write it as 2017-03-01',
                self.line,
                column,
            ) from None
        if not values.FIRST_YEAR <= moment.year <= values.LAST_YEAR:
            raise TableFault(values.year_sentence(moment.year), self.line, column, "P043")
        return moment


@dataclass(frozen=True, slots=True)
class CsvTable:
    """Hold a table as texts.

    Args:
        input: which file it was.
        headings: as written, in order.
        heading_line: the line that they stand on.
        rows: those that are not blank.
    """

    input: InputFile
    headings: tuple[str, ...]
    heading_line: int
    rows: tuple[Row, ...]

    def finding(self, fault: TableFault) -> Finding:
        """Return a fault as a finding with its line and column."""
        place = Place(self.input.path, values.printable(fault.column), fault.line)
        return Finding(fault.code, "error", place, fault.sentence)

    def check_headings(self, known: Collection[str], needed: Collection[str]) -> list[Finding]:
        """Return a finding for each heading that is not known or not there."""
        faults = [
            TableFault(
                f'unknown column "{values.printable(name)}"{nearest(name, known)}',
                self.heading_line,
            )
            for name in self.headings
            if name not in known
        ]
        faults += [
            TableFault(
                f'column "{name}" is missing{nearest(name, self.headings)}', self.heading_line
            )
            for name in needed
            if name not in self.headings
        ]
        return [self.finding(fault) for fault in faults]


def read_table(folder: Path, name: str) -> CsvTable:
    """Read a table of the project.

    Raises:
        TableFault: no single readable file, or not a table.
    """
    if "*" in name or "?" in name:
        raise TableFault(f'"{values.printable(name)}" names several files; name one')
    try:
        (path,) = files.resolve(folder, name)
        data = files.read_bytes(path, MAX_BYTES)
    except files.FileFault as fault:
        raise TableFault(str(fault)) from None
    return parse_table(data, files.relative(folder, path))


def parse_table(data: bytes, name: str) -> CsvTable:
    """Return the bytes of a CSV file as a table.

    Raises:
        TableFault: the bytes are not UTF-8 text, not CSV, or have no header and rows of one
            length.
    """
    text = _decode(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    headings: tuple[str, ...] = ()
    heading_line = 1
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                if not headings:
                    headings, heading_line = _check_headings(stripped, name, line), line
                elif len(stripped) != len(headings):
                    raise TableFault(
                        f'"{name}" has {len(headings)} columns, but {len(stripped)} cells here;'
                        " a text with a comma goes in double quotes",
                        line,
                    )
                elif len(rows) == MAX_ROWS:
                    raise TableFault(f'"{name}" has more than {MAX_ROWS:,} rows', line)
                else:
                    filled = {h: c for h, c in zip(headings, stripped, strict=True) if c}
                    rows.append(Row(line, filled))
            line = reader.line_num + 1
    except csv.Error:
        raise TableFault(
            f'"{name}" is not CSV here: a double quote inside a cell is not closed, not doubled,'
            " or a cell is over 131,072 characters",
            line,
        ) from None
    if not headings:
        raise TableFault(f'"{name}" is empty; a line of column names is expected')
    digest = hashlib.sha256(data).hexdigest()
    identity = InputFile(name, digest, len(data), len(rows))
    return CsvTable(identity, headings, heading_line, tuple(rows))


def split_heading(heading: str) -> tuple[str, str | None]:
    """Return name and unit of a heading such as ``EF_RE [tCO2/MWh]``."""
    match = _HEADING.fullmatch(heading)
    return (match[1], match[2].strip()) if match else (heading, None)


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise TableFault(f'"{name}" is binary or UTF-16; save it as CSV in UTF-8')
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TableFault(f'"{name}" is not UTF-8; save it as CSV in UTF-8', line) from None
    if re.search(r"\r(?!\n)", text):
        raise TableFault(f'"{name}" has lines that end in a carriage return alone; save it with LF')
    return text


def _check_headings(cells: list[str], name: str, line: int) -> tuple[str, ...]:
    if len(cells) == 1 and re.search(r"[;\t]", cells[0]):
        raise TableFault(
            f'"{name}" separates columns by semicolon or tab; save it with commas', line
        )
    for number, heading in enumerate(cells, start=1):
        if not heading:
            raise TableFault(f"column {number} has no name", line)
        if heading in cells[: number - 1]:
            raise TableFault(f'column "{values.printable(heading)}" is written twice', line)
    return tuple(cells)
