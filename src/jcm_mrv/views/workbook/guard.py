"""Whether spreadsheets will calculate what the report says, looked at before a workbook is written.

The formulas are evaluated twice: with fractions, where every cell must be the report's number, and
with binary floats, where whole tonnes must be the same and every other cell the same to the last
digit that it shows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.numbers import format_exact, printable
from jcm_mrv.report.formulas import exact
from jcm_mrv.views.reported.fault import ViewFault
from jcm_mrv.views.workbook.arithmetic import Binary, Evaluation, Exact, NoValueError
from jcm_mrv.views.workbook.expression import address
from jcm_mrv.views.workbook.numberformats import shown_decimals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.views.workbook.arithmetic import Arithmetic, Value
    from jcm_mrv.views.workbook.arithmetic import Place as CellPlace
    from jcm_mrv.views.workbook.book import Book, Cell

_LEAST_DECIMALS, _SMALL = 3, 10**9
_OTHERWISE = "hand in report.json, the page or the paper, whose numbers are exact"


def check_book(book: Book) -> None:
    """Refuse a book whose formulas do not give what the report says.

    Raises:
        ViewFault: V392 where the report's numbers do not follow from each other, V390 where
            the floats of a spreadsheet would make another number of one.
    """
    cells = {
        (cell.sheet, cell.row, cell.column): cell for sheet in book.sheets for cell in sheet.cells
    }
    exactly = _evaluate(cells, Exact(), "V392")
    for place, value in exactly.items():
        if place in cells and cells[place].tree is not None:
            _check_exact(cells[place], value)
    for place, value in _evaluate(cells, Binary(), "V390").items():
        if place in cells:
            _check_binary(cells[place], value)


def _evaluate(
    cells: Mapping[CellPlace, Cell], arithmetic: Arithmetic, code: str
) -> Mapping[CellPlace, Value]:
    """Return the values of all numbers and formulas, those first that others read."""
    evaluation = _evaluation(cells, arithmetic)
    for place, cell in cells.items():
        if cell.tree is not None or (cell.is_number and cell.value):
            try:
                evaluation.value(place)
            except NoValueError as error:
                culprit = cells.get(error.place or place, cell)
                raise refused(
                    code, culprit, f"a spreadsheet has no value for it: {error}"
                ) from None
    return evaluation.known


def _evaluation(cells: Mapping[CellPlace, Cell], arithmetic: Arithmetic) -> Evaluation:
    def given(place: CellPlace) -> Fraction | str | None:
        cell = cells.get(place)
        if cell is None or not cell.value:
            return None
        return exact(cell.value) if cell.is_number else cell.value

    formulas = {place: cell.tree for place, cell in cells.items() if cell.tree is not None}
    return Evaluation(formulas, given, arithmetic)


def _check_exact(cell: Cell, value: Value) -> None:
    found = value if isinstance(value, str) else format_exact(Fraction(value or 0))
    if found != cell.value:
        raise refused(
            "V392",
            cell,
            f"its formula gives {printable(found)} (the report says {printable(cell.value)}): "
            "the report's numbers do not follow from each other; calculate it again, or ask for "
            "jcm-mrv verify",
        )


def _check_binary(cell: Cell, value: Value) -> None:
    if not cell.is_number or not cell.value:
        if cell.tree is not None and value != cell.value:
            raise _differs(cell, str(value))
        return
    if isinstance(value, str) or value is None:
        raise _differs(cell, str(value))
    stated = exact(cell.value)
    off = abs(Fraction(value) - stated)
    if off * 2 > (0 if cell.is_exact else last_digit(cell.format, stated)):
        raise _differs(cell, repr(float(value)))


def last_digit(code: str, stated: Fraction) -> Fraction:
    """Return the unit of the last digit that a format shows; of small numbers a thousandth."""
    least = _LEAST_DECIMALS if abs(stated) < _SMALL else 0
    return Fraction(1, 10 ** max(shown_decimals(code), least))


def _differs(cell: Cell, found: str) -> ViewFault:
    return refused(
        "V390",
        cell,
        f"a spreadsheet, which calculates with 15 digits, would show {printable(found)} "
        f"(the report says {printable(cell.value)})",
    )


def refused(code: str, cell: Cell, sentence: str) -> ViewFault:
    """Return the refusal of a book for one of its cells."""
    where = f"{cell.sheet}!{address(cell.row, cell.column)}"
    pointer = f" ({printable(cell.pointer, 80)})" if cell.pointer else ""
    return ViewFault(f"{where}{pointer}: {sentence}; no workbook is written: {_OTHERWISE}", code)
