"""A workbook against the one that the layout makes of its own inputs, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.forms.monitoring.matching import match_cell, number_of
from jcm_mrv.forms.monitoring.model import CellDifference
from jcm_mrv.forms.monitoring.naming import Namer
from jcm_mrv.forms.monitoring.order import cells_of, depths_of, read_by
from jcm_mrv.forms.monitoring.slack import Slack
from jcm_mrv.forms.monitoring.tonnes import Bench
from jcm_mrv.views.workbook.book import FINDINGS, MPS_INPUT, MRS_INPUT
from jcm_mrv.views.workbook.findings import TIME
from jcm_mrv.views.workbook.inputs import PLAN, REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from jcm_mrv.forms.monitoring.matching import Match
    from jcm_mrv.forms.monitoring.order import Place
    from jcm_mrv.readings.workbook.whole import WholeBook, WholeSheet
    from jcm_mrv.views.workbook.book import Book, Cell

_FLOATS = 10**300
MAX_ASTRAY = 200
"""Cells beyond the layout that are told one by one."""


def is_given(cell: Cell) -> bool:
    """Tell whether a cell holds words that nothing else in a workbook says."""
    if cell.kind == "input":
        return cell.pointer is None and not cell.is_number
    if cell.kind != "text":
        return False
    # When a finding lies, and since when a fixed value holds, stand there in words alone.
    return (cell.sheet == FINDINGS and cell.column == TIME) or (
        (cell.sheet == MPS_INPUT and cell.column == PLAN.frequency)
        or (cell.sheet == MRS_INPUT and cell.column == REPORT.frequency)
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold how a workbook compares with its layout.

    Args:
        differences: cells that differ, causes first, in the order of the calculation.
        unsaved: formulas that are the right ones, and have no stored value.
    """

    differences: tuple[CellDifference, ...]
    unsaved: tuple[CellDifference, ...]


def compare_book(book: Book, found: WholeBook, document: Mapping[str, Any]) -> Comparison:
    """Return every cell that differs.

    Args:
        book: laid out from the inputs of the workbook.
        found: the workbook.
        document: the report that the book shows.
    """
    cells = cells_of(book)
    reads = read_by(cells)
    depths = depths_of(reads)
    slack = _slack(cells, depths)
    bench, namer = Bench(document), Namer(book)
    differing: dict[Place, CellDifference] = {}
    unsaved: list[CellDifference] = []
    for place, cell in cells.items():
        if cell.sheet not in found.sheets or is_given(cell):
            continue
        match = match_cell(
            cell,
            found.sheets[cell.sheet].cells.get((cell.row, cell.column)),
            Fraction(slack.of(place)),
            whole=_is_whole(cell),
        )
        if match is not None and match.fault == "unsaved":
            unsaved.append(_difference(cell, match, bench, namer))
        elif match is not None:
            differing[place] = _difference(cell, match, bench, namer)
    astray = list(_astray(book, found, cells))
    told = [
        one
        if one.kind != "value"
        else replace(one, root=not any(read in differing for read in reads.get(place, ())))
        for place, one in differing.items()
    ]
    order = {place: number for number, place in enumerate(cells)}

    def rank(one: CellDifference) -> tuple[bool, bool, int, int]:
        place = (one.sheet, one.row or 0, one.column)
        cell = cells[place]
        number = cell.tree is not None or cell.is_number
        return not one.root, not number, depths.get(place, 0), order[place]

    differences = (
        *(one for one in astray if one.row is None),
        *sorted(told, key=rank),
        *(one for one in astray if one.row is not None),
    )
    return Comparison(differences, tuple(unsaved))


def _is_whole(cell: Cell) -> bool:
    """Tell whether a cell shows whole tonnes, which floats hold exactly."""
    pointer = cell.pointer or ""
    return pointer.endswith(("/credits", "/whole"))


def _slack(cells: Mapping[Place, Cell], depths: Mapping[Place, int]) -> Slack:
    values = {
        place: float(number)
        for place, cell in cells.items()
        if (number := number_of(cell)) is not None and abs(number) < _FLOATS
    }
    trees = {place: cell.tree for place, cell in cells.items() if cell.tree is not None}
    slack = Slack(trees, values)
    slack.settle(sorted(depths, key=lambda place: depths[place]))
    return slack


def _difference(cell: Cell, match: Match, bench: Bench, namer: Namer) -> CellDifference:
    expected, found = match.expected, match.found
    return CellDifference(
        match.fault,
        cell.sheet,
        cell.row,
        cell.column,
        namer.name(cell),
        found,
        expected,
        bench.unit_of(cell),
        tonnes=None if match.value is None else bench.moved(cell, match.value),
    )


def _astray(book: Book, found: WholeBook, cells: Mapping[Place, Cell]) -> Iterator[CellDifference]:
    """Give sheets that are missing, hidden or not of the layout, and cells beyond it."""
    for sheet in book.sheets:
        if sheet.name not in found.sheets:
            yield _sheet(sheet.name, "a sheet of the layout", None, "the sheet")
        elif found.sheets[sheet.name].hidden:
            yield _sheet(sheet.name, "a sheet of the layout", "hidden", "visible")
    own = {sheet.name for sheet in book.sheets}
    for name, one in found.sheets.items():
        if name not in own:
            shown = "a hidden sheet" if one.hidden else "a sheet"
            if one.cells:
                yield _sheet(name, "not a sheet of the layout", shown, None)
            continue
        yield from _hidden(one)
        beyond = [place for place in sorted(one.cells) if (name, *place) not in cells]
        for row, column in beyond[:MAX_ASTRAY]:
            cell = one.cells[row, column]
            if cell.text.strip() or cell.formula is not None:
                shown = cell.text if cell.formula is None else f"={cell.formula}"
                yield CellDifference("fixed", name, row, column, "beyond the layout", shown, None)


def _hidden(sheet: WholeSheet) -> Iterator[CellDifference]:
    rows = sorted({row for row, _ in sheet.cells if row in sheet.hidden_rows})
    columns = sorted({column for _, column in sheet.cells if column in sheet.hidden_columns})
    for row in rows[:MAX_ASTRAY]:
        yield CellDifference("fixed", sheet.name, row, 0, "its row", "hidden", "visible")
    for column in columns[:MAX_ASTRAY]:
        yield CellDifference("fixed", sheet.name, 0, column, "its column", "hidden", "visible")


def _sheet(name: str, what: str, found: str | None, expected: str | None) -> CellDifference:
    return CellDifference("form", name, None, 0, what, found, expected)
