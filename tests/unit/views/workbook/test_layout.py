"""The workbook as data: sheets, tables, formulas and pointers of the report it shows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from tests.unit.views.workbook.examples import members, reports
from tests.unit.views.workbook.made import parse, whole_years

from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import lay_out_book
from jcm_mrv.views.workbook.book import MRS_INPUT, MRS_PROCESS, SHEETS, Book, Cell
from jcm_mrv.views.workbook.numberformats import DAY

ENGLISH, JAPANESE = read_language("en"), read_language("ja")
LAO = "example lao-data-center"


def cells_of(book: Book, sheet: str) -> dict[tuple[int, int], Cell]:
    """Return the cells of a sheet by place."""
    return {(cell.row, cell.column): cell for cell in book.sheet(sheet).cells}


def find(book: Book, sheet: str, text: str) -> Cell:
    """Return the first cell with a text."""
    return next(cell for cell in book.sheet(sheet).cells if cell.value == text)


def at(document: Any, pointer: str) -> Any:
    """Return what a JSON pointer points to."""
    for key in pointer.split("/")[1:]:
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document


def test_the_sheets_are_those_of_the_form() -> None:
    """Five sheets of the JCM, then readings and findings, named alike in every language."""
    expected = [
        "MPS(input)",
        "MPS(calc_process)",
        "MSS",
        "MRS(input)",
        "MRS(calc_process)",
        "Readings",
        "Findings",
    ]
    for language in (ENGLISH, JAPANESE):
        book = lay_out_book(reports()[LAO], language)
        assert [sheet.name for sheet in book.sheets] == expected == list(SHEETS)


def test_table_1_has_the_eleven_columns() -> None:
    """Columns (a) to (k) stand in the order of a filled sheet, and nothing between them."""
    book = lay_out_book(reports()[LAO], ENGLISH)
    cells = cells_of(book, MRS_INPUT)
    top = find(book, MRS_INPUT, "(a)").row

    assert [cells[top, column].value for column in range(11)] == [
        f"({one})" for one in "abcdefghijk"
    ]
    assert [cells[top + 1, column].value for column in range(11)] == [
        "Monitoring period",
        "Monitoring point No.",
        "Parameters",
        "Description of data",
        "Monitored Values",
        "Units",
        "Monitoring option",
        "Source of data",
        "Measurement methods and procedures",
        "Monitoring frequency",
        "Other comments",
    ]
    assert cells[0, 0].value == "Monitoring Spreadsheet: JCM_LA_AM001_ver01.0"
    assert cells[1, 0].value == "Reference Number: LA001"
    assert cells[2, 0].value == "Monitoring Report Sheet (Input Sheet) [For Verification]"


def test_a_monitored_value_is_a_formula_over_its_months() -> None:
    """EC_IT of 2017 adds up ten months, that of 2018 two; program columns name both."""
    book = lay_out_book(reports()[LAO], ENGLISH)
    cells = cells_of(book, MRS_INPUT)
    row = find(book, MRS_INPUT, "EC_IT").row

    assert [cells[row + one, 4].formula for one in (0, 1)] == [
        "SUM('Readings'!G8:G17)",
        "SUM('Readings'!G18:G19)",
    ]
    assert [cells[row, 4].value, cells[row + 1, 4].value] == ["428.55169", "90.61509"]
    assert [cells[row + one, 13].value for one in (0, 1)] == ["1", "2"]


def test_the_equations_are_those_of_the_methodology() -> None:
    """RE is the product of three cells, written beside as the methodology writes it."""
    book = lay_out_book(reports()[LAO], ENGLISH)
    cells = cells_of(book, MRS_PROCESS)
    row = next(row for (row, column), one in cells.items() if one.value == "RE_p" and column == 3)

    assert cells[row, 1].formula == f"B{row + 2}*B{row + 3}*B{row + 4}"
    assert cells[row, 4].value == "EC_IT * PUE_RE * EF_elec"
    assert cells[row, 1].pointer == "/equations/0/value/value"


def test_every_pointer_leads_to_the_number_shown() -> None:
    """What a cell shows is what the report has at its pointer; null shows as a dash or a blank."""
    for parsed in reports().values():
        book = lay_out_book(parsed, ENGLISH)
        pointed = [cell for sheet in book.sheets for cell in sheet.cells if cell.pointer]

        for cell in pointed:
            found = at(parsed.document, str(cell.pointer))
            if cell.format == DAY:
                found = str((dt.date.fromisoformat(found) - dt.date(1899, 12, 30)).days)
            if cell.is_number or cell.kind == "computed":
                assert cell.value in (("–", "") if found is None else (str(found),))
        assert len(pointed) > 40


def test_nothing_calculated_is_typed() -> None:
    """Every result of the report is the value of formulas, and of formulas alone."""
    for parsed in reports().values():
        book = lay_out_book(parsed, ENGLISH)
        typed = {
            cell.pointer.split("/")[1]
            for sheet in book.sheets
            for cell in sheet.cells
            if cell.pointer and cell.kind in ("input", "fixed", "text")
        }

        assert {"vintages", "totals", "rounding", "equations"} & typed == set()
        numbers = [
            cell
            for cell in book.sheet(MRS_PROCESS).cells
            if cell.is_number and cell.kind == "input" and cell.format != DAY
        ]
        assert numbers == []


@pytest.mark.parametrize("name", [LAO, "made every tree", "kind every-node"])
def test_formulas_and_numbers_are_the_same_in_every_language(name: str) -> None:
    """A language changes words, no place, number or formula; severity is the word of a language."""
    english, japanese = (lay_out_book(reports()[name], one) for one in (ENGLISH, JAPANESE))

    for one, other in zip(english.sheets, japanese.sheets, strict=True):
        assert [(c.row, c.column, c.kind, c.pointer) for c in one.cells] == [
            (c.row, c.column, c.kind, c.pointer) for c in other.cells
        ]
        assert [c.value for c in one.cells if c.is_number] == [
            c.value for c in other.cells if c.is_number
        ]


def test_the_layout_is_the_same_every_time() -> None:
    """Two layouts of one report are equal, cell by cell."""
    parsed = reports()["made every tree"]

    assert lay_out_book(parsed, ENGLISH) == lay_out_book(parse(parsed.document), ENGLISH)


def test_no_place_is_taken_twice() -> None:
    """Blocks, tables and lists lie below each other; merged cells cover no other cell."""
    for name in ("made every tree", "kind every-node", "example philippines-rooftop-solar"):
        for sheet in lay_out_book(reports()[name], ENGLISH).sheets:
            covered = Counter((cell.row, cell.column) for cell in sheet.cells)
            for (row, column), last in sheet.merged.items():
                covered.update((row, one) for one in range(column + 1, last + 1))
            assert [place for place, times in covered.items() if times > 1] == []


def test_withheld_credits_follow_from_the_findings() -> None:
    """A line that an error touches shows a dash, by a formula that counts errors."""
    book = lay_out_book(reports()["made withheld"], ENGLISH)
    credits_ = [c for c in book.sheet(MRS_PROCESS).cells if c.style == "credits"]

    # 7.75, 9.5 and 11.25 t; the second year has an error
    assert [cell.value for cell in credits_] == ["7", "–", "11", "–"]
    row = credits_[1].row
    assert credits_[1].formula == f'IF(OR(EXACT(B7,"none"),H{row + 1}>0),"–",G{row + 1})'
    errors = cells_of(book, MRS_PROCESS)[row, 7]
    assert errors.formula == "COUNTIFS('Findings'!B8,\"Error\",'Findings'!N8,1)"


def test_the_plan_evaluates_the_equations_over_its_estimates() -> None:
    """(520 x 1.8 - 561.6) x 0.5546 = 207.64224 t in a full year."""
    book = lay_out_book(reports()[LAO], ENGLISH)
    found = [c.value for c in book.sheet("MPS(input)").cells if c.kind == "computed"]

    # 936 x 0.5546 = 519.1056 and 561.6 x 0.5546 = 311.46336
    assert found == ["519.1056", "311.46336", "207.64224"]


def test_a_plan_without_an_estimate_says_so() -> None:
    """The cells stay empty, and a line names the parameter."""
    parsed = whole_years(["7"])
    del parsed.document["project"]["monitored"][0]["estimate"]
    book = lay_out_book(parse(parsed.document), ENGLISH)

    assert [c for c in book.sheet("MPS(calc_process)").cells if c.kind == "computed"] == []
    assert find(book, "MPS(input)", "The plan has no estimate of X in its unit.").style == "note"


def test_an_estimate_in_another_unit_is_converted_by_a_formula() -> None:
    """520 MWh written as 520,000 kWh is divided by 1,000 on the calculation sheet."""
    document = parse(reports()[LAO].document).document
    document["project"]["monitored"][0]["estimate"] = {"unit": "kWh", "value": "520000"}
    book = lay_out_book(parse(document), ENGLISH)

    formulas = [c.formula for c in book.sheet("MPS(calc_process)").cells if c.formula]
    assert "'MPS(input)'!D10/1000" in formulas
    assert find(book, "MPS(input)", "207.64224").kind == "computed"


def test_a_report_without_results_shows_its_readings_and_says_why() -> None:
    """Where nothing could be calculated, there is no formula for a result, and a dash for each."""
    document = parse(reports()["made trial"].document).document
    for line in (*document["vintages"], document["totals"]):
        line |= {"reference_emissions": None, "project_emissions": None}
        line |= {"emission_reductions": None, "credits": None}
    document |= {"equations": [], "values": []}
    document["rounding"]["years"] = []
    book = lay_out_book(parse(document), ENGLISH)

    why = "Nothing could be calculated; the sheet Findings tells why."
    assert find(book, MRS_PROCESS, why).style == "note"
    assert [c for c in book.sheet(MRS_INPUT).cells if c.kind == "computed"] == []
    assert [c.value for c in book.sheet("Readings").cells if c.format and c.column == 6] == ["7.75"]


def test_many_members_stand_in_rows() -> None:
    """Sixty roofs take sixty rows of Table 1 and of the table of members, and one SUM."""
    book = lay_out_book(members(60), ENGLISH)

    named = [c for c in book.sheet(MRS_INPUT).cells if c.column == 12 and c.value[:5] == "roof-"]
    assert len(named) == 60 + 60  # generation in Table 1, factor in Table 2
    total = next(
        c for c in book.sheet(MRS_PROCESS).cells if c.pointer == "/equations/0/value/value"
    )
    assert (total.formula or "").startswith("SUM(D")
