"""A workbook cell by cell: values, formulas, hidden places, macros, and what is hostile."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.workbook import whole
from jcm_mrv.readings.workbook.whole import Cell, read_whole

if TYPE_CHECKING:
    from pathlib import Path

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def written(path: Path) -> Path:
    """Write a small workbook, with a hidden sheet, row and column."""
    with xlsxwriter.Workbook(str(path)) as book:
        first, other = book.add_worksheet("MRS(input)"), book.add_worksheet("Aside")
        first.write_string(0, 0, '=HYPERLINK("http://x")')
        first.write_string(0, 1, "two\nlines")
        first.write_number(1, 0, 0.1 + 0.7)
        first.write_formula(2, 0, "=A2*2", None, 0.6)
        first.write_datetime(
            3, 0, dt.date(2017, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"})
        )
        first.set_row(4, None, None, {"hidden": True})
        first.set_column(5, 6, None, None, {"hidden": True})
        other.write_string(0, 0, "x")
        other.hide()
    return path


def with_rows(path: Path, rows: str, target: Path) -> Path:
    """Copy a workbook with other rows in its first sheet."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                data = SHEET.format(rows).encode()
            copy.writestr(entry, data)
    return target


def test_values_and_formulas_stand_side_by_side(tmp_path: Path) -> None:
    """A text that begins like a formula is a text, and keeps its lines; a float is short."""
    sheet = read_whole(written(tmp_path / "a.xlsx"), "a.xlsx").sheets["MRS(input)"]
    assert sheet.cells == {
        (0, 0): Cell("text", '=HYPERLINK("http://x")'),
        (0, 1): Cell("text", "two\nlines"),
        (1, 0): Cell("number", "0.7999999999999999"),
        (2, 0): Cell("number", "0.6", "A2*2"),
        (3, 0): Cell("moment", "2017-03-01"),
    }


def test_what_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    """A hidden sheet, row or column is no place where a cell is lost."""
    book = read_whole(written(tmp_path / "a.xlsx"), "a.xlsx")
    assert book.sheets["Aside"].hidden
    assert book.sheets["Aside"].cells == {(0, 0): Cell("text", "x")}
    assert book.sheets["MRS(input)"].hidden_rows == {4}
    assert book.sheets["MRS(input)"].hidden_columns == {5, 6}


def test_a_formula_that_was_never_calculated_has_no_value(tmp_path: Path) -> None:
    """A program that cannot calculate saves formulas without values; they are still read."""
    path = written(tmp_path / "a.xlsx")
    edited = openpyxl.load_workbook(path)
    edited.save(tmp_path / "b.xlsx")
    sheet = read_whole(tmp_path / "b.xlsx", "b.xlsx").sheets["MRS(input)"]
    assert sheet.cells[2, 0] == Cell("nothing", "", "A2*2")
    assert sheet.cells[0, 0] == Cell("text", '=HYPERLINK("http://x")')
    assert sheet.cells[0, 1] == Cell("text", "two\nlines")


def test_a_shared_formula_is_spelt_out_for_each_cell(tmp_path: Path) -> None:
    """The file holds it once; each cell gets it with its own references."""
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c>'
        '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$A$1&amp;"&lt;"</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    path = with_rows(written(tmp_path / "a.xlsx"), rows, tmp_path / "s.xlsx")
    cells = read_whole(path, "s.xlsx").sheets["MRS(input)"].cells
    assert cells[0, 1] == Cell("number", "1", 'A1*$A$1&"<"')
    assert cells[1, 1] == Cell("number", "2", 'A2*$A$1&"<"')


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><f t="shared" si="7"/><v>1</v></c></row>',
        f'<row r="1"><c r="A1"><f>{"1+" * 5000}1</f><v>1</v></c></row>',
    ],
)
def test_a_formula_that_no_program_writes_is_refused(tmp_path: Path, rows: str) -> None:
    """A shared formula without its first cell, and one longer than a cell holds, are damage."""
    path = with_rows(written(tmp_path / "a.xlsx"), rows, tmp_path / "s.xlsx")
    with pytest.raises(InputFault, match="damaged"):
        read_whole(path, "s.xlsx")


def test_shared_formulas_cannot_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long formula that thousands of cells share is refused before it is spelt out for all."""
    monkeypatch.setattr(whole, "MAX_FORMULA_CHARACTERS", 100_000)
    shared = "A1+" * 2700 + "A1"
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A90" si="0">{shared}</f></c></row>'
    rest = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/></c></row>' for row in range(2, 91)
    )
    path = with_rows(written(tmp_path / "a.xlsx"), first + rest, tmp_path / "s.xlsx")
    with pytest.raises(InputFault, match="characters in all"):
        read_whole(path, "s.xlsx")


def test_macros_are_named_and_never_run(tmp_path: Path) -> None:
    """A part that could act is told in words; the sheets are read all the same."""
    path = written(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0")
    assert read_whole(path, "a.xlsx").active == ("macros",)
