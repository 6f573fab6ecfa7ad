"""A monitoring workbook is verified from its own cells; every edit of it is told by cell."""

from __future__ import annotations

import random
import shutil
import zipfile
from fractions import Fraction
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from tests.unit.forms.monitoring.books import (
    EXAMPLES,
    book_of,
    cell_at,
    edited,
    name_of,
    replaced,
    save,
    workbook_of,
)

from jcm_mrv.forms.monitoring.model import FIXED, FORM, FORMULAS, INPUTS, METHODOLOGY, VALUES
from jcm_mrv.forms.monitoring.verifying import verify_book

if TYPE_CHECKING:
    from pathlib import Path

    from jcm_mrv.forms.monitoring.model import BookVerification, CellDifference

LAO, ROOFS, CEMENT = "lao-data-center", "philippines-rooftop-solar", "philippines-cement-whr"
ALL = (
    LAO,
    ROOFS,
    CEMENT,
    "measured-rooftop-pv",
    "mexico-rooftop-solar",
    "philippines-bohol-solar",
)


def verified(folder: Path, data: bytes) -> BookVerification:
    """Write a workbook and verify it."""
    return verify_book(save(folder, data))


def first_of(outcome: BookVerification) -> CellDifference:
    """Return the first cell that differs."""
    assert outcome.verdict == "DIFFERS"
    assert outcome.first is not None
    return outcome.first


def mark_of(outcome: BookVerification, number: int) -> str:
    """Return the mark of a step."""
    return next(step.mark for step in outcome.steps if step.number == number)


def codes_of(outcome: BookVerification) -> set[str]:
    """Return the codes of everything that was found."""
    return {finding.code for step in outcome.steps for finding in step.findings}


@pytest.mark.parametrize("example", ALL)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_workbook_of_an_example_follows_from_its_own_inputs(
    tmp_path: Path, example: str, language: str
) -> None:
    """Every step holds, in both languages, and nothing was compared with readings."""
    outcome = verified(tmp_path, workbook_of(example, language))
    assert outcome.verdict == "REPRODUCED"
    assert [step.mark for step in outcome.steps] == ["held"] * 5
    assert not outcome.with_inputs


def test_a_typed_value_is_told_with_the_formula_that_belongs_there(tmp_path: Path) -> None:
    """It is a defect also where the number is the right one."""
    cell = cell_at(LAO, "/vintages/0/credits", "MRS(input)")
    first = first_of(
        verified(tmp_path, edited(workbook_of(LAO), cell.sheet, name_of(cell), typed=True))
    )
    assert (first.kind, first.sheet, first.found) == ("typed", "MRS(input)", cell.value)
    assert first.expected == f"={cell.formula}"
    assert first.tonnes == 0


def test_credits_raised_by_ten_are_told_in_tonnes(tmp_path: Path) -> None:
    """What the cell says, less what follows: ten tonnes; its copies and the total stand."""
    cell = cell_at(LAO, "/vintages/0/credits", "MRS(calc_process)")
    raised = str(int(cell.value) + 10)
    outcome = verified(tmp_path, edited(workbook_of(LAO), cell.sheet, name_of(cell), raised))
    first = first_of(outcome)
    assert (first.kind, first.found, first.expected) == ("value", raised, cell.value)
    assert first.tonnes == Fraction(10)
    assert first.unit == "t"
    assert len(outcome.differences) == 1
    assert mark_of(outcome, FORMULAS) == "held"
    assert mark_of(outcome, VALUES) == "differs"


def test_whole_tonnes_have_to_be_the_very_ones(tmp_path: Path) -> None:
    """A share of a tonne that no other number would be told for is told of credits."""
    cell = cell_at(LAO, "/totals/credits", "MRS(input)")
    value = f"{cell.value}.0000000001"
    first = first_of(verified(tmp_path, edited(workbook_of(LAO), cell.sheet, name_of(cell), value)))
    assert first.kind == "value"


def test_the_last_digit_of_a_float_is_not_told(tmp_path: Path) -> None:
    """Any other number may be off by what binary fractions cannot hold."""
    cell = cell_at(LAO, "/totals/emission_reductions/value", "MRS(input)")
    near = repr(float(Fraction(cell.value)) * (1 + 1e-12))
    data = edited(workbook_of(LAO), cell.sheet, name_of(cell), near)
    assert verified(tmp_path, data).verdict == "REPRODUCED"
    far = repr(float(Fraction(cell.value)) * (1 + 1e-8))
    data = edited(workbook_of(LAO), cell.sheet, name_of(cell), far)
    assert first_of(verified(tmp_path, data)).kind == "value"


def test_a_changed_formula_is_told_whatever_it_gives(tmp_path: Path) -> None:
    """A sum that leaves out its last month is another formula, its value left as it was."""
    cell = cell_at(LAO, "/values/0/value", "MRS(input)")
    assert cell.formula is not None
    shorter = cell.formula.replace("G17", "G16")
    assert shorter != cell.formula
    first = first_of(
        verified(tmp_path, edited(workbook_of(LAO), cell.sheet, name_of(cell), None, shorter))
    )
    assert (first.kind, first.found) == ("formula", f"={shorter}")
    assert first.expected == f"={cell.formula}"


def test_a_formula_in_another_spelling_is_the_same(tmp_path: Path) -> None:
    """Small letters, blanks and absolute signs are how a person may have written it."""
    cell = cell_at(LAO, "/values/0/value", "MRS(input)")
    spelt = (cell.formula or "").replace("SUM(", "sum( ").replace("G8", "$G$8")
    data = edited(workbook_of(LAO), cell.sheet, name_of(cell), None, spelt)
    assert verified(tmp_path, data).verdict == "REPRODUCED"


def test_a_changed_month_makes_its_dependents_stale_and_the_first_is_named(
    tmp_path: Path,
) -> None:
    """EC_IT of March 2017 raised by 10 MWh, not calculated again: the sum of EC_IT is 10 short.

    It is the first cell that differs, and moves RE = EC_IT * PUE_RE * EF_elec by
    -10 * 1.8 * 0.5546 = -9.9828 t; PE has nothing of it.
    """
    month = cell_at(LAO, "/readings/0/sum", "Readings")
    assert month.value == "40.5235"
    outcome = verified(tmp_path, edited(workbook_of(LAO), month.sheet, name_of(month), "50.5235"))
    first = first_of(outcome)
    stale = cell_at(LAO, "/values/0/value", "MRS(input)")
    assert (first.sheet, first.row, first.column) == (stale.sheet, stale.row, stale.column)
    assert Fraction(first.expected or "") - Fraction(first.found or "") == 10
    assert first.tonnes == Fraction("-9.9828")
    assert [one for one in outcome.differences if one.root] == [first]
    assert len(outcome.differences) > 5


def test_a_changed_unit_is_told(tmp_path: Path) -> None:
    """A label of the layout that says something else is no longer the layout's."""
    data = replaced(
        workbook_of(LAO),
        "xl/sharedStrings.xml",
        lambda xml: (xml.replace("<t>tCO2/MWh</t>", "<t>kgCO2/MWh</t>"), xml.count("tCO2/MWh<")),
    )
    first = first_of(verified(tmp_path, data))
    assert (first.kind, first.found, first.expected) == ("fixed", "kgCO2/MWh", "tCO2/MWh")


def test_a_sheet_that_is_missing_hidden_or_added_is_told(tmp_path: Path) -> None:
    """Each by its name, as a fault of the form."""
    for change, words in (
        (lambda book: book.remove(book["MSS"]), ("MSS", None)),
        (lambda book: setattr(book["MSS"], "sheet_state", "hidden"), ("MSS", "hidden")),
        (lambda book: book.create_sheet("Aside").append(["x"]), ("Aside", "a sheet")),
    ):
        path = save(tmp_path, workbook_of(LAO))
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        outcome = verify_book(path)
        first = first_of(outcome)
        assert (first.cell, first.found) == words
        assert mark_of(outcome, FORM) == "differs"


def test_what_lies_beyond_the_layout_or_is_hidden_in_it_is_told(tmp_path: Path) -> None:
    """A row that was added below, and a row that was hidden, show a reader something else."""
    path = save(tmp_path, workbook_of(LAO))
    book = openpyxl.load_workbook(path)
    book["Readings"]["N200"] = 7
    book["MRS(input)"].row_dimensions[10].hidden = True
    book.save(path)
    found = {(one.cell, one.found) for one in verify_book(path).differences}
    assert found == {("Readings!N200", "7"), ("'MRS(input)'!A10", "hidden")}


def test_a_workbook_saved_without_values_is_undecided(tmp_path: Path) -> None:
    """A script cannot calculate: formulas and fixed cells hold, the values are not there."""
    path = save(tmp_path, workbook_of(CEMENT))
    openpyxl.load_workbook(path).save(path)
    outcome = verify_book(path)
    assert outcome.verdict == "UNVERIFIABLE"
    assert [mark_of(outcome, number) for number in (FIXED, FORMULAS, VALUES)] == [
        "held",
        "held",
        "unknown",
    ]
    assert codes_of(outcome) == {"V398"}
    assert outcome.differences == ()


def test_a_typed_value_is_told_in_such_a_workbook_too(tmp_path: Path) -> None:
    """What differs for certain outweighs what is not there."""
    path = save(tmp_path, workbook_of(LAO))
    book = openpyxl.load_workbook(path)
    cell = cell_at(LAO, "/totals/credits", "MRS(input)")
    book["MRS(input)"][name_of(cell)] = 310
    book.save(path)
    first = first_of(verify_book(path))
    assert (first.kind, first.found) == ("typed", "310")
    assert first.tonnes == Fraction(310 - 207)


def test_random_edits_of_computed_cells_are_all_told(tmp_path: Path) -> None:
    """One stored number in a thousandth of its size wrong is the first cell that differs."""
    draw = random.Random(20261122)  # noqa: S311  (chooses cells, keeps no secret)
    for example in (LAO, ROOFS, CEMENT):
        cells = [
            cell
            for sheet in book_of(example).sheets
            for cell in sheet.cells
            if cell.tree is not None and cell.is_number
        ]
        for cell in draw.sample(cells, 8):
            value = float(Fraction(cell.value))
            wrong = repr(value * 1.001 if value else 0.001)
            data = edited(workbook_of(example), cell.sheet, name_of(cell), wrong)
            first = first_of(verified(tmp_path, data))
            assert (first.sheet, first.row, first.column) == (cell.sheet, cell.row, cell.column)


def test_no_cell_can_break_the_verification(tmp_path: Path) -> None:
    """Whatever a person types into any cell that is no formula, there is a verdict."""
    draw = random.Random(7)  # noqa: S311  (chooses cells, keeps no secret)
    path = save(tmp_path, workbook_of(ROOFS))
    wild = ["", "x", -1, 1e300, 1e-300, "2017-13", "\u202e", True, 10**15, '"]\nx=1', "#REF!"]
    for value in wild:
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            cells = [
                cell
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
                and not isinstance(cell, MergedCell)
                and not str(cell.value).startswith("=")
            ]
            draw.choice(cells).value = value
        book.save(tmp_path / "wild.xlsx")
        assert verify_book(tmp_path / "wild.xlsx").verdict in ("DIFFERS", "UNVERIFIABLE")


def test_the_methodology_comes_from_the_own_library(tmp_path: Path) -> None:
    """A workbook that names one which is not there is undecided; nothing of it is believed."""
    data = replaced(
        workbook_of(LAO),
        "xl/sharedStrings.xml",
        lambda xml: (xml.replace("JCM_LA_AM001_ver01.0", "JCM_LA_AM901_ver01.0"), 1),
    )
    outcome = verified(tmp_path, data)
    assert outcome.verdict == "UNVERIFIABLE"
    assert mark_of(outcome, METHODOLOGY) == "unknown"
    assert codes_of(outcome) == {"V320"}


def test_an_input_that_is_no_number_is_named(tmp_path: Path) -> None:
    """A month that holds a text gives nothing to calculate from."""
    month = cell_at(LAO, "/readings/0/sum", "Readings")
    path = save(tmp_path, workbook_of(LAO))
    book = openpyxl.load_workbook(path)
    book["Readings"][name_of(month)] = "40,5235"
    book.save(path)
    outcome = verify_book(path)
    assert outcome.verdict == "UNVERIFIABLE"
    messages = [one.line() for step in outcome.steps for one in step.findings]
    assert messages == [
        f"book.xlsx: Readings!{name_of(month)}: V398 the sum of the month is expected as a number;"
        ' it holds "40,5235"'
    ]


def test_macros_are_told_and_never_run(tmp_path: Path) -> None:
    """The layout has none: what could act makes another workbook of it."""
    path = save(tmp_path, workbook_of(LAO))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0")
    outcome = verify_book(path)
    assert outcome.verdict == "DIFFERS"
    assert codes_of(outcome) == {"V397"}


def test_other_files_are_undecided_with_the_reason(tmp_path: Path) -> None:
    """A workbook of another kind, an encrypted one, a bomb and a text are refused in words."""
    other = openpyxl.Workbook()
    other.save(tmp_path / "other.xlsx")
    (tmp_path / "locked.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )
    (tmp_path / "text.xlsx").write_text("a,b\n1,2\n", "utf-8")
    bomb = replaced(
        workbook_of(LAO), "xl/sharedStrings.xml", lambda xml: (xml + " " * 40_000_000, 1)
    )
    with (
        zipfile.ZipFile(save(tmp_path, bomb, "plain.xlsx")) as source,
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for entry in source.infolist():
            packed.writestr(entry.filename, source.read(entry))
    for name, words in (
        ("other.xlsx", "a workbook of another kind"),
        ("locked.xlsx", "protected with a password"),
        ("text.xlsx", "the file is no workbook"),
        ("bomb.xlsx", "times its size"),
    ):
        outcome = verify_book(tmp_path / name)
        assert outcome.verdict == "UNVERIFIABLE"
        [finding] = [one for step in outcome.steps for one in step.findings]
        assert finding.code == "V393"
        assert words in finding.message


def test_with_its_project_the_inputs_are_compared_too(tmp_path: Path) -> None:
    """A workbook that the readings give holds in every step."""
    path = save(tmp_path, workbook_of(ROOFS, "ja"))
    outcome = verify_book(path, inputs=EXAMPLES / ROOFS)
    assert outcome.verdict == "REPRODUCED"
    assert mark_of(outcome, INPUTS) == "held"


def test_an_input_that_is_not_what_the_readings_give_is_told(tmp_path: Path) -> None:
    """The month of the stale workbook above: 10 MWh more, 10 * 1.8 * 0.5546 = 9.9828 t."""
    month = cell_at(LAO, "/readings/0/sum", "Readings")
    path = save(tmp_path, edited(workbook_of(LAO), month.sheet, name_of(month), "50.5235"))
    first = first_of(verify_book(path, inputs=EXAMPLES / LAO))
    assert (first.kind, first.found, first.expected) == ("input", "50.5235", "40.5235")
    assert first.tonnes == Fraction("9.9828")


def test_a_finding_that_was_taken_away_is_told_by_the_readings(tmp_path: Path) -> None:
    """A workbook is believed what it finds, until a project says what there is to find."""
    path = save(tmp_path, workbook_of(ROOFS))
    book = openpyxl.load_workbook(path)
    sheet = book["Findings"]
    warning = next(row for row in sheet.iter_rows(min_row=8) if row[1].value == "Warning")
    for cell in warning:
        if not isinstance(cell, MergedCell):
            cell.value = None
    book.save(path)
    found = verify_book(path, inputs=EXAMPLES / ROOFS)
    assert found.verdict == "DIFFERS"
    told = {one.cell: one.expected for one in found.differences if one.kind == "input"}
    assert told[f"Findings!B{warning[0].row}"] == "Warning"


def test_inputs_that_give_no_project_leave_the_step_undecided(tmp_path: Path) -> None:
    """A folder whose project cannot be read decides nothing."""
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLES / LAO, folder)
    (folder / "project.toml").write_text("x = \n", "utf-8")
    outcome = verify_book(save(tmp_path, workbook_of(LAO)), inputs=folder)
    assert outcome.verdict == "UNVERIFIABLE"
    assert mark_of(outcome, INPUTS) == "unknown"
