"""Workbooks that LibreOffice has saved again are verified as they were before."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.unit.forms.monitoring.books import cell_at, edited, name_of, workbook_of

from jcm_mrv.forms.monitoring.verifying import verify_book

if TYPE_CHECKING:
    from pathlib import Path

LAO, BOHOL, ROOFS = "lao-data-center", "philippines-bohol-solar", "philippines-rooftop-solar"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of workbooks that one run of LibreOffice opened and saved."""
    folder = tmp_path_factory.mktemp("saved")
    credited = cell_at(LAO, "/totals/credits", "MRS(input)")
    written = {
        "lao": workbook_of(LAO),
        "bohol-ja": workbook_of(BOHOL, "ja"),
        "roofs": workbook_of(ROOFS),
        "typed": edited(workbook_of(LAO), credited.sheet, name_of(credited), "217", typed=True),
    }
    for name, data in written.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    target = folder / "again"
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(target),
        *(str(folder / f"{name}.xlsx") for name in written),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return target


@pytest.mark.parametrize("name", ["lao", "bohol-ja", "roofs"])
def test_what_libreoffice_saved_holds_in_every_step(saved: Path, name: str) -> None:
    """It writes formulas, styles and numbers of 15 digits in its own way."""
    outcome = verify_book(saved / f"{name}.xlsx")
    assert outcome.verdict == "REPRODUCED"
    assert [step.mark for step in outcome.steps] == ["held"] * 5


def test_a_typed_value_is_told_after_saving_too(saved: Path) -> None:
    """207 t in all, and ten more typed over the formula."""
    first = verify_book(saved / "typed.xlsx").first
    assert first is not None
    assert (first.kind, first.found) == ("typed", "217")
    assert first.tonnes == 217 - 207
