"""What is proposed for a workbook: its sheet, its header, its columns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from jcm_mrv.cli.answer import UsageError
from jcm_mrv.cli.propose import ProposalError
from jcm_mrv.cli.propose_workbook import propose_workbook
from jcm_mrv.cli.start import render_new_project
from jcm_mrv.units import standard_units

if TYPE_CHECKING:
    from pathlib import Path

UNITS = standard_units().names
ROWS: list[list[Any]] = [
    ["When", "Meter A [kWh]", "Outside [°C]"],
    *([datetime(2017, 3, 1) + timedelta(minutes=15 * i), 2.5 + i % 7, 21.5] for i in range(40)),
]


def save(path: Path, **sheets: list[list[Any]]) -> Path:
    """Write a workbook of several sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_one_sheet(tmp_path: Path) -> None:
    """Stamps, step, columns and units; no sheet and no header row where there is no choice."""
    found = propose_workbook(save(tmp_path / "a.xlsx", Data=ROWS), UNITS)
    assert (found.sheet, found.header_row) == (None, None)
    assert (found.time, found.time_formats, found.step) == ("When", ("iso",), "15 minutes")
    assert [(one.name, one.unit, one.measures) for one in found.columns] == [
        ("Meter A [kWh]", "kWh", "energy"),
        ("Outside [°C]", "degC", "state"),
    ]


def test_titles_and_other_sheets(tmp_path: Path) -> None:
    """The sheet and the row of the header are named where others stand before them."""
    titled: list[list[Any]] = [
        ["Export of the plant"],
        [],
        ["Printed", datetime(2018, 1, 1)],
        *ROWS,
    ]
    path = save(tmp_path / "a.xlsx", Notes=[["by hand"]], Data=titled)
    found = propose_workbook(path, UNITS)
    assert (found.sheet, found.header_row, found.time) == ("Data", 4, "When")


def test_nothing_to_propose(tmp_path: Path) -> None:
    """A workbook without a table says so."""
    with pytest.raises(ProposalError, match="none of its visible sheets holds anything"):
        propose_workbook(save(tmp_path / "a.xlsx", Data=[]), UNITS)
    with pytest.raises(ProposalError, match="it is no table of a header and rows"):
        propose_workbook(save(tmp_path / "b.xlsx", Data=[["a"], ["b"]]), UNITS)


def test_a_new_project_from_a_workbook(tmp_path: Path) -> None:
    """Init writes the keys of the sheet, and copies the workbook."""
    titled = [["Export of the plant"], *ROWS]
    path = save(tmp_path / "a.xlsx", Data=titled, Notes=[["by hand"]])
    folder = tmp_path / "new"
    made = render_new_project(folder, "data-center-efficiency 1", data=path, methodologies=())
    text = bytes(made["project.toml"]).decode()
    assert 'files = "monitoring/a.xlsx"' in text
    assert 'sheet = "Data"\nheader_row = 2\n' in text
    assert 'time = "When"' in text
    assert made["monitoring/a.xlsx"] == path


def test_a_workbook_that_cannot_be_used(tmp_path: Path) -> None:
    """The sentence is that of the finding."""
    (tmp_path / "a.xlsx").write_bytes(b"a,b")
    with pytest.raises(UsageError, match=r"rename it to \.csv\.$"):
        render_new_project(
            tmp_path / "new",
            "data-center-efficiency 1",
            data=tmp_path / "a.xlsx",
            methodologies=(),
        )
