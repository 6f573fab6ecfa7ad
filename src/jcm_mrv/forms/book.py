"""The cells of a workbook: text, number, date or fault, by sheet, row and column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import fastexcel
import polars as pl

from jcm_mrv.forms.package import NO_WORKBOOK, PackageFault, read_package

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Fault:
    """Stand for a cell that shows an error, or holds a formula without a value (empty)."""

    shown: str


Value = str | Decimal | dt.datetime | Fault | None
"""What a cell holds. A number is the shortest decimal that gives the same float again."""


@dataclass(frozen=True, slots=True)
class Page:
    """Hold the cells of a sheet.

    Args:
        texts: every cell as text.
        counted: cells that hold a number, which a date is too.
        faults: cells without a value, by row and column.
    """

    texts: tuple[tuple[str | None, ...], ...]
    counted: tuple[tuple[bool, ...], ...]
    faults: Mapping[tuple[int, int], str]

    @property
    def height(self) -> int:
        """Return how many rows there are."""
        last = max((row for row, _ in self.faults), default=-1)
        return max(len(self.texts), last + 1)

    def value(self, row: int, column: int) -> Value:
        """Return what a cell holds; rows and columns count from 0."""
        if (row, column) in self.faults:
            return Fault(self.faults[row, column])
        if row >= len(self.texts) or column >= len(self.texts[row]):
            return None
        text = self.texts[row][column]
        if text is None or not text.strip():
            return None
        if not self.counted[row][column]:
            return text.strip()
        try:
            return _to_second(dt.datetime.fromisoformat(text)) if ":" in text else Decimal(text)
        except (InvalidOperation, ValueError):
            return text.strip()


def read_book(data: bytes) -> dict[str, Page]:
    """Return the sheets of a workbook by name.

    Raises:
        PackageFault: the bytes are not a workbook that may be read.
    """
    package = read_package(data)
    try:
        reader = fastexcel.read_excel(package.data)
        return {name: _page(reader, name, package.faults[name]) for name in package.sheets}
    except fastexcel.FastExcelError:
        raise PackageFault(NO_WORKBOOK) from None


def _page(reader: fastexcel.ExcelReader, name: str, faults: Mapping[tuple[int, int], str]) -> Page:
    texts = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    # Only what is a number can be read as a time; what that time is plays no part.
    times = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="datetime").to_polars()
    counted = times.select(pl.all().is_not_null())
    return Page(tuple(texts.rows()), tuple(counted.rows()), faults)


def _to_second(moment: dt.datetime) -> dt.datetime:
    """Undo what a fraction of a day loses: 01:00 is 0.041666666666664 of one."""
    second = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return second if abs(second - moment) <= dt.timedelta(milliseconds=2) else moment
