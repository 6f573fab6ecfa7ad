"""The input cells of a workbook against the readings of a project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Finding, Place
from jcm_mrv.forms.monitoring.comparing import is_given
from jcm_mrv.forms.monitoring.matching import number_of, shown_of
from jcm_mrv.forms.monitoring.model import CellDifference
from jcm_mrv.forms.monitoring.naming import Namer
from jcm_mrv.forms.monitoring.tonnes import Bench
from jcm_mrv.numbers import counted
from jcm_mrv.report.reading import parse_report
from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook.book import FINDINGS, MRS_INPUT
from jcm_mrv.views.workbook.layout import lay_out_book
from jcm_mrv.views.workbook.wording import FIRST_ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from jcm_mrv.forms.monitoring.stated import Stated
    from jcm_mrv.readings.workbook.whole import WholeBook
    from jcm_mrv.views.workbook.book import Book, Cell

KEPT = Fraction(5, 10**15)
"""What a spreadsheet program may take off a number when it saves: it keeps 15 digits."""

_HEAD = (0, 1, 3)
"""Rows with number of the form, number of the project, and title."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold how the inputs of a workbook compare with the readings of a project.

    Args:
        differences: input cells that are others, in the order of the sheets.
        undecided: why nothing could be compared.
        notes: what is told besides.
        said: what was compared, in words.
    """

    differences: tuple[CellDifference, ...]
    undecided: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    said: str = "not compared"


def compare_inputs(
    folder: Path,
    methodologies: Sequence[Path],
    book: Book,
    stated: Stated,
    whole: WholeBook,
    progress: Callable[[int, int], None] | None,
) -> Compared:
    """Calculate a project, and compare each input cell with what its workbook would have there.

    Args:
        folder: of the project.
        methodologies: further folders of methodology modules.
        book: laid out from the workbook's own inputs.
        stated: what the workbook states.
        whole: the workbook.
        progress: told bytes of readings read and in all.
    """
    # polars and all that reads files are loaded only where there is something to read.
    from jcm_mrv.run import calculate  # noqa: PLC0415

    place = Place(folder.as_posix())
    try:
        outcome = calculate(folder, methodologies=methodologies, progress=progress)
        parsed = parse_report(outcome.report_bytes)
        expected = lay_out_book(parsed, read_language(stated.language))
    except RefusedError as refusal:
        first = next(iter(refusal.findings))
        message = f"the inputs give no project to calculate: {first.line()}"
        return Compared((), (Finding("V330", "warning", place, message),))
    except (ValueError, LookupError) as error:
        message = f"the inputs give no workbook to compare with: {error}"
        return Compared((), (Finding("V330", "warning", place, message),))
    pairs = _pairs(_as_found(book, whole), expected)
    bench, namers = Bench(parsed.document), (Namer(book), Namer(expected))
    differences = tuple(
        _difference(one, other, namers, bench) for one, other in pairs if not _same(one, other)
    )
    notes: tuple[Finding, ...] = ()
    if stated.sha256 != parsed.sha256:
        words = "the workbook names another report than these inputs give now"
        notes = (Finding("V399", "note", place, f"{words} (SHA-256 {parsed.sha256[:16]}...)"),)
    return Compared(differences, (), notes, counted(len(pairs), "input", "inputs"))


def _is_claimed(cell: Cell) -> bool:
    """Tell whether a workbook says here what nothing else in it proves: its head, its findings."""
    if cell.sheet == FINDINGS:
        return cell.row > FIRST_ROW and (cell.kind == "fixed" or cell.pointer is not None)
    return cell.sheet == MRS_INPUT and cell.row in _HEAD


def _as_found(book: Book, whole: WholeBook) -> dict[tuple[str, str], Cell]:
    """Return the input cells of a book; their words as the workbook has them."""
    found = _keyed(book)
    for key, cell in found.items():
        own = whole.sheets[cell.sheet].cells if cell.sheet in whole.sheets else {}
        if is_given(cell):
            held = own.get((cell.row, cell.column))
            found[key] = replace(cell, value="" if held is None else held.text)
    return found


def _pairs(
    ours: Mapping[tuple[str, str], Cell], expected: Book
) -> list[tuple[Cell | None, Cell | None]]:
    """Pair the input cells of two books by what they show, else by their places."""
    theirs = _keyed(expected)
    keys = [*theirs, *(key for key in ours if key not in theirs)]
    return [(ours.get(key), theirs.get(key)) for key in keys]


def _keyed(book: Book) -> dict[tuple[str, str], Cell]:
    found: dict[tuple[str, str], Cell] = {}
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.kind == "input":
                place = cell.pointer or f"{cell.row},{cell.column}"
                found[cell.sheet, place] = cell
            elif _is_claimed(cell):
                found[cell.sheet, f"{cell.row},{cell.column}"] = cell
    return found


def _same(one: Cell | None, other: Cell | None) -> bool:
    if one is None or other is None:
        return not (one or other) or not ((one or other).value)  # type: ignore[union-attr]
    left, right = number_of(one), number_of(other)
    if left is None or right is None:
        return one.value.split() == other.value.split()
    return abs(left - right) <= KEPT * abs(right)


def _difference(
    one: Cell | None, other: Cell | None, namers: tuple[Namer, Namer], bench: Bench
) -> CellDifference:
    cell = one or other
    if cell is None:
        raise ValueError("one of both cells is there")
    number = None if one is None else number_of(one)
    return CellDifference(
        "input",
        cell.sheet,
        cell.row,
        cell.column,
        (namers[0] if one is not None else namers[1]).name(cell),
        None if one is None else shown_of(one),
        None if other is None else shown_of(other),
        tonnes=None if number is None or other is None else bench.moved(other, number),
    )
