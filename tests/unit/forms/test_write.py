"""The workbook as a spreadsheet program and another library see it."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from jcm_mrv.cli.start import render_template
from jcm_mrv.forms.sheets import lay_out
from jcm_mrv.forms.write import render_workbook
from jcm_mrv.library import read_library

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

REFERENCES = ("LA_AM001 ver1.0", "PH_AM002 ver1.0", "waste-heat-recovery 1")


@pytest.fixture(scope="module", params=REFERENCES)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return a workbook that was written, opened by another library."""
    path: Path = tmp_path_factory.mktemp("book") / "plant.xlsx"
    path.write_bytes(render_template(request.param, path, [])[1])
    return openpyxl.load_workbook(path)


def test_two_processes_write_the_same_bytes() -> None:
    """Neither the clock nor the order of a hash shows in the file."""
    code = (
        "import sys; from jcm_mrv.cli.start import render_template as r;"
        "sys.stdout.buffer.write(r('PH_AM002 ver1.0', None, [])[1])"
    )
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, check=True
        )
        digests.add(hashlib.sha256(done.stdout).hexdigest())
    assert len(digests) == 1


def test_the_parts_of_the_file_have_no_time_of_their_making(tmp_path: Path) -> None:
    """A file written tomorrow is the same."""
    path = tmp_path / "plant.xlsx"
    path.write_bytes(render_template("rooftop-solar", path, [])[1])
    with zipfile.ZipFile(path) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_every_sheet_is_protected_without_a_password(book: Workbook) -> None:
    """What belongs to the methodology is locked against slips, not against its owner."""
    for sheet in book.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None, sheet.title


def test_inputs_are_unlocked_and_yellow_and_the_rest_is_not(book: Workbook) -> None:
    """A person sees at once what is to be filled in; nothing else takes input."""
    sheet = book["Fixed values"]
    headings = [cell.value for cell in sheet[4]]
    for cell in sheet[6]:
        free = headings[cell.column - 1] not in ("Parameter *", "Description")
        assert cell.protection.locked is not free, cell.coordinate
        assert (cell.fill.fgColor.rgb == "FFFFF9DB") is free, cell.coordinate
    assert all(cell.protection.locked for cell in sheet[4])


def test_sheets_print_on_a4_landscape_one_page_wide_with_headings_in_view(book: Workbook) -> None:
    """On paper and on the screen a table keeps its headings."""
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9  # A4 by ECMA-376
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page is what the format means where it says nothing; 0 is as many as it takes.
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        if sheet.title not in ("Project", "Lists", "Readings"):
            assert sheet.freeze_panes == "B6", sheet.title
            assert sheet.print_title_rows == "$4:$5", sheet.title


def rules(book: Workbook, name: str) -> dict[str, tuple[str, str | None]]:
    """Return type and first formula of the validations of a sheet, by cell."""
    return {
        str(rule.sqref): (rule.type, rule.formula1)
        for rule in book[name].data_validations.dataValidation
        if rule.type
    }


def test_choices_are_offered_where_there_are_some() -> None:
    """Lists of countries, options, units and answers; numbers and dates elsewhere."""
    _, content = render_template("LA_AM001 ver1.0", None, [])
    book = openpyxl.load_workbook(io.BytesIO(content))
    project, fixed = rules(book, "Project"), rules(book, "Fixed values")
    assert project["B10"] == ("list", "Lists!$A$2:$A$34")
    assert [book["Lists"].cell(row, 1).value for row in (2, 15)] == [
        "AE  United Arab Emirates",
        "LA  Lao PDR",
    ]
    assert project["B12"][0] == "date"
    assert fixed["C6"][0] == "decimal"
    assert fixed["C8"] == ("list", '"UPS output,PDU output,IT equipment input"')
    assert rules(book, "Monitoring")["D6"] == ("list", '"B,C"')
    assert rules(book, "Eligibility")["C6"] == ("list", '"yes,no"')
    units = rules(book, "Sources")["H6"][1]
    assert units is not None
    assert {"MWh", "kWh", "kW"} <= set(units.strip('"').split(","))
    assert "tCO2" not in units


def test_every_input_says_what_it_wants(book: Workbook) -> None:
    """A cell that is entered shows the words of its heading's hint."""
    rule = next(
        each
        for each in book["Sources"].data_validations.dataValidation
        if "Readings are in" in str(each.promptTitle)
    )
    assert rule.prompt == "a file, or the sheet Readings of this workbook."


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """What a methodology calls its criteria is never calculated, and no link."""
    module = read_library().find("waste-heat-recovery 1")
    sheets = lay_out(module, "=1+1")
    path = tmp_path / "plant.xlsx"
    path.write_bytes(render_workbook(sheets, "=2+2"))
    cell = openpyxl.load_workbook(path)["Project"]["B6"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_no_column_is_too_narrow_for_a_date(book: Workbook) -> None:
    """A date never shows as ####: 10 characters for a day, 16 with a time."""
    for sheet in book.worksheets:
        runs = list(sheet.column_dimensions.values())
        for row in sheet.iter_rows(min_row=6, max_row=8):
            for cell in row:
                width = next((r.width for r in runs if r.min <= cell.column <= r.max), 0)
                if cell.number_format == "yyyy-mm-dd":
                    assert width >= 11, cell.coordinate
                elif cell.number_format == "yyyy-mm-dd hh:mm":
                    assert width >= 16, cell.coordinate
