"""What a cell is for, in words: the texts of its row, and the head of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.numbers import printable
from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import readings
from jcm_mrv.views.workbook.book import FINDINGS, MPS_INPUT, MRS_INPUT, READINGS
from jcm_mrv.views.workbook.findings import CODE
from jcm_mrv.views.workbook.inputs import PLAN, REPORT

if TYPE_CHECKING:
    from jcm_mrv.views.workbook.book import Book, Cell

_SHOWN = 60
_ROW_WORDS = {
    MPS_INPUT: (PLAN.description, PLAN.name + 1),
    MRS_INPUT: (REPORT.description, REPORT.name + 1, 0),
    READINGS: (readings.PARAMETER, readings.MEMBER, readings.MONTH, readings.ENTRY),
    FINDINGS: (CODE,),
}
"""Columns whose texts name a row; of other sheets it is the first one."""

_PLAIN_HEADS = ("Value", "Values", "Monitored Values", "Estimated Values")
"""Heads that say nothing beyond the row's own words."""


class Namer:
    """Name the cells of a book.

    Args:
        book: the book.
    """

    def __init__(self, book: Book) -> None:
        language = read_language(book.language)
        plain = {language.text(head) for head in _PLAIN_HEADS}
        self._texts: dict[tuple[str, int, int], str] = {}
        self._heads: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for sheet in book.sheets:
            for cell in sheet.cells:
                if not cell.value or cell.is_number or cell.tree is not None:
                    continue
                text = " ".join(cell.value.split())
                self._texts[cell.sheet, cell.row, cell.column] = text
                if cell.style == "head" and not text.startswith("("):
                    heads = self._heads.setdefault((cell.sheet, cell.column), [])
                    heads.append((cell.row, "" if text in plain else text))

    def name(self, cell: Cell) -> str:
        """Return a few words on what a cell is for."""
        columns = _ROW_WORDS.get(cell.sheet, (0,))
        words = [
            self._texts.get((cell.sheet, cell.row, column), "")
            for column in columns
            if column != cell.column
        ]
        heads = [
            text for row, text in self._heads.get((cell.sheet, cell.column), ()) if row < cell.row
        ]
        row = ", ".join(dict.fromkeys(word for word in words if word))
        parts = [printable(row, _SHOWN), *(printable(head, _SHOWN) for head in heads[-1:])]
        return ": ".join(part for part in parts if part)
