"""A workbook cell by cell, values and formulas side by side; for workbooks that are no readings.

Nothing is calculated, no macro is run, no link is followed. What is hidden is read like all the
rest, and its places are told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from jcm_mrv.readings.workbook.book import open_workbook
from jcm_mrv.readings.workbook.cells import render_moment, render_number
from jcm_mrv.readings.workbook.formulas import MAX_FORMULA, shift_formula
from jcm_mrv.readings.workbook.kind import unusable
from jcm_mrv.readings.workbook.package import damaged
from jcm_mrv.readings.workbook.rows import read_rows
from jcm_mrv.readings.workbook.sheet import SheetRows, clean_lines, clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jcm_mrv.readings.workbook.book import Workbook
    from jcm_mrv.readings.workbook.sheet import Style

CellKind = Literal["number", "moment", "text", "truth", "error", "nothing"]

MAX_WHOLE_CELLS = 500_000
MAX_FORMULA_CHARACTERS = 16_000_000
MAX_HIDDEN_COLUMNS = 16_384
_TRUE = ("1", "true", "on")
_ACTIVE = {
    "vbaProject": "macros",
    "externalLink": "links to other files",
    "connections": "connections to data",
    "xlMacrosheet": "macros",
    "xlIntlMacrosheet": "macros",
    "dialogsheet": "dialogs",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold what one cell of a workbook holds.

    Args:
        kind: of its value; ``nothing`` where a formula has no stored value.
        text: the value: a number as the shortest decimal that reads back, a date as ISO.
        formula: without its sign of equality; None where the cell has none.
        array: the formula is one for a range.
    """

    kind: CellKind
    text: str
    formula: str | None = None
    array: bool = False


@dataclass(frozen=True, slots=True)
class WholeSheet:
    """Hold a sheet.

    Args:
        name: of the sheet.
        cells: what is not blank, by row and column from 0.
        hidden: the whole sheet is hidden.
        hidden_rows: rows from 0 that are hidden.
        hidden_columns: columns from 0 that are hidden.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default=frozenset())
    hidden_columns: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class WholeBook:
    """Hold a workbook.

    Args:
        sheets: by name, the visible ones first.
        active: what it brings beside sheets that could act, in words.
    """

    sheets: Mapping[str, WholeSheet]
    active: tuple[str, ...] = ()


def read_whole(path: Path, name: str) -> WholeBook:
    """Return every cell of a workbook.

    Args:
        path: the workbook.
        name: its name in messages.

    Raises:
        InputFault: it is not a workbook that may be read.
    """
    with open_workbook(path, name, clean_lines) as workbook:
        budget = _Budget()
        sheets = {
            each: _read_sheet(workbook, each, part, budget, hidden=hidden)
            for hidden, parts in ((False, workbook.sheets), (True, workbook.hidden))
            for each, part in parts.items()
        }
        return WholeBook(sheets, _active(workbook))


def list_sheets(path: Path, name: str) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook, without a look into them.

    Raises:
        InputFault: it is not a workbook that may be read.
    """
    with open_workbook(path, name) as workbook:
        return (*workbook.sheets, *workbook.hidden)


def _active(workbook: Workbook) -> tuple[str, ...]:
    found = {
        words
        for entry in workbook.package.entries
        for kind, words in _ACTIVE.items()
        if entry.startswith("xl/") and entry.rpartition("/")[2].startswith(kind.casefold())
    }
    return tuple(sorted(found))


def _read_sheet(
    workbook: Workbook, name: str, part: str, budget: _Budget, *, hidden: bool
) -> WholeSheet:
    rows = _Whole(workbook, name, part, budget)
    for _ in read_rows(workbook.package, part, rows):
        pass  # cells are kept, rows of texts are not
    return WholeSheet(
        name, rows.found, hidden, frozenset(rows.hidden_rows), frozenset(rows.hidden_columns)
    )


class _Budget:
    """Count what a whole workbook may hold, all of its sheets together."""

    def __init__(self) -> None:
        self.cells = MAX_WHOLE_CELLS
        self.characters = MAX_FORMULA_CHARACTERS

    def spend(self, characters: int) -> None:
        self.cells -= 1
        self.characters -= characters
        if self.cells < 0:
            raise unusable(
                f"the workbook holds more than {MAX_WHOLE_CELLS:,} cells, more than any of this "
                "layout"
            )
        if self.characters < 0:
            raise unusable(
                f"the formulas of the workbook are longer than {MAX_FORMULA_CHARACTERS:,} "
                "characters in all, more than any of this layout"
            )


class _Whole(SheetRows):
    """Keep every cell with its formula; the rows themselves are not wanted."""

    def __init__(self, workbook: Workbook, sheet: str, part: str, budget: _Budget) -> None:
        super().__init__(workbook.book, sheet, part, ".")
        self.found: dict[tuple[int, int], Cell] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._budget = budget
        self._shared: dict[str, tuple[int, int, str]] = {}
        self._function: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._in_function = False

    def take_plain(self, text: str) -> bool:
        """Leave every row to the parser, which sees formulas."""
        return False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        super().start(name, attributes)
        local = name.rpartition(" ")[2]
        if local == "f" and self._attributes is not None and self._names.get(name) is not None:
            self._function, self._pieces, self._length = attributes, [], 0
            self._in_function = True
        elif local == "row" and attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(self._row - 1)
        elif local == "col" and attributes.get("hidden") in _TRUE:
            self._hide(attributes.get("min", ""), attributes.get("max", ""))

    def _hide(self, first: str, last: str) -> None:
        for text in (first, last):
            if not (text.isascii() and text.isdigit() and len(text) < 6):
                raise damaged(self._part)
        end = min(int(last), MAX_HIDDEN_COLUMNS)
        self.hidden_columns.update(range(int(first) - 1, end))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        local = name.rpartition(" ")[2]
        if local == "f":
            self._in_function = False
        super().end(name)
        if local == "c":
            self._function = None

    def text(self, data: str) -> None:
        """Take a piece of text."""
        super().text(data)
        if self._in_function:
            self._pieces.append(data)
            self._length += len(data)
            if self._length > MAX_FORMULA:
                raise damaged(self._part)

    def _take(self, column: int, style: Style, text: str | None, *, formula: bool) -> None:
        written, array = self._formula_of(column) if formula else (None, False)
        # An empty text behind a formula is a value; a blank cell without one is nothing.
        stored = text is not None and (style.kind == "str" or bool(text.strip()))
        if not stored:
            if written is not None:
                self._keep(column, Cell("nothing", "", written, array))
            return
        inline = style.kind in ("str", "inlineStr")
        value = (
            clean_lines(text or "") if inline else self._value(column, style, text, formula=False)
        )
        kind = self._kind(style, text or "")
        if value or written is not None:
            self._keep(column, Cell(kind, value, written, array))

    def _keep(self, column: int, cell: Cell) -> None:
        self._budget.spend(len(cell.formula or ""))
        self.found[self._row - 1, column] = cell

    def _kind(self, style: Style, text: str) -> CellKind:
        if style.kind == "n":
            if style.shown and render_moment(
                text.strip(), style.shown, from_1904=self._book.from_1904
            ):
                return "moment"
            return "number" if render_number(text.strip()) is not None else "text"
        return {"b": "truth", "e": "error"}.get(style.kind, "text")  # type: ignore[return-value]

    def _formula_of(self, column: int) -> tuple[str, bool]:
        """Return the formula of the cell, and whether it is one for a range."""
        about = self._function or {}
        text = clean_text("".join(self._pieces))
        kind = about.get("t", "normal")
        if kind == "shared":
            key = about.get("si", "")
            if text:
                self._shared[key] = self._row, column, text
            elif key in self._shared:
                row, first, text = self._shared[key]
                text = shift_formula(text, self._row - row, column - first)
                if len(text) > 2 * MAX_FORMULA:
                    raise damaged(self._part)
            else:
                raise damaged(self._part)
        elif kind == "dataTable":
            text = f"TABLE({about.get('r1', '')},{about.get('r2', '')})"
        return text, kind == "array"
