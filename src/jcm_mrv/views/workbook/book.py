"""A workbook as data: sheets of cells with exact values, formulas and where these come from.

What another program needs to find its way is here: a cell's place, kind, exact value, formula and
the JSON pointer of the number of the report that it shows. The layout is a pure function of the
report document and the language, so that a reader can lay the book out again and compare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from jcm_mrv.views.workbook.expression import render_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jcm_mrv.views.workbook.expression import Formula

Kind = Literal["input", "computed", "fixed", "label", "text"]

MPS_INPUT, MPS_PROCESS = "MPS(input)", "MPS(calc_process)"
MSS = "MSS"
MRS_INPUT, MRS_PROCESS = "MRS(input)", "MRS(calc_process)"
READINGS, FINDINGS = "Readings", "Findings"
SHEETS = (MPS_INPUT, MPS_PROCESS, MSS, MRS_INPUT, MRS_PROCESS, READINGS, FINDINGS)
"""Names of the sheets, in order; the same in every language, for formulas hold them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold a cell; rows and columns count from 0.

    Args:
        sheet: name of its sheet.
        row: its row.
        column: its column.
        kind: ``input`` is typed by a person or a meter, ``computed`` has a formula, ``fixed`` is
            the methodology's, ``label`` names others, ``text`` tells something.
        value: exact number as in the report (a plain decimal or ``n/d``; of a day, its serial
            number in spreadsheets), or text; empty where the cell is blank.
        format: code of the number format; empty for texts.
        tree: the formula, of a computed cell.
        pointer: of what it shows in the report, if it shows something of it.
        style: how it looks beyond its kind; empty for the plain look.
    """

    sheet: str
    row: int
    column: int
    kind: Kind
    value: str
    format: str = ""
    tree: Formula | None = None
    pointer: str | None = None
    style: str = ""

    @property
    def is_exact(self) -> bool:
        """Tell whether a spreadsheet must show the very number: whole tonnes, counts of errors."""
        return self.style in ("credits", "whole")

    @property
    def is_number(self) -> bool:
        """Tell whether the value is a number."""
        return bool(self.format) and self.format != "@"

    @property
    def formula(self) -> str | None:
        """Return the formula without its equals sign; None where there is none."""
        return None if self.tree is None else render_formula(self.tree, self.sheet)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a sheet.

    Args:
        name: as :data:`SHEETS` has it.
        cells: in order of rows, then columns; no place twice.
        widths: of the columns, in characters.
        heights: of rows whose text is wrapped, in points.
        merged: last column of the cells that reach over several, by the place of the first.
        frozen: rows above this one and columns before this one stay in sight.
        repeated: first and last row that is printed on every page.
        breaks: rows before which a page ends.
        printed: last column that is printed.
    """

    name: str
    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    heights: Mapping[int, float] = field(default_factory=dict)
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    breaks: tuple[int, ...] = ()
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """Hold a workbook.

    Args:
        sheets: in order.
        title: of the document.
        project: title of the project, for the head of each page.
        sha256: digest of the report that it shows.
        language: code of the language of its words.
        day: last day of the period, the document's own date.
        footer: word for a page, and for "of".
    """

    sheets: tuple[Sheet, ...]
    title: str
    project: str
    sha256: str
    language: str
    day: str
    footer: str

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by its name.

        Raises:
            KeyError: there is none of that name.
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)
