"""The cells of a workbook that somebody sent."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from tests.unit.forms.person import fill_small

from jcm_mrv.cli.start import render_from_workbook
from jcm_mrv.errors import RefusedError
from jcm_mrv.forms.book import Fault, read_book

if TYPE_CHECKING:
    from pathlib import Path

START = dt.datetime(2017, 3, 1)


def replace_in_sheet(path: Path, old: bytes, new: bytes) -> None:
    """Change the XML of the first sheet of a workbook."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_a_cell_is_what_the_spreadsheet_program_took_it_for(tmp_path: Path) -> None:
    """A number and the same digits as text differ; a float keeps all of its digits."""
    book = openpyxl.Workbook()
    sheet = book.active
    values = ["0.5", 0.5, 0.5546, 1e-7, START, dt.datetime(2017, 3, 1, 14, 15), True, " x ", " "]
    for row, value in enumerate(values, 1):
        sheet.cell(row, 2).value = value
    sheet["B1"].data_type = "s"
    book.save(tmp_path / "book.xlsx")
    # As Excel itself writes it: 17 digits of the binary fraction.
    replace_in_sheet(tmp_path / "book.xlsx", b"<v>0.5546</v>", b"<v>0.55459999999999998</v>")
    page = read_book(tmp_path / "book.xlsx", "book.xlsx", ["Sheet", "None"])["Sheet"]
    assert [page.value(row, 1) for row in range(len(values))] == [
        "0.5",
        Decimal("0.5"),
        Decimal("0.5546"),
        Decimal("0.0000001"),
        START,
        dt.datetime(2017, 3, 1, 14, 15),
        "TRUE",
        "x",
        None,
    ]
    assert page.rows(6) == [6, 7]


def test_cells_without_a_value_are_faults(tmp_path: Path) -> None:
    """A formula that was never calculated, also where a program wrote zero for it; an error."""
    with xlsxwriter.Workbook(tmp_path / "zero.xlsx") as book:
        sheet = book.add_worksheet("S")
        sheet.write_formula(0, 0, "=1+1")
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
    page = read_book(tmp_path / "zero.xlsx", "zero.xlsx", ["S"])["S"]
    assert [page.value(row, 0) for row in range(3)] == [Fault(""), Decimal(2), Fault("#DIV/0!")]
    other = openpyxl.Workbook()
    other.active["C3"] = "=1+1"
    other.save(tmp_path / "none.xlsx")
    page = read_book(tmp_path / "none.xlsx", "none.xlsx", ["Sheet"])["Sheet"]
    assert page.value(2, 2) == Fault("")


def test_stamps_that_a_spreadsheet_added_up_are_whole_seconds_again(tmp_path: Path) -> None:
    """A day's fraction such as 1/24 is not exact, and errors add up down a column."""
    book = openpyxl.Workbook()
    serial = 42795.0  # 2017-03-01, counted from 1899-12-30
    for row in range(1, 1 + 8760):
        book.active.cell(row, 1).value = serial
        book.active.cell(row, 1).number_format = "yyyy-mm-dd hh:mm"
        serial += 1 / 24
    book.save(tmp_path / "book.xlsx")
    page = read_book(tmp_path / "book.xlsx", "book.xlsx", ["Sheet"])["Sheet"]
    found = [page.value(row, 0) for row in range(8760)]
    assert found == [START + dt.timedelta(hours=number) for number in range(8760)]


def test_a_number_that_only_looks_like_a_date_is_none(tmp_path: Path) -> None:
    """20170301 in a cell with the format of a date is no day that a spreadsheet has."""
    book = openpyxl.Workbook()
    book.active["A1"] = 20170301
    book.active["A1"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "book.xlsx")
    page = read_book(tmp_path / "book.xlsx", "book.xlsx", ["Sheet"])["Sheet"]
    assert page.value(0, 0) == "20170301"


def refusal(path: Path) -> tuple[str, str]:
    """Return code and sentence of the one refusal of a workbook."""
    with pytest.raises(RefusedError) as caught:
        render_from_workbook(path.parent / "project", path, [])
    (found,) = caught.value.findings
    return found.code, found.message


def test_a_workbook_made_to_harm_is_refused(tmp_path: Path) -> None:
    """Entities that multiply, in the sheet that is opened first."""
    path = fill_small(tmp_path / "plant.xlsx").save()
    replace_in_sheet(path, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet')
    code, sentence = refusal(path)
    assert code == "P090"
    assert "declares a document type" in sentence


@pytest.mark.parametrize("data", [b"", b"start,end\n", b"PK\x03\x04 and no more"])
def test_a_file_that_is_no_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    """Its name alone does not make it one."""
    (tmp_path / "plant.xlsx").write_bytes(data)
    code, sentence = refusal(tmp_path / "plant.xlsx")
    assert code == "P090"
    assert sentence.endswith("(jcm-mrv template ID --xlsx writes a workbook to fill in)")


def test_a_cell_at_the_far_corner_costs_nothing(tmp_path: Path) -> None:
    """What stands a million rows below is read for what it says, and nothing in between."""
    person = fill_small(tmp_path / "plant.xlsx")
    person.sheet("Meters")["A1048576"] = "IT-1"
    person.sheet("Meters")["XFD3"] = "remark"
    files, _ = render_from_workbook(tmp_path / "project", person.save(), [])
    assert b'id = "IT-1"' in bytes(files["project.toml"])
