"""Let LibreOffice calculate workbooks from scratch, and compare cell by cell.

Every cached value of a formula is replaced by a wrong one first: what comes back right was
calculated there. Run as a module, it prints the table of all workbooks of these tests.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import openpyxl

from jcm_mrv.report.formulas import exact
from jcm_mrv.views.workbook.numberformats import shown_decimals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jcm_mrv.views.workbook.book import Book, Cell

WRONG = b"987654321"

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""0: always recalculate what comes as .xlsx."""

_NUMBER = re.compile(rb"(<c r=\"[A-Z]+[0-9]+\"(?: s=\"[0-9]+\")?><f>[^<]*</f>)<v>[^<]*</v>")
_TEXT = re.compile(rb"(<c [^>]*t=\"str\"><f>[^<]*</f>)<v>[^<]*</v>")


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold the comparison of one workbook."""

    cells: int
    differences: tuple[str, ...]


def plant_wrong_values(data: bytes) -> bytes:
    """Return a workbook whose formulas all have a wrong value cached."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _NUMBER.sub(rb"\1<v>" + WRONG + rb"</v>", part)
                part = _TEXT.sub(rb"\1<v>planted</v>", part)
            new.writestr(name, part)
    return buffer.getvalue()


def recalculate(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Let LibreOffice open and save all workbooks in one run; return the new files by name."""
    profile, before, after = (folder / name for name in ("profile", "before", "after"))
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    before.mkdir()
    for name, data in workbooks.items():
        (before / f"{name}.xlsx").write_bytes(plant_wrong_values(data))
    files = sorted(str(path) for path in before.iterdir())
    setting = f"-env:UserInstallation={profile.as_uri()}"
    command = ["soffice", setting, "--headless", "--convert-to", "xlsx", "--outdir", str(after)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    return {name: after / f"{name}.xlsx" for name in workbooks}


def compare(book: Book, path: Path) -> Compared:
    """Compare every computed cell of a book with what a program saved."""
    file = openpyxl.load_workbook(path, data_only=True)
    cells = [cell for sheet in book.sheets for cell in sheet.cells if cell.tree is not None]
    differences = []
    for cell in cells:
        found = file[cell.sheet].cell(cell.row + 1, cell.column + 1).value
        if not agrees(cell, found):
            place = f"{cell.sheet}!{cell.row + 1},{cell.column + 1}"
            differences.append(f"{place}: {found!r}, {cell.value}, ={cell.formula}")
    return Compared(len(cells), tuple(differences))


def agrees(cell: Cell, found: object) -> bool:
    """Tell whether a value is that of a cell to the last digit shown; whole tonnes exactly."""
    if not cell.is_number:
        return found == cell.value
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return False
    stated, decimals = exact(cell.value), shown_decimals(cell.format)
    if cell.style == "credits" or (not decimals and stated.denominator == 1):
        return Fraction(found) == stated
    return abs(Fraction(found) - stated) * 2 <= Fraction(1, 10**decimals)
