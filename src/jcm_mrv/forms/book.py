"""The cells of a workbook: text, number, date or fault, by sheet, row and column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from jcm_mrv.readings.workbook.book import open_workbook
from jcm_mrv.readings.workbook.rows import read_rows
from jcm_mrv.readings.workbook.sheet import SheetRows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from jcm_mrv.readings.workbook.book import Workbook
    from jcm_mrv.readings.workbook.sheet import Style

_NUMBER, _MOMENT, _TEXT = "number", "moment", "text"


@dataclass(frozen=True, slots=True)
class Fault:
    """Stand for a cell that shows an error, or holds a formula without a value (empty)."""

    shown: str


Value = str | Decimal | dt.datetime | Fault | None
"""What a cell holds. A number is the shortest decimal that gives the same float again."""


@dataclass(frozen=True, slots=True)
class Page:
    """Hold the cells of a sheet that are not blank, by row and column from 0."""

    cells: Mapping[tuple[int, int], Value] = field(default_factory=dict)

    def rows(self, first: int) -> list[int]:
        """Return the rows from one on that hold anything; one may lie a million rows below."""
        return sorted({row for row, _ in self.cells if row >= first})

    def value(self, row: int, column: int) -> Value:
        """Return what a cell holds."""
        return self.cells.get((row, column))


def read_book(path: Path, name: str, sheets: Collection[str]) -> dict[str, Page]:
    """Return some sheets of a workbook by name, those that it has.

    Args:
        path: the workbook.
        name: its name in messages.
        sheets: names of the sheets that are wanted.

    Raises:
        InputFault: it is not a workbook that may be read.
    """
    with open_workbook(path, name) as workbook:
        every = {**workbook.sheets, **workbook.hidden}
        return {each: _page(workbook, each, every[each]) for each in sheets if each in every}


def _page(workbook: Workbook, sheet: str, part: str) -> Page:
    rows = _Kinds(workbook.book, sheet, part, ".")
    texts = {
        (number - 1, column): text.strip()
        for number, cells in read_rows(workbook.package, part, rows)
        for column, text in enumerate(cells)
        if text.strip()
    }
    cells: dict[tuple[int, int], Value] = {
        place: _value(text, rows.kinds.get(place, _NUMBER)) for place, text in texts.items()
    }
    # What was never calculated is zero to some programs.
    zeros = rows.zeros if workbook.book.recalculated else {}
    for place in (*_places(rows.uncached), *_places(zeros)):
        cells[place] = Fault("")
    for place in _places(rows.errors):
        cells[place] = Fault(texts[place])
    return Page(cells)


def _places(found: Mapping[int, Collection[int]]) -> Iterator[tuple[int, int]]:
    return ((row - 1, column) for column, rows in found.items() for row in rows)


def _value(text: str, kind: str) -> Value:
    try:
        if kind == _NUMBER:
            return Decimal(text)
        # The dashes matter: a number of eight digits would pass for a date too.
        if kind == _MOMENT and "-" in text:
            return dt.datetime.fromisoformat(text)
    except (InvalidOperation, ValueError):
        pass  # such as 29 February 1900, a day that only spreadsheets have
    return text


class _Kinds(SheetRows):
    """Keep what kind of value each cell has, beside its text; unless told, it is a number."""

    def __init__(self, *about: object) -> None:
        super().__init__(*about)  # type: ignore[arg-type]
        self.kinds: dict[tuple[int, int], str] = {}

    def _take(self, column: int, style: Style, text: str | None, *, formula: bool) -> None:
        super()._take(column, style, text, formula=formula)
        if style.kind != "n":
            self.kinds[self._row - 1, column] = _TEXT
        elif style.shown is not None:
            self.kinds[self._row - 1, column] = _MOMENT
