"""The cells of one sheet of a workbook, from its XML (ECMA-376 part 1, 18.3).

A cell is read for what it holds, and never lost: what cannot be read stands in its row as a
text that no column of readings takes, and its place is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jcm_mrv.readings.workbook.cells import (
    PLAIN,
    SHORT,
    cell_name,
    column_of,
    render_moment,
    render_number,
)
from jcm_mrv.readings.workbook.kind import unusable
from jcm_mrv.readings.workbook.package import Handler, damaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jcm_mrv.readings.content import InputFault
    from jcm_mrv.readings.workbook.cells import Shown

MAX_CELLS = 3_000_000
MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
MAX_STYLES = 65_536
# A spreadsheet keeps at most 32,767 characters in a cell.
MAX_TEXT = 100_000
UNCACHED = "(formula without a value)"
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)

_DIGITS = "0123456789"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_BREAKS = re.compile(r"\r\n|[\x00-\x1f\x7f]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ATTRIBUTE = re.compile(r' ([A-Za-z]+)="([^"<>&]*)"')

_NAMED = r"[^<>/]*+"
_CELL = (
    rf'<c r="{{}}"({_NAMED})(?:/>|>(?:(<f){_NAMED}(?:/>|>[^<]*+</f>))?'
    rf"(?:(<v)(?: ?/>|>([^<]*+)</v>)|<is><t{_NAMED}>([^<]*+)</t></is>)?</c>)"
)
_PLAIN_CELL = re.compile(_CELL.format("([A-Z]{1,3})([0-9]{1,7})"))
_PLAIN_ROW = re.compile(
    rf'\s*+<row r="([0-9]{{1,7}})"({_NAMED})>((?:'
    + _CELL.format("[A-Z]{1,3}[0-9]{1,7}").replace("(<", "(?:<").replace(f"({_NAMED})", _NAMED)
    + r")*+)</row>"
)


@dataclass(frozen=True, slots=True)
class Book:
    """Hold what the sheets of a workbook share.

    Args:
        strings: the shared texts.
        shown: what the cell styles show of dates and times, by the number of the style.
        from_1904: whether days are counted from 1 January 1904.
        recalculated: whether the formulas wait to be calculated when the workbook is opened.
    """

    strings: Sequence[str]
    shown: Sequence[Shown | None]
    from_1904: bool = False
    recalculated: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """Hold what the attributes of a cell say.

    Args:
        kind: kind of its value.
        shown: what its format shows of a date or a time.
        bare: whether its value stands for itself: a number, with a decimal point.
    """

    kind: str
    shown: Shown | None
    bare: bool


def clean_text(text: str) -> str:
    """Return a text on one line, so that a row of the sheet is a line of the copy."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text if text.isprintable() else _BREAKS.sub(" ", text)


def clean_lines(text: str) -> str:
    """Return a text as :func:`clean_text` does, but with its own line ends kept."""
    lines = text.replace("\r\n", "\n").replace("_x000D_\n", "\n").split("\n")
    return "\n".join(map(clean_text, lines))


class SheetRows(Handler):
    """Take in the rows of a sheet.

    Attributes:
        rows: number and texts of the rows with cells that hold anything, until they are taken.
        uncached: by column, the rows of formulas without a value.
        errors: by column, the rows of error values.
        zeros: by column, the rows of formulas whose value is zero.
        formulas: by column, how many formulas have a value.
        plain: whether rows are written without a prefix, as far as was seen.
        ended: rows that the parser has come to the end of.
    """

    def __init__(self, book: Book, sheet: str, part: str, decimal: str) -> None:
        super().__init__()
        self.rows: list[tuple[int, list[str]]] = []
        self.uncached: dict[int, list[int]] = {}
        self.errors: dict[int, list[int]] = {}
        self.zeros: dict[int, list[int]] = {}
        self.formulas: dict[int, int] = {}
        self.plain: bool | None = None
        self.ended = 0
        self._book, self._sheet, self._part, self._decimal = book, sheet, part, decimal
        self._columns: dict[str, int] = {}
        self._styles: dict[str, Style] = {}
        self._count = self._row = 0
        self._cells: list[str] = []
        self._column = -1
        self._names: Mapping[str, int] = {}
        # The cell that the parser is in.
        self._attributes: dict[str, str] | None = None
        self._text = self._spill = ""
        self._taking = self._formula = self._valued = self._phonetic = False

    def namespace(self, prefix: str | None, space: str) -> None:
        """Take the declaration of a namespace."""
        if prefix is None:
            # A second one may give rows without a prefix another meaning.
            self.plain = self.plain is None and space in MAIN

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        self.depth += 1
        self.elements += 1
        kind = self._names.get(name)
        if kind == _CELL_KIND:
            if self._attributes is not None:
                raise damaged(self._part)
            self._attributes = attributes
        elif kind == _ROW_KIND:
            self._start_row(attributes.get("r", ""))
        elif kind is not None and self._attributes is not None:
            if kind == _FORMULA_KIND:
                self._formula = True
                self._spill = attributes.get("ref", "")
            elif kind == _PHONETIC_KIND:
                self._phonetic = True
            elif not self._phonetic:
                self._taking = self._valued = True
        elif not self._names:
            space, _, local = name.rpartition(" ")
            if local != "worksheet" or space not in MAIN:
                raise damaged(self._part)
            self._names = {f"{space} {known}": kind for known, kind in _KINDS.items()}

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        kind = self._names.get(name)
        if kind == _TEXT_KIND:
            self._taking = False
        elif kind == _CELL_KIND and self._attributes is not None:
            column = self._place(self._attributes.get("r"))
            if self._valued or self._formula:
                style = self._style(self._attributes.get("t"), self._attributes.get("s"))
                text = self._text if self._valued else None
                self._take(column, style, text, formula=self._formula)
                self._text = self._spill = ""
                self._formula = self._valued = False
            self._attributes = None
        elif kind == _ROW_KIND:
            self._end_row()
            self.ended += 1
        elif kind == _PHONETIC_KIND:
            self._phonetic = False

    def text(self, data: str) -> None:
        """Take a piece of text."""
        if self._taking:
            self._text += data
            if len(self._text) > MAX_TEXT:
                raise damaged(self._part)

    def take_plain(self, text: str) -> bool:
        """Take a row in plain spelling; return whether it was one.

        Args:
            text: from behind a row to the end of the next.
        """
        row = _PLAIN_ROW.fullmatch(text)
        if row is None or "&" in text or "xmlns" in text or 'ref="' in text:
            return False
        self._start_row(row[1])
        number, columns, styles, last = row[1], self._columns, self._styles, -1
        cells = self._cells
        for letters, digits, attributes, formula, valued, value, inline in _PLAIN_CELL.findall(
            row[3]
        ):
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_of(letters)
            if digits != number or not last < column < MAX_COLUMN:
                raise damaged(self._part)
            last = column
            if not (valued or inline or formula):
                continue
            style = styles.get(attributes)
            if style is None:
                known = dict(_ATTRIBUTE.findall(attributes))
                if len(styles) > MAX_STYLES:
                    styles.clear()  # no workbook has so many; they are not to fill the memory
                style = styles[attributes] = self._style(known.get("t"), known.get("s"))
            if style.bare and not formula and len(value) <= SHORT and PLAIN(value):
                # What most cells are, without the calls that the others need.
                while len(cells) < column:
                    cells.append("")
                cells.append(value)
                self._count += 1
                continue
            text = value or inline
            self._take(column, style, text if valued or inline else None, formula=bool(formula))
        self._end_row()
        return True

    def _start_row(self, number: str) -> None:
        known = number.isascii() and number.isdigit() and len(number) < 8
        row = int(number) if known else self._row + 1
        if not self._row < row <= MAX_ROW or self._cells or number not in ("", str(row)):
            raise damaged(self._part)
        self._row, self._column = row, -1

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append((self._row, self._cells))
            self._cells = []
            if self._count > MAX_CELLS:
                raise unusable(
                    f"a sheet of the workbook holds more than {MAX_CELLS:,} cells with values; "
                    "split it, or export CSV or Parquet"
                )

    def _place(self, reference: str | None) -> int:
        """Return the column of a cell; one without a name stands behind the one before."""
        column = self._column + 1
        if reference is not None:
            letters = reference.rstrip(_DIGITS)
            column = column_of(letters)
            if reference[len(letters) :] != str(self._row):
                raise damaged(self._part)
        if not self._column < column < MAX_COLUMN:
            raise damaged(self._part)
        self._column = column
        return column

    def _style(self, kind: str | None, number: str | None) -> Style:
        shown = self._book.shown
        known = number is not None and number.isascii() and number.isdigit() and len(number) < 7
        place = int(number) if known and number else 0
        form = shown[place] if place < len(shown) else None
        bare = (kind or "n") == "n" and form is None and self._decimal == "."
        return Style(kind or "n", form, bare)

    def _take(self, column: int, style: Style, text: str | None, *, formula: bool) -> None:
        """Take a cell with a value, or with a formula; ``text`` is None without a value."""
        if found := self._value(column, style, text, formula=formula):
            self._append(column, found)

    def _append(self, column: int, text: str) -> None:
        self._count += 1
        cells = self._cells
        if len(cells) < column:
            cells.extend([""] * (column - len(cells)))
        cells.append(text)

    def _value(self, column: int, style: Style, text: str | None, *, formula: bool) -> str:
        kind = style.kind
        if formula:
            if text is None or (kind != "str" and not text.strip()):
                return self._without_value(column)
            self.formulas[column] = self.formulas.get(column, 0) + 1
        if text is None:
            return ""
        if kind == "n":
            return self._number(column, style.shown, text.strip(), formula=formula)
        if kind == "s":
            text = text.strip()
            place = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
            if not 0 <= place < len(self._book.strings):
                raise self._broken(column, "names a text that the workbook does not hold")
            return self._book.strings[place]
        if kind in ("str", "inlineStr", "d"):
            return clean_text(text)
        if kind == "e":
            self.errors.setdefault(column, []).append(self._row)
            return clean_text(text.strip())
        if kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        raise self._broken(column, "is of a kind that is not known")

    def _number(self, column: int, shown: Shown | None, text: str, *, formula: bool) -> str:
        if not text:
            return ""
        if shown and (moment := render_moment(text, shown, from_1904=self._book.from_1904)):
            return moment
        text = render_number(text) or clean_text(text)
        if formula and text in ("0", "-0"):
            self.zeros.setdefault(column, []).append(self._row)
        return text if self._decimal == "." else text.replace(".", self._decimal)

    def _without_value(self, column: int) -> str:
        columns = [column]
        # The other cells of an array formula do not stand in the file without their values.
        if spill := _RANGE.fullmatch(self._spill):
            columns += range(column + 1, min(column_of(spill[3]), MAX_COLUMN - 1) + 1)
        for each in columns:
            self.uncached.setdefault(each, []).append(self._row)
        return UNCACHED

    def _broken(self, column: int, what: str) -> InputFault:
        fault = unusable(
            f"the cell {what}; open the workbook in a spreadsheet program and save it again"
        )
        fault.at = cell_name(self._sheet, column, self._row)
        return fault


_ROW_KIND, _CELL_KIND, _TEXT_KIND, _FORMULA_KIND, _PHONETIC_KIND = range(5)
_KINDS = {
    "row": _ROW_KIND,
    "c": _CELL_KIND,
    "v": _TEXT_KIND,
    "t": _TEXT_KIND,
    "f": _FORMULA_KIND,
    "rPh": _PHONETIC_KIND,
}
