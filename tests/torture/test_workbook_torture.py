"""Workbooks that are odd: each is read right, or refused with the cell."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from tests.torture.plants import PLANTS, ROOF, SERVERS, Plant, hours, run

from jcm_mrv.run import calculate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

every_plant = pytest.mark.parametrize("plant", PLANTS, ids=str)
BOOK = '"readings.xlsx"'
Cells = list[list[Any]]


def good() -> Cells:
    """Return two days of 240 MWh each: real dates, numbers that are numbers."""
    rows: Cells = [["time", "mwh"]]
    rows += [[datetime.fromisoformat(stamp), float(value)] for stamp, value in hours()]
    return rows


def save(folder: Path, rows: Cells, change: Callable[[Any], object] | None = None) -> None:
    """Write rows with openpyxl; then change the sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Data 1"
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    book.save(folder / "readings.xlsx")


def hide(sheet: Any) -> None:
    """Hide rows, filter, freeze, comment, and colour cells far below."""
    sheet.row_dimensions[5].hidden = True
    sheet.auto_filter.ref = "A1:B40"
    sheet.freeze_panes = "A2"
    sheet["B7"].comment = Comment("checked", "me")
    sheet["B9"].number_format = "0%"
    sheet["B10"].number_format = "[$€-407] #,##0"
    for row in range(60, 400):
        sheet.cell(row, 9).number_format = "0.00"


def as_texts(sheet: Any) -> None:
    """Store every stamp and number as text."""
    for row in sheet.iter_rows(min_row=2):
        row[0].value, row[1].value = f"{row[0].value:%Y-%m-%d %H:%M}", f"{row[1].value}"


def with_blank_rows(sheet: Any) -> None:
    """Put blank rows between readings, and a note beside them."""
    sheet.insert_rows(10, 3)
    sheet["F20"] = "checked by hand"


@every_plant
@pytest.mark.parametrize("change", [None, hide, as_texts, with_blank_rows])
def test_ways_to_write_a_workbook(
    plant: Plant, change: Callable[[Any], object] | None, tmp_path: Path
) -> None:
    """Formats, filters, hidden rows, texts, blank rows, notes: the readings count."""
    save(tmp_path, good(), change)
    answer = run(plant, tmp_path, files=BOOK)
    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


@every_plant
def test_a_date_and_a_time_apart(plant: Plant, tmp_path: Path) -> None:
    """Real dates and real times of day join to stamps."""
    rows: Cells = [["Date", "Time", "mwh"]]
    rows += [[row[0].date(), row[0].time(), row[1]] for row in good()[1:]]
    assert isinstance(rows[1][0], date)
    assert isinstance(rows[1][1], time)
    save(tmp_path, rows)
    answer = run(plant, tmp_path, files=BOOK, time='["Date", "Time"]')
    assert answer.codes() == []
    assert answer.credits == plant.credits(480)


def test_a_merged_header_over_units(tmp_path: Path) -> None:
    """Rows 3 and 4 name a column together; a merged cell reaches over its columns."""
    book = xlsxwriter.Workbook(str(tmp_path / "readings.xlsx"))
    sheet, form = book.add_worksheet(), book.add_format({"num_format": "d/m/yy h:mm"})
    sheet.write("A1", "Export of the plant")
    sheet.merge_range("B3:C3", "Meter A")
    sheet.write_row("A4", ["When", "kW", "MWh"])
    for i, row in enumerate(good()[1:], 4):
        sheet.write_datetime(i, 0, row[0], form)
        sheet.write_row(i, 1, [1, row[1]])
    book.close()
    more = "header_row = [3, 4]"
    answer = run(ROOF, tmp_path, files=BOOK, time='"When"', more=more)
    assert answer.said("D105").startswith('readings.xlsx: Sheet1!4:4: D105 no column "mwh"')
    text = (tmp_path / "project.toml").read_text("utf-8")
    assert text.count('"mwh"') == 1
    save_columns(tmp_path, '"Meter A / MWh"')
    assert recalculated(tmp_path) == ROOF.credits(480)
    save_columns(tmp_path, '"$C"')
    assert recalculated(tmp_path) == ROOF.credits(480)


def save_columns(folder: Path, name: str) -> None:
    """Name the column of readings otherwise."""
    path = folder / "project.toml"
    before, _, rest = path.read_text("utf-8").partition("columns = [")
    path.write_text(f"{before}columns = [{name}]\n{rest.partition(chr(10))[2]}", "utf-8")


def recalculated(folder: Path) -> int | None:
    """Return the credits, of a calculation without a finding about data."""
    outcome = calculate(folder)
    assert [one for one in outcome.findings if one.code[0] == "D"] == []
    credits_: int | None = outcome.document["totals"]["credits"]
    return credits_


def put(cell: str, value: Any) -> Callable[[Any], None]:
    """Return what writes a value into a cell."""

    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


def all_formulas(sheet: Any) -> None:
    """Let every reading be a formula that nobody calculated."""
    for row in range(2, 50):
        sheet.cell(row, 2).value = f"=C{row}/1000"


def plain_numbers(sheet: Any) -> None:
    """Take the format of dates away."""
    for row in sheet.iter_rows(min_row=2, max_col=1):
        row[0].number_format = "General"


@every_plant
@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            put("B17", "1,234"),
            "readings.xlsx: 'Data 1'!B17: D106 \"1,234\" is not a number with the decimal sign "
            '"."; declare decimal = "," if that is what it is, or export without thousands '
            "separators",
            id="thousands as text",
        ),
        pytest.param(
            put("B17", True),
            "readings.xlsx: 'Data 1'!B17: D106 \"TRUE\" is not a number; mend the file, or list "
            "the text in missing = [...] if it stands for no reading",
            id="a truth value",
        ),
        pytest.param(
            put("B17", datetime(2017, 3, 1)),
            "readings.xlsx: 'Data 1'!B17: D106 \"2017-03-01 00:00:00\" is not a number; mend the "
            "file, or list the text in missing = [...] if it stands for no reading",
            id="a date for a reading",
        ),
        pytest.param(
            put("B17", "#N/A"),
            "readings.xlsx: 'Data 1'!B17: D140 the cell holds the error value #N/A; mend its "
            'formula, or, if it stands for no reading, say so: missing = ["#N/A"]',
            id="an error value",
        ),
        pytest.param(
            put("A17", "#REF!"),
            "readings.xlsx: 'Data 1'!A17: D140 the cell holds the error value #REF!; mend its "
            'formula, or, if it stands for no reading, say so: missing = ["#REF!"]',
            id="an error value for a stamp",
        ),
        pytest.param(
            put("B17", "=1+1"),
            "readings.xlsx: 'Data 1'!B17: D138 B17 holds a formula without a stored value; open "
            "the workbook in a spreadsheet program, let it calculate, and save it",
            id="a formula without a value",
        ),
        pytest.param(
            all_formulas,
            "readings.xlsx: 'Data 1'!B2: D138 B2, B3, B4, B5, B6 and 43 more cells of the column "
            "hold formulas without a stored value; open the workbook in a spreadsheet program, let "
            "it calculate, and save it",
            id="formulas without values",
        ),
        pytest.param(
            plain_numbers,
            "readings.xlsx: 'Data 1'!A2: D107 \"42795\" is a number without the format of a date; "
            "give the column the format of a date and time, and save the workbook",
            id="dates without a format",
        ),
        pytest.param(
            put("A17", "01/03/2017 15:00"),
            "readings.xlsx: 'Data 1'!A17: D107 \"01/03/2017 15:00\" is not a stamp of the declared "
            'time_format (expected such as "2017-12-31 18:30:00"); declare time_format = '
            '"DD/MM/YYYY HH:MM" or "MM/DD/YYYY HH:MM" if that is how stamps are written',
            id="a stamp as text among dates",
        ),
    ],
)
def test_cells_that_are_refused(
    plant: Plant, change: Callable[[Any], None], said: str, tmp_path: Path
) -> None:
    """The finding names the cell, and no tonne is stated."""
    save(tmp_path, good(), change)
    answer = run(plant, tmp_path, files=BOOK)
    code = said.partition(": D")[2].partition(" ")[0]
    assert answer.said(f"D{code}") == said
    assert answer.credits is None


def test_an_error_value_that_stands_for_no_reading(tmp_path: Path) -> None:
    """The project may say so; the step is then a gap, which counts as nothing on the low side."""
    save(tmp_path, good(), put("B17", "#N/A"))
    answer = run(SERVERS, tmp_path, files=BOOK, more='missing = ["#N/A"]')
    assert answer.codes() == [("D104", "warning")]
    # B17 is the reading of 15:00, an odd hour: 10.5 MWh are gone.
    assert answer.credits == SERVERS.credits("469.5")


def test_formulas_and_errors_beside_the_readings_do_not_matter(tmp_path: Path) -> None:
    """Nobody reads those columns and rows."""

    def change(sheet: Any) -> None:
        sheet["C17"], sheet["D17"] = "=1+1", "#REF!"

    rows = [["Export", "=NOW()"], *good()]
    save(tmp_path, rows, change)
    answer = run(ROOF, tmp_path, files=BOOK, more="header_row = 2")
    assert answer.codes() == []
    assert answer.credits == ROOF.credits(480)


def test_an_error_value_that_hides_which_rows_are_meant(tmp_path: Path) -> None:
    """A row is not left out because its meter is an error."""
    rows = [["time", "mwh", "meter"], *([*row, "M1"] for row in good()[1:])]
    save(tmp_path, rows, put("C17", "#N/A"))
    answer = run(ROOF, tmp_path, files=BOOK, more='where = { meter = "M1" }')
    assert answer.said("D140") == (
        "readings.xlsx: 'Data 1'!C17: D140 an error value stands in the column \"meter\", which "
        "says which rows are meant (1 cell); mend its formula"
    )
    assert answer.credits is None


def test_numbers_beside_texts_with_a_decimal_comma(tmp_path: Path) -> None:
    """With decimal = "," both are read."""

    def change(sheet: Any) -> None:
        for row in range(2, 20):
            sheet.cell(row, 2).value = f"{sheet.cell(row, 2).value}".replace(".", ",")

    save(tmp_path, good(), change)
    answer = run(ROOF, tmp_path, files=BOOK, more='decimal = ","\ndelimiter = ";"')
    assert answer.codes() == []
    assert answer.credits == ROOF.credits(480)


def test_the_workbook_is_an_input_with_its_rows(tmp_path: Path) -> None:
    """Two sheets of one file are one input; its digest is that of the workbook as it lies."""
    book = openpyxl.Workbook()
    book.active.title = "first"
    rows = good()
    for row in rows[:25]:
        book.active.append(row)
    other = book.create_sheet("second")
    for row in [rows[0], *rows[25:]]:
        other.append(row)
    book.save(tmp_path / "readings.xlsx")
    answer = run(ROOF, tmp_path, files=BOOK, more='sheet = ["first", "second"]')
    assert answer.credits == ROOF.credits(480)
    data = (tmp_path / "readings.xlsx").read_bytes()
    inputs = calculate(tmp_path).document["inputs"]
    assert [one for one in inputs if one["path"] == "readings.xlsx"] == [
        {
            "path": "readings.xlsx",
            "sha256": hashlib.sha256(data).hexdigest(),
            "bytes": len(data),
            "rows": 48,
        }
    ]
