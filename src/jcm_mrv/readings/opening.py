"""Open an input file safely: sniff it, and make plain UTF-8 text of it.

A file is refused before it is parsed when it is empty, binary, UTF-16 without a declared
encoding, ended by carriage returns alone, or holds a line over 1 MB (contracts 5): each of
these reads as nothing or as garbage in silence elsewhere.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from jcm_mrv.findings import Place
from jcm_mrv.numbers import printable
from jcm_mrv.readings import content
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.header import EMPTY, column_name, positions, read_head, read_rows
from jcm_mrv.readings.workbook.kind import OLE, ZIP, is_workbook_name, unusable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from jcm_mrv.readings.dialect import Dialect
    from jcm_mrv.readings.workbook.book import Sheet

SNIFF_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class TextFile:
    """Hold a file that is ready to be parsed.

    Args:
        name: POSIX path relative to the project's folder.
        original: the file as it lies.
        path: plain UTF-8 text to parse: the original, or an unpacked or recoded copy.
        header: names of the columns.
        sample: first rows of data, as texts.
        dialect: how the text is written.
        units: cells of the unit row, where there is one.
        line: physical line of the header; 0 where there is none.
        body: physical lines above the readings.
        exponents: whether its first MiB, or its copy, may hold a number with an exponent.
        sheet: the sheet that the text was made of, in a workbook.
    """

    name: str
    original: Path
    path: Path
    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    dialect: Dialect
    units: tuple[str, ...] = ()
    line: int = 1
    body: int = 1
    exponents: bool = True
    sheet: Sheet | None = None

    def at(self, name: str) -> int:
        """Return the position of a column of the header, from 0."""
        return positions(self.header, name)[0]

    def column(self, name: str) -> str:
        """Return the name that a column has in :meth:`scan`."""
        return column_name(self.at(name))

    def scan(self, row: str | None = None) -> pl.LazyFrame:
        """Return the rows as texts, in columns named by their position.

        Args:
            row: name of a further column with the number of each row; None leaves it out.
        """
        return pl.scan_csv(
            self.path,
            separator=self.dialect.delimiter,
            has_header=False,
            skip_lines=self.body,
            comment_prefix=self.dialect.comment,
            schema={column_name(at): pl.String for at in range(len(self.header))},
            missing_columns="insert",
            raise_if_empty=False,
            glob=False,
            row_index_name=row,
        )

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of data with their physical lines; blank ones are left out."""
        with self.path.open(encoding="utf-8-sig", errors="replace", newline="\n") as stream:
            for _ in range(self.body):
                next(stream, None)
            dialect = self.dialect
            yield from read_rows(
                stream, dialect.delimiter, dialect.comment, above=self.body, lenient=True
            )

    @property
    def as_it_lies(self) -> bool:
        """Tell whether the bytes of the file are text that is parsed as it lies."""
        return self.path == self.original

    def text(self, name: str) -> pl.Expr:
        """Return the texts of a column of :meth:`scan`."""
        return pl.col(self.column(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the first texts of a column."""
        at = self.at(name)
        return tuple(row[at] if at < len(row) else "" for row in self.sample)

    def rest(self, used: Collection[str]) -> pl.Expr:
        """Touch the columns that nobody asks for.

        polars counts the cells of a row only where it parses all columns; a decimal comma that
        looks like one cell more would shift the others in silence.

        Args:
            used: names of the columns of :meth:`scan` that are asked for, and of no others.
        """
        others = (column_name(at) for at in range(len(self.header)))
        rest = [pl.col(name).is_null() for name in others if name not in used]
        return pl.any_horizontal(rest) if rest else pl.lit(False)

    def header_place(self) -> Place:
        """Return the place of the names of the columns, or of the first row without any."""
        return self.place(self.line or 1)

    def place(self, row: int, column: str = "") -> Place:
        """Return the place of a cell in the file as it lies."""
        if self.sheet is None:
            return Place(self.name, column, row)
        from jcm_mrv.readings.workbook.cells import cell_name

        # Where several columns are named, the first one leads to the row.
        known = [one for one in (column, column.partition(", ")[0]) if one]
        at = next((found[0] for one in known if (found := positions(self.header, one))), None)
        return Place(self.name, cell_name(self.sheet.name, at, row))


def open_text(path: Path, name: str, dialect: Dialect, scratch: Path) -> TextFile:
    """Make a file ready to be parsed.

    Args:
        path: a regular file inside the project's folder.
        name: its name in messages.
        dialect: how the source says that it is written.
        scratch: folder for unpacked and recoded copies.

    Raises:
        InputFault: the file is not text of the declared kind.
    """
    if is_workbook_name(name):
        return _open_sheet(path, name, dialect, scratch)
    if dialect.sheet is not None:
        raise InputFault(
            "D139",
            f'the file is no workbook and has no sheet "{printable(dialect.sheet)}"; leave sheet '
            "out, or read workbooks in a source of their own",
        )
    head, plain = _head(path), path
    if head.startswith((ZIP, OLE)):
        raise unusable(
            "the file is a workbook, or another packed file, under the name of a text; rename it "
            "to .xlsx if that is what it is, or export CSV"
        )
    if head.startswith(content.GZIP):
        plain = content.write_copy(scratch, name, content.unpack(content.read_chunks(path)))
        head = _head(plain)
    _refuse_marks(head, dialect.encoding)
    if dialect.encoding != "utf-8":
        recoded = content.recode(content.read_chunks(plain), dialect.encoding)
        plain = content.write_copy(scratch, name, recoded)
        head = _head(plain)
    return _read_text(path, plain, head, name, dialect)


def _open_sheet(path: Path, name: str, dialect: Dialect, scratch: Path) -> TextFile:
    from jcm_mrv.readings.workbook.book import choose_sheet, open_workbook, write_sheet
    from jcm_mrv.readings.workbook.cells import cell_name

    with open_workbook(path, name) as workbook:
        wanted = choose_sheet(workbook, dialect.sheet)
        plain, sheet = write_sheet(
            workbook,
            wanted,
            name,
            delimiter=dialect.delimiter,
            decimal=dialect.decimal,
            scratch=scratch,
        )
    try:
        file = _read_text(path, plain, _head(plain), name, dialect)
    except InputFault as fault:
        if fault.line is not None:
            fault.at, fault.line = cell_name(sheet.name, None, fault.line), None
        raise
    return replace(file, sheet=sheet)


def _read_text(path: Path, plain: Path, head: bytes, name: str, dialect: Dialect) -> TextFile:
    _refuse_foreign(head)
    text = head.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    found = read_head(text, dialect)
    # Of a copy no byte is looked at again; in a file as it lies the digest sees the rest.
    rows = head.split(b"\n", found.body)[-1]
    exponents = plain != path or content.may_hold_exponents(rows)
    return TextFile(
        name,
        path,
        plain,
        found.names,
        found.sample,
        dialect,
        found.units,
        found.line,
        found.body,
        exponents,
    )


def _head(path: Path) -> bytes:
    head = next(content.read_chunks(path), b"")
    if not head.strip():
        raise InputFault("D127", EMPTY)
    return head


def _refuse_marks(head: bytes, encoding: str) -> None:
    if head.startswith(content.UTF_16) and encoding != "utf-16":
        raise InputFault(
            "D103", 'the file is UTF-16; say so with encoding = "utf-16" or save it as UTF-8'
        )
    if head.startswith(codecs.BOM_UTF8) and encoding != "utf-8":
        raise InputFault(
            "D103", f'the file starts with the mark of UTF-8; leave out encoding = "{encoding}"'
        )


def _refuse_foreign(head: bytes) -> None:
    if b"\0" in head[:SNIFF_BYTES]:
        raise InputFault(
            "D103", "the file holds NUL bytes: it is binary or UTF-16, expected UTF-8 text (CSV)"
        )
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError as fault:
        line = head.count(b"\n", 0, fault.start) + 1
        raise InputFault("D103", not_utf8(fault.start), line) from None
    if b"\n" not in head and b"\r" in head:
        raise InputFault(
            "D103",
            "lines end with a carriage return alone (an old Macintosh file); "
            "save it with line feeds",
        )
    if b"\n" not in head and len(head) == content.CHUNK_BYTES:
        raise content.long_line(0)


def not_utf8(position: int) -> str:
    """Say that a byte is none of UTF-8."""
    return (
        f"byte {position:,} is not UTF-8; declare the encoding of the file, such as "
        'encoding = "cp1252" or "shift_jis"'
    )
