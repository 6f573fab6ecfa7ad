"""LibreOffice calculates every workbook from scratch to what the report says."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.unit.views.workbook.examples import reports
from tests.unit.views.workbook.recalculating import (
    WRONG,
    compare,
    plant_wrong_values,
    recalculate,
    render_table,
)

from jcm_mrv.views.words import read_language
from jcm_mrv.views.workbook import lay_out_book, render_workbook

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("workbook")  # long: it is begun with


def test_libreoffice_calculates_what_the_report_says(tmp_path: Path) -> None:
    """Every computed cell is the engine's to the last digit shown, whole tonnes exactly."""
    language = read_language("en")
    books = {name: lay_out_book(parsed, language) for name, parsed in reports().items()}
    files = {name: render_workbook(parsed, language) for name, parsed in reports().items()}

    saved = recalculate(files, tmp_path)
    compared = {name: compare(book, saved[name]) for name, book in books.items()}

    print(render_table(compared))
    assert [one for each in compared.values() for one in each.differences] == []
    # Six examples, eight kinds of reports, nine worked numbers, seventeen cases in lines.
    assert len([name for name in compared if name.startswith("example")]) == 6
    assert all(one.cells >= 40 for one in compared.values())
    # The proof that it calculated: what it was given was wrong in every formula.
    given = tmp_path / "before" / "example lao-data-center.xlsx"
    with zipfile.ZipFile(given) as file:
        sheet = file.read("xl/worksheets/sheet5.xml")
    assert sheet.count(b"<v>" + WRONG + b"</v>") == sheet.count(b"</f>") >= 50


def test_a_wrong_cell_is_told() -> None:
    """The comparison itself fails on a workbook that nobody recalculated."""
    parsed = reports()["made trial"]
    language = read_language("en")
    book = lay_out_book(parsed, language)
    wrong = plant_wrong_values(render_workbook(parsed, language))

    assert plant_wrong_values(wrong) == wrong
    computed = [cell for sheet in book.sheets for cell in sheet.cells if cell.tree is not None]
    assert len(computed) >= 40
