"""The file itself: other programs read it, texts stay texts, the same book gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from tests.unit.views.workbook.examples import reports
from tests.unit.views.workbook.made import parse, whole_years

from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import lay_out_book, render_workbook

ENGLISH, JAPANESE = read_language("en"), read_language("ja")
LAO = "example lao-data-center"


def opened(data: bytes, **options: Any) -> Any:
    """Open a workbook with another program's reader."""
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def test_formulas_have_their_values_cached() -> None:
    """Openpyxl finds each formula, and beside it the shortest float of the exact value."""
    parsed = reports()[LAO]
    data = render_workbook(parsed, ENGLISH)
    formulas, values = opened(data), opened(data, data_only=True)

    computed = [
        cell
        for sheet in lay_out_book(parsed, ENGLISH).sheets
        for cell in sheet.cells
        if cell.tree is not None
    ]
    for cell in computed:
        place = (cell.row + 1, cell.column + 1)
        assert formulas[cell.sheet].cell(*place).value == f"={cell.formula}"
        cached = values[cell.sheet].cell(*place).value
        assert cached == (float(cell.value) if cell.is_number else cell.value)
    assert len(computed) > 100


def test_a_float_of_seventeen_digits_is_written_whole() -> None:
    """0.1 + 0.2 as a reading is 0.30000000000000004 in the file, not its first 16 digits."""
    values = opened(render_workbook(whole_years(["0.30000000000000004"]), ENGLISH))

    assert values["Readings"]["G8"].value == 0.30000000000000004


@pytest.mark.parametrize("language", [ENGLISH, JAPANESE], ids=["en", "ja"])
def test_the_same_report_gives_the_same_bytes(language: Any) -> None:
    """No clock and no chance is in the file."""
    parsed = reports()["made every tree"]

    assert render_workbook(parsed, language) == render_workbook(parse(parsed.document), language)


def test_sheets_are_set_up_for_paper_and_protected() -> None:
    """A4 landscape, one page wide, repeated heads; protected, with inputs that are not locked."""
    book = opened(render_workbook(reports()[LAO], ENGLISH))

    for sheet in book.worksheets:
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert setup.fitToWidth in (None, 1)  # 1 unless told otherwise
        assert setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.oddHeader.right.text == "&A"
        assert sheet.protection.sheet
        assert not sheet.protection.password
    assert book["Readings"].print_title_rows == "$7:$7"
    assert book["Readings"].freeze_panes == "A8"
    assert not book["Readings"]["G8"].protection.locked
    assert book["Readings"]["L8"].protection.locked
    fills = {
        book["Readings"][place].fill.fgColor.rgb for place in ("G8", "L8", "A8")
    } | {book["Findings"]["B8"].fill.fgColor.rgb}  # fmt: skip
    assert len(fills) >= 3


def test_the_document_says_what_it_shows() -> None:
    """The digest and the language are properties; its date is the end of the period."""
    parsed = reports()[LAO]
    book = opened(render_workbook(parsed, JAPANESE))

    told = {one.name: one.value for one in book.custom_doc_props.props}
    assert told == {
        "jcm-mrv layout": "jcm-mrv/workbook/1",
        "jcm-mrv report sha256": parsed.sha256,
        "jcm-mrv language": "ja",
    }
    assert f"{book.properties.created:%Y-%m-%d}" == "2018-02-28"


HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org","x")',
    "{=1+1}",
    "http://example.org",
    "<r><t>markup</t></r>",
    "a\x00b\x07c\x1f",
    "_x0041_",
    "'quoted",
    "123",
    "&L&G" * 100,
    "ends in space ",
    '日本語 &<>"',
    "x" * 40_000,
    "😀" * 20_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_comes_as_text_stays_text(text: str) -> None:
    """No text of a report becomes a formula, a link, a number or markup, whatever it looks like."""
    document = parse(whole_years(["7"]).document).document
    document["project"]["title"] = text
    document["project"]["monitored"][0] |= {"comment": text, "method": text, "point": text}
    document["project"]["responsible"] = [{"name": text, "role": text}]

    data = render_workbook(parse(document), ENGLISH)

    book = opened(data)
    found = book["MSS"]["A8"]
    assert found.data_type == "s"
    shown = found.value
    if len(text.encode("utf-16-le")) // 2 <= 32_767:
        expected = re.sub(r"[\x00-\x08\x0b-\x1f]", "�", text)
        assert shown.rstrip() == expected.rstrip()
    else:
        assert shown.endswith(" […]")
        assert len(shown.encode("utf-16-le")) // 2 <= 32_767
    quoted = text[:1] in "=+-@"
    assert bool(found.quotePrefix) == quoted
    formulas = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) == len(
        [
            cell
            for sheet in opened(render_workbook(whole_years(["7"]), ENGLISH)).worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
    )
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert not any("external" in name or "hyperlink" in name for name in file.namelist())
        assert b"<hyperlink" not in b"".join(file.read(name) for name in file.namelist())
