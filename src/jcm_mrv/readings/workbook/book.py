"""Workbooks as files of readings: one sheet becomes a scratch text file, row n on line n.

What is read is what the cells hold: no formula is calculated, no macro is run, no link to
another file is followed. A row of the sheet is a line of the text, blank rows too, so that
every other key of a source means the same for a workbook as for a CSV file.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from jcm_mrv.files import nearest
from jcm_mrv.numbers import printable
from jcm_mrv.readings import content
from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.workbook.cells import BUILT_IN, Shown, cell_name, parse_format
from jcm_mrv.readings.workbook.kind import unusable
from jcm_mrv.readings.workbook.package import (
    MAX_UNPACKED_BYTES,
    Handler,
    Package,
    damaged,
    open_package,
    read_relations,
)
from jcm_mrv.readings.workbook.rows import read_rows
from jcm_mrv.readings.workbook.sheet import Book, SheetRows, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

"""What the name of a workbook ends in, in small letters."""

MAX_STRINGS = 2_000_000
MAX_STRING_CHARACTERS = 64_000_000
MAX_SHEETS = 1_000
MAX_WIDTH = 2_000
HEAD_ROWS = 1_000
SHOWN_SHEETS = 12

_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold where a text came from: one sheet of a workbook.

    Args:
        name: name of the sheet.
        uncached: by column from 0, the rows of formulas without a value.
        errors: by column, the rows of error values.
    """

    name: str
    uncached: Mapping[int, tuple[int, ...]] = field(default_factory=dict, hash=False)
    errors: Mapping[int, tuple[int, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Workbook:
    """Hold an open workbook.

    Args:
        package: its parts.
        sheets: name and part of its sheets that may be read without being named.
        hidden: the same of the others.
        book: what the sheets share.
    """

    package: Package
    sheets: Mapping[str, str]
    hidden: Mapping[str, str]
    book: Book


@contextmanager
def open_workbook(
    path: Path, name: str, clean: Callable[[str], str] = clean_text
) -> Iterator[Workbook]:
    """Open a workbook.

    Args:
        path: a regular file inside of the project's folder.
        name: its name in messages.
        clean: what is done to the shared texts.

    Raises:
        InputFault: it cannot be used.
    """
    with open_package(path, name) as package:
        yield _read_workbook(package, clean)


def _read_workbook(package: Package, clean: Callable[[str], str]) -> Workbook:
    if package.has("xl/workbook.bin") or package.has("content.xml"):
        kind = ".xlsb" if package.has("xl/workbook.bin") else ".ods"
        raise unusable(f"the workbook is {kind}; save it as .xlsx, or export CSV")
    main = next(
        (part for kind, part in read_relations(package, "").values() if kind == "officeDocument"),
        "",
    )
    parts = read_relations(package, main) if main else {}
    if not main or not any(kind == "worksheet" for kind, _ in parts.values()):
        raise unusable("the file is a zip, but holds no sheets; expected a workbook (.xlsx)")
    about = _About()
    package.parse(main, about)
    of_kind = dict(parts.values())
    sheets: dict[str, str] = {}
    hidden: dict[str, str] = {}
    for sheet, relation, visible in about.sheets:
        kind, part = parts.get(relation, ("", ""))
        if sheet in sheets or sheet in hidden:
            raise damaged(main)  # which of two sheets of one name is meant, nobody can say
        if kind == "worksheet":
            (sheets if visible else hidden)[sheet] = part
    strings, styles = _Strings(clean), _Styles()
    if "sharedStrings" in of_kind:
        package.parse(of_kind["sharedStrings"], strings, MAX_UNPACKED_BYTES)
    if "styles" in of_kind:
        package.parse(of_kind["styles"], styles)
    shown = tuple(styles.formats.get(number) for number in styles.cells)
    book = Book(strings.found, shown, about.from_1904, about.recalculated)
    return Workbook(package, sheets, hidden, book)


def choose_sheet(workbook: Workbook, wanted: str | None) -> str:
    """Return the name of the sheet that is meant.

    Args:
        workbook: the workbook.
        wanted: as the source names it; None means the only visible one that is not empty.

    Raises:
        InputFault: there is no such sheet, or more than one may be meant.
    """
    if wanted is not None:
        if wanted in workbook.sheets or wanted in workbook.hidden:
            return wanted
        every = [*workbook.sheets, *workbook.hidden]
        near = nearest(wanted, every)
        hint = f'; did you mean "{printable(near)}"?' if near else ""
        raise InputFault(
            "D139", f'no sheet "{printable(wanted)}" (the workbook has {_listed(every)}){hint}'
        )
    filled = list(workbook.sheets)
    if len(filled) != 1:
        filled = [name for name in filled if _has_cells(workbook, name)]
    if len(filled) == 1:
        return filled[0]
    if not filled and workbook.hidden:
        raise InputFault(
            "D139",
            f"every sheet with cells is hidden ({_listed([*workbook.hidden])}); name the one "
            "with the readings: sheet = ...",
        )
    if not filled:
        raise InputFault("D127", "the workbook is empty; a header and readings are expected")
    raise InputFault(
        "D139",
        f"the workbook has {len(filled)} sheets with cells ({_listed(filled)}); name the one with "
        f'the readings: sheet = "{printable(filled[0])}", or several: sheet = [...]',
    )


def write_sheet(
    workbook: Workbook, sheet: str, file: str, *, delimiter: str, decimal: str, scratch: Path
) -> tuple[Path, Sheet]:
    """Write a sheet as text, row n on line n; return the copy and where it came from.

    Args:
        workbook: the workbook.
        sheet: name of the sheet.
        file: name of the file.
        delimiter: what parts the cells.
        decimal: decimal mark of the numbers.
        scratch: folder for the copy.

    Raises:
        InputFault: the sheet is empty, damaged or too large.
    """
    part = workbook.sheets.get(sheet) or workbook.hidden[sheet]
    rows = SheetRows(workbook.book, sheet, part, decimal)
    path = content.write_copy(
        scratch,
        file,
        _lines(_bounded(read_rows(workbook.package, part, rows), sheet), delimiter, scratch),
    )
    if path.stat().st_size == 0:
        raise InputFault(
            "D127", f'the sheet "{printable(sheet)}" is empty; a header and readings are expected'
        )
    return path, Sheet(sheet, _uncached(rows, workbook.book), _frozen(rows.errors))


def _uncached(rows: SheetRows, book: Book) -> Mapping[int, tuple[int, ...]]:
    """Return the formulas without a value.

    A program that cannot calculate may write zero for every formula, and asks for a calculation
    when the workbook is opened; a column of such zeros was never calculated.
    """
    found = dict(rows.uncached)
    for column, zeros in rows.zeros.items() if book.recalculated else ():
        if len(zeros) == rows.formulas[column]:
            found[column] = sorted({*found.get(column, []), *zeros})
    return _frozen(found)


def _frozen(rows: Mapping[int, Sequence[int]]) -> Mapping[int, tuple[int, ...]]:
    return {column: tuple(rows[column]) for column in sorted(rows)}


def _bounded(rows: Iterator[tuple[int, list[str]]], sheet: str) -> Iterator[tuple[int, list[str]]]:
    """Refuse a row that is wider than what reads it can bear."""
    for number, cells in rows:
        if len(cells) > MAX_WIDTH:
            fault = unusable(
                f"the cell lies beyond the first {MAX_WIDTH:,} columns; clear what stands there, "
                "or export a table that is long, not wide"
            )
            fault.at = cell_name(sheet, len(cells) - 1, number)
            raise fault
        yield number, cells


def _lines(rows: Iterator[tuple[int, list[str]]], delimiter: str, scratch: Path) -> Iterator[bytes]:
    """Give the text of rows, the first ones as wide as the widest.

    A header that is narrower than a row below it would pass for a fault of that row; what
    stands in a cell beyond the header belongs to no column that is asked for.
    """
    head: list[list[str]] = []
    width = 0
    with TemporaryFile(dir=scratch) as rest:
        last = HEAD_ROWS
        for number, cells in rows:
            width = max(width, len(cells))
            if number <= HEAD_ROWS:
                head += [[] for _ in range(number - len(head) - 1)]
                head.append(cells)
            else:
                rest.write(b"\n" * (number - last - 1) + _line(cells, delimiter))
                last = number
        beyond = rest.tell() > 0
        head += [[] for _ in range(HEAD_ROWS - len(head) if beyond else 0)]
        for cells in head:
            padded = cells + [""] * (width - len(cells)) if cells else cells
            yield _line(padded, delimiter)
        rest.seek(0)
        while piece := rest.read(content.CHUNK_BYTES):
            yield piece


def _line(cells: Sequence[str], delimiter: str) -> bytes:
    line = delimiter.join(cells)
    if '"' in line or line.count(delimiter) >= max(1, len(cells)):
        line = delimiter.join(
            '"' + cell.replace('"', '""') + '"' if '"' in cell or delimiter in cell else cell
            for cell in cells
        )
    return f"{line}\n".encode()


def _has_cells(workbook: Workbook, sheet: str) -> bool:
    part = workbook.sheets[sheet]
    rows = read_rows(workbook.package, part, SheetRows(workbook.book, sheet, part, "."))
    return next(rows, None) is not None


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f'"{printable(name)}"' for name in names[:SHOWN_SHEETS])
    more = len(names) - SHOWN_SHEETS
    return f"{shown} and {more} more" if more > 0 else shown


class _About(Handler):
    """Take in the part that lists the sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = self.recalculated = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            visible = attributes.get("state", "visible") == "visible"
            self.sheets.append((clean_text(attributes.get("name", "")), relation, visible))
            if len(self.sheets) > MAX_SHEETS:
                raise unusable(f"the workbook has more than {MAX_SHEETS:,} sheets; split it")
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in _TRUE
        elif name == "calcPr":
            self.recalculated = attributes.get("fullCalcOnLoad", "0") in _TRUE


class _Strings(Handler):
    """Take in the texts that cells share; the reading of a word beside it is left out."""

    def __init__(self, clean: Callable[[str], str]) -> None:
        super().__init__()
        self.found: list[str] = []
        self._clean = clean
        self._pieces: list[str] = []
        self._taking = self._phonetic = False
        self._size = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._taking = not self._phonetic
        elif name == "rPh":
            self._phonetic = True

    def closed(self, name: str) -> None:
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            text = "".join(self._pieces)
            self._pieces.clear()
            self.found.append(self._clean(text))
            if len(self.found) > MAX_STRINGS:
                raise unusable(
                    f"the workbook holds more than {MAX_STRINGS:,} different texts; split it, or "
                    "export CSV"
                )

    def text(self, data: str) -> None:
        if self._taking:
            self._pieces.append(data)
            self._size += len(data)
            if self._size > MAX_STRING_CHARACTERS:
                raise unusable(
                    f"the workbook holds more than {MAX_STRING_CHARACTERS:,} characters of text; "
                    "split it, or export CSV"
                )


class _Styles(Handler):
    """Take in what the styles of cells show of dates and times."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[int, Shown | None] = dict(BUILT_IN)
        self.cells: list[int] = []
        self._inside = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            number = _number(attributes.get("numFmtId", ""))
            self.formats[number] = parse_format(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.cells.append(_number(attributes.get("numFmtId", "0")))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise damaged("its styles")
    return int(text)
