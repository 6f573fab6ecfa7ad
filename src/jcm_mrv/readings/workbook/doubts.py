"""What is doubtful in the cells of a workbook that a source reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jcm_mrv.findings import Finding
from jcm_mrv.numbers import counted, printable
from jcm_mrv.readings.workbook.cells import ERROR_VALUES, is_short_number, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jcm_mrv.project.monitoring import Source
    from jcm_mrv.readings.opening import TextFile

SHOWN_CELLS = 5


def check_cells(source: Source, file: TextFile) -> Iterator[Finding]:
    """Tell formulas without a value, and error values that hide which rows are meant.

    An error value among readings or stamps is told with its cell when it is read, unless the
    source says that it stands for no reading.
    """
    if file.sheet is None:
        return
    choosing = [*source.where, *([source.member_column] if source.member_column else [])]
    for name in dict.fromkeys([*source.time, *source.columns, *choosing]):
        at = file.at(name)
        rows = [row for row in file.sheet.uncached.get(at, ()) if row > file.body]
        if rows:
            yield Finding(
                "D138",
                "error",
                file.place(rows[0], name),
                f"{_listed(at, rows)} without a stored value; open the workbook in a spreadsheet "
                "program, let it calculate, and save it",
            )
        wrong = [row for row in file.sheet.errors.get(at, ()) if row > file.body]
        if wrong and name in choosing:
            yield Finding(
                "D140",
                "error",
                file.place(wrong[0], name),
                f'an error value stands in the column "{printable(name)}", which says which rows '
                f"are meant ({counted(len(wrong), 'cell', 'cells')}); mend its formula",
            )


def _listed(column: int, rows: Sequence[int]) -> str:
    """Name the first cells of a column that hold formulas."""
    cells = ", ".join(f"{letters_of(column)}{row}" for row in rows[:SHOWN_CELLS])
    more = len(rows) - SHOWN_CELLS
    if more > 0:
        return f"{cells} and {more:,} more cells of the column hold formulas"
    return f"{cells} holds a formula" if len(rows) == 1 else f"{cells} hold formulas"


def explain_cell(text: str, fault: tuple[str, str]) -> tuple[str, str]:
    """Return code and message for a cell of a workbook that cannot be used.

    Args:
        text: of the cell, or of the stamp.
        fault: what would be said of the same text in a CSV file.
    """
    if text in ERROR_VALUES:
        return "D140", (
            f"the cell holds the error value {text}; mend its formula, or, if it stands for no "
            f'reading, say so: missing = ["{text}"]'
        )
    if fault[0] == "D107" and is_short_number(text):
        return "D107", (
            f'"{printable(text)}" is a number without the format of a date; give the column the '
            "format of a date and time, and save the workbook"
        )
    return fault
