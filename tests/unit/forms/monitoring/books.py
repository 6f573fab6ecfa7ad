"""Monitoring workbooks for tests: written by the program, edited byte by byte, saved by others."""

from __future__ import annotations

import json
import re
import zipfile
from functools import lru_cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcm_mrv.canonical import canonical
from jcm_mrv.report.reading import parse_report
from jcm_mrv.run import calculate
from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import lay_out_book, render_workbook
from jcm_mrv.views.workbook.book import SHEETS
from jcm_mrv.views.workbook.expression import address

if TYPE_CHECKING:
    from jcm_mrv.views.workbook.book import Book, Cell

EXAMPLES = Path(__file__).parents[4] / "examples"


@lru_cache
def report_of(example: str) -> bytes:
    """Return the report of an example, calculated once."""
    return calculate(EXAMPLES / example).report_bytes


@lru_cache
def workbook_of(example: str, language: str = "en") -> bytes:
    """Return the workbook of an example, as the program writes it."""
    return render_workbook(parse_report(report_of(example)), read_language(language))


@lru_cache
def book_of(example: str) -> Book:
    """Return the cells of the English workbook of an example."""
    return lay_out_book(parse_report(report_of(example)), read_language("en"))


def changed_report(example: str, **project: Any) -> bytes:
    """Return the workbook of an example whose project says something else."""
    document = json.loads(report_of(example))
    document["project"] |= project
    return render_workbook(parse_report(canonical(document)), read_language("en"))


def cell_at(example: str, pointer: str, sheet: str | None = None) -> Cell:
    """Return the cell that shows a number of the report; the first one, or that of a sheet."""
    for each in book_of(example).sheets:
        for cell in each.cells:
            if cell.pointer == pointer and sheet in (None, cell.sheet):
                return cell
    raise LookupError(pointer)


def name_of(cell: Cell) -> str:
    """Return the name of a cell inside of its sheet, such as ``B7``."""
    return address(cell.row, cell.column)


def edited(
    data: bytes,
    sheet: str,
    cell: str,
    value: str | None = None,
    formula: str | None = None,
    *,
    typed: bool = False,
) -> bytes:
    """Return a workbook in which one cell was edited in the file, nothing calculated anew.

    Args:
        data: of the workbook.
        sheet: name of the sheet.
        cell: such as ``B7``.
        value: number to store; None keeps the one that is there.
        formula: to put there; None keeps the one that is there.
        typed: take the formula away.
    """
    part = f"xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml"

    def edit(match: re.Match[str]) -> str:
        head, old, stored = match[1], match[2] or "", match[3]
        text = f"<f>{escape(formula, quote=False)}</f>" if formula is not None else old
        return f"{head}{'' if typed else text}<v>{stored if value is None else value}</v></c>"

    pattern = rf'(<c r="{cell}"[^>]*>)(<f>[^<]*</f>)?<v>([^<]*)</v></c>'
    return replaced(data, part, lambda xml: re.subn(pattern, edit, xml))


def replaced(data: bytes, part: str, change: Any) -> bytes:
    """Return a workbook with one part changed, which has to change."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                text, count = change(content.decode())
                assert count == 1, part
                content = text.encode()
            copy.writestr(entry, content)
    return target.getvalue()


def save(folder: Path, data: bytes, name: str = "book.xlsx") -> Path:
    """Write a workbook to a folder, and return its path."""
    path = folder / name
    path.write_bytes(data)
    return path
