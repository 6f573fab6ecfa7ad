"""The input cells of a workbook, each as what it should be, or a finding that says why not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding, Place
from jcm_mrv.forms.monitoring.matching import number_in
from jcm_mrv.numbers import format_exact, printable
from jcm_mrv.readings.workbook.cells import cell_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jcm_mrv.readings.workbook.whole import Cell, WholeBook

MAX_FAULTS = 20


@dataclass(slots=True)
class Cells:
    """Read the cells of a workbook by their places; keep what cannot be read.

    Args:
        book: the workbook.
        file: its name in findings.
        faults: cells that cannot be used.
        digits: the most digits that a number had so far.
    """

    book: WholeBook
    file: str
    faults: list[Finding] = field(default_factory=list)
    digits: int = 0

    def get(self, sheet: str, row: int, column: int) -> Cell | None:
        """Return a cell; None where it is blank, or the sheet is missing."""
        found = self.book.sheets.get(sheet)
        return None if found is None else found.cells.get((row, column))

    def rows(self, sheet: str, first: int = 0) -> list[int]:
        """Return the rows of a sheet that hold anything, from one on."""
        found = self.book.sheets.get(sheet)
        return sorted({row for row, _ in found.cells if row >= first}) if found else []

    def text(self, sheet: str, row: int, column: int) -> str:
        """Return what a cell shows as text; empty where it is blank or shows an error."""
        cell = self.get(sheet, row, column)
        return "" if cell is None or cell.kind in ("error", "nothing") else cell.text.strip()

    def number(self, sheet: str, row: int, column: int, what: str) -> str | None:
        """Return the number of an input cell, exact; None where it is blank.

        Args:
            sheet: of the cell.
            row: of it.
            column: of it.
            what: it is for, in words.
        """
        cell = self.get(sheet, row, column)
        if cell is None:
            return None
        value = number_in(cell)
        if value is None:
            self.refuse(sheet, row, column, f"{what} is expected as a number")
            return None
        plain = cell.text.lstrip("-").replace(".", "").strip("0")
        self.digits = max(self.digits, len(plain))
        return format_exact(value)

    def needed(self, sheet: str, row: int, column: int, what: str) -> str:
        """Return the number of an input cell that must not be blank; ``0`` where it is."""
        faults = len(self.faults)
        found = self.number(sheet, row, column, what)
        if found is None and len(self.faults) == faults:
            self.refuse(sheet, row, column, f"{what} is missing")
        return "0" if found is None else found

    def count(self, sheet: str, row: int, column: int, what: str) -> int:
        """Return a whole number of an input cell, 0 or more."""
        text = self.needed(sheet, row, column, what)
        if not text.isdigit() or len(text) > 15:
            self.refuse(sheet, row, column, f"{what} is expected as a whole number")
            return 0
        return int(text)

    def day(self, sheet: str, row: int, column: int) -> dt.date | None:
        """Return the day of a cell; None where it holds none."""
        cell = self.get(sheet, row, column)
        if cell is None or cell.kind != "moment" or len(cell.text) != 10:
            return None
        try:
            return dt.date.fromisoformat(cell.text)
        except ValueError:
            return None

    def refuse(self, sheet: str, row: int, column: int, sentence: str) -> None:
        """Add a finding on a cell that cannot be used."""
        cell = self.get(sheet, row, column)
        shown = "it is empty" if cell is None else f'it holds "{printable(cell.text)}"'
        if cell is not None and cell.kind == "nothing":
            shown = "it holds a formula without a stored value"
        if len(self.faults) < MAX_FAULTS:
            place = Place(self.file, cell_name(sheet, column, row + 1))
            self.faults.append(Finding("V398", "warning", place, f"{sentence}; {shown}"))

    def days(self, sheet: str, column: int) -> Iterator[tuple[int, dt.date]]:
        """Give the days of a column with their rows, from the top down."""
        for row in self.rows(sheet):
            day = self.day(sheet, row, column)
            if day is not None:
                yield row, day
