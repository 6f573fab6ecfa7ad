"""A sheet of a workbook as text: every value as it was written, row n on line n."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from tests.unit.readings.workbook.books import MAIN, by_hand, read

from jcm_mrv.readings.content import InputFault
from jcm_mrv.readings.workbook.kind import is_workbook_name
from jcm_mrv.readings.workbook.sheet import UNCACHED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUARTERS = [datetime(2016, 1, 1) + timedelta(minutes=15 * i) for i in range(366 * 96)]
FORMATS = {
    datetime: "dd/mm/yyyy hh:mm",
    date: "dd/mm/yyyy",
    time: "hh:mm",
    timedelta: "[h]:mm:ss",
}


def openpyxl_writes(path: Path, rows: list[list[Any]], form: str = "") -> Path:
    """Write rows with openpyxl, dates in the usual formats."""
    book = openpyxl.Workbook()
    for i, row in enumerate(rows, 1):
        for j, value in enumerate(row, 1):
            if value is not None:
                cell = book.active.cell(i, j, value)
                cell.number_format = form or FORMATS.get(type(value), "General")
    book.save(path)
    return path


def xlsxwriter_writes(path: Path, rows: list[list[Any]], form: str = "") -> Path:
    """Write rows with XlsxWriter, dates in the usual formats."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
    other = book.add_format({"num_format": form}) if form else None
    sheet = book.add_worksheet()
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value is not None:
                sheet.write(i, j, value, other or formats.get(type(value)))
    book.close()
    return path


WRITERS = pytest.mark.parametrize("write", [openpyxl_writes, xlsxwriter_writes])


def refused(path: Path, sheet: str | None = None) -> tuple[str, str, str]:
    """Return code, message and place of the fault."""
    with pytest.raises(InputFault) as caught:
        read(path, sheet)
    return caught.value.code, caught.value.message, caught.value.at


def test_the_names_of_workbooks() -> None:
    """The ending of the name says what a file is meant to be, whatever its letters."""
    assert is_workbook_name("a/2017.XLSX")
    assert is_workbook_name("a.xlsm")
    assert not is_workbook_name("a.xlsx.csv")


@WRITERS
def test_values_come_back_as_they_were_written(
    tmp_path: Path, write: Callable[[Path, list[list[Any]]], Path]
) -> None:
    """Texts, numbers, dates and times of both writers become what a CSV would say."""
    rows: list[list[Any]] = [
        ["time", "kWh", "note"],
        [datetime(2017, 3, 1, 0, 15), 0.1, "a"],
        [datetime(2017, 3, 1, 23, 59, 59), 1234.5, "1,234"],
        [date(2017, 3, 1), -7, 'say "no"'],
        [time(0, 15), 1e-7, "two\nlines"],
        [timedelta(hours=30, minutes=5), 123456789012345, " 12 "],
        [None, 2.5e20, "é 温度"],
    ]
    lines, source = read(write(tmp_path / "a.xlsx", rows))
    assert lines == [
        "time,kWh,note",
        "2017-03-01 00:15:00,0.1,a",
        '2017-03-01 23:59:59,1234.5,"1,234"',
        '2017-03-01,-7,"say ""no"""',
        "00:15:00,0.0000001,two lines",
        "30:05:00,123456789012345, 12 ",
        ",250000000000000000000,é 温度",
    ]
    assert (source.uncached, source.errors) == ({}, {})


@WRITERS
def test_every_number_is_the_shortest_decimal_that_reads_back(
    tmp_path: Path, write: Callable[[Path, list[list[Any]]], Path]
) -> None:
    """Thousand numbers of all sizes read back as the very binary number, with no longer text."""
    chance = random.Random(1)  # noqa: S311
    numbers = [chance.uniform(-1, 1) * 10 ** chance.randint(-12, 18) for _ in range(1_000)]
    numbers += [round(number, 3) for number in numbers[:100]] + [0.1 + 0.2, 0.3, 1 / 3, 5e-324]
    lines, _ = read(write(tmp_path / "a.xlsx", [["x"], *([number] for number in numbers)]))
    # Both write 16 digits only; what they wrote is what there is to read.
    exact = [float(f"{number:.16G}") for number in numbers]
    assert len(lines) == len(exact) + 1
    for text, number in zip(lines[1:], exact, strict=True):
        assert float(text) == number
        assert Decimal(text) == Decimal(repr(number))
        assert "e" not in text.lower()


@WRITERS
@pytest.mark.parametrize(
    "form", ["0%", "0.00%", "#,##0.0", "[$€-407] #,##0", '0.0" kWh"', "0.00E+00"]
)
def test_a_number_stays_its_number_in_any_format(
    tmp_path: Path, write: Callable[..., Path], form: str
) -> None:
    """A format changes what a screen shows, not what a cell holds."""
    assert read(write(tmp_path / "a.xlsx", [[0.12345], [1234567.891]], form))[0] == [
        "0.12345",
        "1234567.891",
    ]


@pytest.mark.parametrize("from_1904", [False, True])
def test_every_quarter_hour_of_xlsxwriter_is_exact(tmp_path: Path, from_1904: bool) -> None:
    """The day numbers of both epochs give the stamps of plain arithmetic."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": from_1904})
    sheet, form = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for i, quarter in enumerate(QUARTERS):
        sheet.write_datetime(i, 0, quarter, form)
    book.close()
    assert read(tmp_path / "a.xlsx")[0] == [f"{quarter}" for quarter in QUARTERS]


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_every_quarter_hour_of_openpyxl_is_exact(tmp_path: Path, epoch: datetime) -> None:
    """So do those of the other writer."""
    book = openpyxl.Workbook(write_only=True)
    book.epoch = epoch
    sheet = book.create_sheet("S")
    for quarter in QUARTERS:
        sheet.append([quarter])
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx")[0] == [f"{quarter}" for quarter in QUARTERS]


def test_fractions_of_a_second_are_kept_to_the_millisecond(tmp_path: Path) -> None:
    """Where the format shows them they are meant; elsewhere those beyond 200 ms are kept."""
    moments = [
        datetime(2017, 3, 1, 0, 15, 0, 123_000),
        datetime(2017, 3, 1, 0, 15, 0, 123_400),
        datetime(2017, 3, 1, 0, 15, 0, 430_000),
    ]
    shown = xlsxwriter_writes(tmp_path / "a.xlsx", [[m] for m in moments], "hh:mm:ss.000 d/m/yy")
    plain = xlsxwriter_writes(tmp_path / "b.xlsx", [[m] for m in moments])
    day = "2017-03-01 00:15:00"
    assert read(shown)[0] == [f"{day}.123", f"{day}.123", f"{day}.430"]
    assert read(plain)[0] == [day, day, f"{day}.430"]


@WRITERS
def test_rows_keep_their_numbers(
    tmp_path: Path, write: Callable[[Path, list[list[Any]]], Path]
) -> None:
    """Blank rows are blank lines; a first blank column stays; what follows the last is cut."""
    rows: list[list[Any]] = [[None], [None, "a"], [None], [None], [None, 1.5, 2], [None]]
    assert read(write(tmp_path / "a.xlsx", rows))[0] == ["", ",a,", "", "", ",1.5,2"]


def test_formats_without_values_are_nothing(tmp_path: Path) -> None:
    """Cells that only carry a colour, below and beside the table, make no rows and columns."""
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    for row in range(2, 5_000):
        book.active.cell(row, 30).fill = PatternFill("solid", "FFFF00")
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx")[0] == ["a,b", "1,2"]


def test_rows_far_down_keep_their_numbers(tmp_path: Path) -> None:
    """Beyond the rows that are held back, blank rows count too."""
    path = by_hand(
        tmp_path / "a.xlsx",
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1500"><c r="A1500"><v>2</v></c></row>'
        '<row r="1048576"><c r="C1048576"><v>3</v></c></row>',
    )
    lines, _ = read(path)
    assert len(lines) == 1_048_576
    assert (lines[1], lines[1499], lines[-1]) == ("1,,", "2", ",,3")
    assert set(lines[2:1499]) == set(lines[1500:-1]) == {""}


def test_hidden_rows_are_read(tmp_path: Path) -> None:
    """A filter hides rows from a person; the readings in them are readings."""
    book = openpyxl.Workbook()
    for value in ("a", 1, 2):
        book.active.append([value])
    book.active.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx")[0] == ["a", "1", "2"]


def test_merged_cells_stand_in_their_first(tmp_path: Path) -> None:
    """The other cells of a merged heading are blank."""
    book = openpyxl.Workbook()
    book.active.append(["Meter 1", None, "Meter 2"])
    book.active.append(["kWh", "kW", "kWh"])
    book.active.merge_cells("A1:B1")
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx")[0] == ["Meter 1,,Meter 2", "kWh,kW,kWh"]


def test_formulas_give_their_stored_values(tmp_path: Path) -> None:
    """A number, a text, nothing, a date, a truth and an error, as a program stored them."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet, form = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_formula("A1", "=1/8", None, 0.125)
    sheet.write_formula("A2", '="x"', None, "x")
    sheet.write_formula("A3", "=TODAY()", form, 42795)
    sheet.write_formula("A4", "=1=1", None, True)
    sheet.write_formula("A5", "=1/0", None, "#DIV/0!")
    sheet.write("B3", True)
    book.close()
    lines, source = read(tmp_path / "a.xlsx")
    assert lines == ["0.125,", "x,", "2017-03-01,TRUE", "TRUE,", "#DIV/0!,"]
    assert (source.uncached, source.errors) == ({}, {0: (5,)})


def test_formulas_of_openpyxl_have_no_value(tmp_path: Path) -> None:
    """Each is named by column and row, and stands as a text that is no number."""
    book = openpyxl.Workbook()
    for row in (["a", "b"], [1, "=A2*2"], [2, "=A3*2"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    lines, source = read(tmp_path / "a.xlsx")
    assert lines == ["a,b", f"1,{UNCACHED}", f"2,{UNCACHED}"]
    assert source.uncached == {1: (2, 3)}


def test_zeros_of_formulas_that_nobody_calculated(tmp_path: Path) -> None:
    """XlsxWriter stores zero for each; a column of nothing else was never calculated."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for row in range(3):
        sheet.write_formula(row, 0, "=2*3")
        sheet.write_formula(row, 1, "=2*0", None, 0)
    sheet.write_formula(3, 1, "=2*1", None, 2)
    book.close()
    assert read(tmp_path / "a.xlsx")[1].uncached == {0: (1, 2, 3)}


def test_an_array_formula_without_values_spans_its_range(tmp_path: Path) -> None:
    """Its other cells do not stand in the file, and would read as nothing."""
    row = '<row r="1"><c r="B1"><f t="array" ref="B1:D9">X()</f><v></v></c></row>'
    lines, source = read(by_hand(tmp_path / "a.xlsx", row))
    assert lines == [f",{UNCACHED}"]
    assert source.uncached == {1: (1,), 2: (1,), 3: (1,)}


def test_a_decimal_comma_of_the_source(tmp_path: Path) -> None:
    """Numbers follow the declared mark, so that numbers as texts can be read beside them."""
    path = openpyxl_writes(tmp_path / "a.xlsx", [["x"], [1.5], ["2,5"], [datetime(2017, 3, 1)]])
    lines, _ = read(path, delimiter=";", decimal=",")
    assert lines == ["x", "1,5", "2,5", "2017-03-01 00:00:00"]


def test_the_reading_of_a_japanese_word_is_no_part_of_it(tmp_path: Path) -> None:
    """Phonetic texts beside a word are left out, formatted pieces are joined."""
    strings = (
        "<si><r><t>電</t></r><r><t>力</t></r></si>"
        "<si><t>温度</t><rPh sb='0' eb='2'><t>オンド</t></rPh></si>"
        "<si><t>a_x000D_b_x005F_</t></si>"
    )
    cells = "".join(f'<c r="{c}1" t="s"><v>{i}</v></c>' for i, c in enumerate("ABC"))
    path = by_hand(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>', strings=strings)
    assert read(path)[0] == ["電力,温度,a b_"]


def sheets_of(
    path: Path, *names: str, hidden: tuple[str, ...] = (), empty: tuple[str, ...] = ()
) -> Path:
    """Write a workbook with a word in each of several sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in names:
        sheet = book.create_sheet(name)
        sheet["A1"] = None if name in empty else name
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    book.save(path)
    return path


def test_the_only_filled_sheet_needs_no_name(tmp_path: Path) -> None:
    """Empty and hidden sheets do not count."""
    path = sheets_of(tmp_path / "a.xlsx", "a", "b", "c", hidden=("a",), empty=("b",))
    assert read(path)[0] == ["c"]
    assert read(path, "a")[0] == ["a"]


def test_a_sheet_that_has_to_be_named(tmp_path: Path) -> None:
    """Several, or none but hidden ones: the names are listed."""
    path = sheets_of(tmp_path / "a.xlsx", "2017", "2018", "Notes", empty=("Notes",))
    assert refused(path) == (
        "D139",
        'the workbook has 2 sheets with cells ("2017", "2018"); name the one with the readings: '
        'sheet = "2017", or several: sheet = [...]',
        "",
    )
    assert refused(path, "20017") == (
        "D139",
        'no sheet "20017" (the workbook has "2017", "2018", "Notes"); did you mean "2017"?',
        "",
    )
    hidden = sheets_of(tmp_path / "b.xlsx", "a", "b", hidden=("b",), empty=("a",))
    assert read(hidden, "b")[0] == ["b"]
    # One visible sheet is the one that is meant, and empty.
    assert refused(hidden)[0] == "D127"


def test_an_empty_workbook(tmp_path: Path) -> None:
    """Nothing at all is told as such."""
    path = sheets_of(tmp_path / "a.xlsx", "a", "b", empty=("a", "b"))
    assert refused(path)[:2] == (
        "D127",
        "the workbook is empty; a header and readings are expected",
    )


PREFIXED = (
    f'<x:worksheet xmlns:x="{MAIN}">\n <x:sheetData>\n  <x:row r="1">\n   <x:c r="A1" t="str">'
    "<x:v>a</x:v>\n   </x:c>\n  </x:row>\n  <x:row>\n   <x:c><x:v>1.5</x:v></x:c>\n   "
    '<x:c t="inlineStr">'
    "<x:is><x:t>b</x:t></x:is></x:c>\n  </x:row>\n </x:sheetData>\n</x:worksheet>"
)


def test_other_spellings_of_the_same_sheet(tmp_path: Path) -> None:
    """Prefixes, blanks between elements, and cells without names are XML too."""
    lines, _ = read(by_hand(tmp_path / "a.xlsx", "", sheet=PREFIXED))
    assert lines == ["a,", "1.5,b"]
    wide = PREFIXED.encode("utf-16")
    assert read(by_hand(tmp_path / "b.xlsx", "", more={"xl/worksheets/sheet1.xml": wide}))[0] == [
        "a,",
        "1.5,b",
    ]


def test_rows_in_a_comment_are_no_rows(tmp_path: Path) -> None:
    """What the parser passes over is not taken in on the short way either."""
    row = '<row r="{0}"><c r="A{0}"><v>{1}</v></c></row>'
    rows = (
        row.format(1, "1")
        + "<!--"
        + "".join(row.format(i, "7") for i in range(2, 6))
        + "-->"
        + "".join(row.format(i, "2") for i in range(2, 5))
    )
    assert read(by_hand(tmp_path / "a.xlsx", rows))[0] == ["1", "2", "2", "2"]


def test_rows_in_another_namespace_are_no_rows(tmp_path: Path) -> None:
    """A row without a prefix is one of the sheet only where the sheet has none."""
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    foreign = "".join(row.format(i) for i in range(2, 6))
    rows = row.format(1) + f'<other xmlns="urn:x">{foreign}</other>' + row.format(2)
    assert read(by_hand(tmp_path / "a.xlsx", rows))[0] == ["1", "2"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A7"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><c r="B1"><v>1</v></c></c></row>',
        '<row r="1"><c r="A1"><v>1</c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row>' * 2,
        '<row r="1"><c r="A1" t="str"><v>' + "x" * 200_000 + "</v></c></row>",
        "<row>" * 300 + "</row>" * 300,
    ],
)
@pytest.mark.parametrize("first", ["", '<row r="0"/>'])
def test_cells_out_of_place_are_damage(tmp_path: Path, rows: str, first: str) -> None:
    """A row or a cell that stands twice, or in another's place, is not for us to choose."""
    code, message, _ = refused(by_hand(tmp_path / "a.xlsx", first + rows))
    assert (code, message) == (
        "D137",
        "the workbook is damaged in xl/worksheets/sheet1.xml; open it in a spreadsheet program, "
        "save it again as .xlsx, or export CSV",
    )


def test_a_cell_that_names_no_text(tmp_path: Path) -> None:
    """The cell is named."""
    row = '<row r="3"><c r="B3" t="s"><v>9</v></c></row>'
    assert refused(by_hand(tmp_path / "a.xlsx", row, strings="<si><t>a</t></si>")) == (
        "D137",
        "the cell names a text that the workbook does not hold; open the workbook in a "
        "spreadsheet program and save it again",
        "S!B3",
    )
