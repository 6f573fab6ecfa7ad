"""Let LibreOffice calculate workbooks from scratch, and compare cell by cell.

Every cached value of a formula is replaced by a wrong one first: what comes back right was
calculated there. ``pytest -s`` on test_recalculation.py prints the table of all workbooks.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from jcm_mrv.report.formulas import exact
from jcm_mrv.views.workbook.expression import address
from jcm_mrv.views.workbook.numberformats import shown_decimals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jcm_mrv.views.workbook.book import Book, Cell

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
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


def read_values(path: Path) -> dict[tuple[str, str], float | str | None]:
    """Return what the cells with a formula show, by sheet and name of the cell."""
    found: dict[tuple[str, str], float | str | None] = {}
    with zipfile.ZipFile(path) as file:
        book = ElementTree.fromstring(file.read("xl/workbook.xml"))  # noqa: S314 -- our own
        names = [one.get("name", "") for one in book.iter(f"{_MAIN}sheet")]
        for number, name in enumerate(names, 1):
            sheet = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314
            for cell in sheet.iter(f"{_MAIN}c"):
                value = cell.find(f"{_MAIN}v")
                if cell.find(f"{_MAIN}f") is None or value is None:
                    continue
                text = value.text or ""
                found[name, cell.get("r", "")] = text if cell.get("t") == "str" else float(text)
    return found


def compare(book: Book, path: Path) -> Compared:
    """Compare every computed cell of a book with what a program saved."""
    saved = read_values(path)
    cells = [cell for sheet in book.sheets for cell in sheet.cells if cell.tree is not None]
    differences = []
    for cell in cells:
        found = saved.get((cell.sheet, address(cell.row, cell.column)))
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
    stated = exact(cell.value)
    off = abs(Fraction(found) - stated)
    if cell.style in ("credits", "whole"):
        return not off
    # Half of the last digit shown; half of a thousandth where fewer decimals are shown.
    return off * 2 <= Fraction(1, 10 ** max(shown_decimals(cell.format), 3))


def render_table(compared: Mapping[str, Compared]) -> str:
    """Return a line for each workbook: cells compared, and how many differ."""
    rows = [(name, str(one.cells), str(len(one.differences))) for name, one in compared.items()]
    cells = sum(one.cells for one in compared.values())
    differences = sum(len(one.differences) for one in compared.values())
    rows.append((f"all {len(compared)} workbooks", str(cells), str(differences)))
    width = max(len(name) for name, *_ in rows)
    head = f"{'workbook':{width}}  cells  differences"
    lines = [f"{name:{width}}  {count:>5}  {off:>11}" for name, count, off in rows]
    return "\n".join([head, *lines])
