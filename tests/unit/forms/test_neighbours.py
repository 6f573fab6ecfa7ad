"""The files that a workbook names, looked for beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.forms.person import fill_small

from jcm_mrv.cli.start import render_from_workbook
from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Place
from jcm_mrv.forms.neighbours import find_neighbours

if TYPE_CHECKING:
    from pathlib import Path

HERE = Place("plant.xlsx", "Sources!D6")


def test_files_beside_the_workbook_are_found_and_others_named(tmp_path: Path) -> None:
    """A pattern may name several; what nothing matches is no fault."""
    (tmp_path / "logs").mkdir()
    for name in ("logs/b.csv", "logs/a.csv", "c.csv"):
        (tmp_path / name).write_text("day,kwh\n", "utf-8")
    found = find_neighbours(tmp_path, [(HERE, "logs/*.csv"), (HERE, "d.csv"), (HERE, "d.csv")])
    assert list(found.files) == ["logs/a.csv", "logs/b.csv"]
    assert found.missing == [(HERE, "d.csv")]


@pytest.mark.parametrize("pattern", ["../a.csv", "/etc/passwd", "https://x.org/a.csv", "logs"])
def test_what_leads_out_of_the_folder_is_refused_at_its_cell(pattern: str, tmp_path: Path) -> None:
    """A workbook from somebody else copies nothing from elsewhere."""
    (tmp_path / "logs").mkdir()
    with pytest.raises(RefusedError) as caught:
        find_neighbours(tmp_path, [(HERE, pattern)])
    assert [(each.code, each.where) for each in caught.value.findings] == [("P092", HERE)]


def test_a_file_beside_the_workbook_is_copied_and_a_missing_one_told(tmp_path: Path) -> None:
    """The person is told both."""
    person = fill_small(tmp_path / "plant.xlsx")
    for row, name in ((6, "it.csv"), (7, "all.csv")):
        cells = {"Readings are in": "file", "File": name, "Time column": "day"}
        person.row("Sources", cells, at=row)
    sheet = person.sheet("Readings")
    sheet.delete_rows(7, 10)
    (tmp_path / "it.csv").write_text("day,EC_IT\n", "utf-8")
    files, notes = render_from_workbook(tmp_path / "project", person.save(), [])
    assert list(files) == ["project.toml", ".gitattributes", "it.csv"]
    assert files["it.csv"] == tmp_path / "it.csv"
    assert notes.splitlines()[:2] == [
        "it.csv was copied from beside the workbook.",
        f'{tmp_path}/plant.xlsx: Sources!D7: "all.csv" does not lie beside the workbook; put it'
        f" into {tmp_path / 'project'}.",
    ]


def test_a_project_beside_its_workbook_copies_nothing(tmp_path: Path) -> None:
    """The files lie in the folder already."""
    person = fill_small(tmp_path / "plant.xlsx")
    for row in (6, 7):
        cells = {"Readings are in": "file", "File": "it.csv", "Time column": "day"}
        person.row("Sources", cells, at=row)
    person.sheet("Readings").delete_rows(7, 10)
    (tmp_path / "it.csv").write_text("day,EC_IT,EC_DC\n", "utf-8")
    files, _ = render_from_workbook(tmp_path, person.save(), [])
    assert list(files) == ["project.toml", ".gitattributes"]
