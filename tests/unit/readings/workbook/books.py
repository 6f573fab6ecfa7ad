"""Workbooks for the tests: written by two libraries, and by hand where those would not."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from jcm_mrv.readings.workbook.book import choose_sheet, open_workbook, write_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jcm_mrv.readings.workbook.book import Sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/>'
    "</cellXfs></styleSheet>"
)


def by_hand(
    path: Path,
    rows: str,
    *,
    strings: str | None = None,
    sheet: str | None = None,
    workbook: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write a workbook of one sheet, part by part.

    Args:
        path: where to.
        rows: what stands in ``sheetData``.
        strings: what stands in ``sst``; None leaves the part out.
        sheet: the whole part of the sheet, in place of one around ``rows``.
        workbook: what stands in the workbook before its sheets.
        more: further parts, or others in place of the usual ones.
    """
    kinds = {"rId1": "worksheet", "rId2": "styles"}
    names = {"rId1": "worksheets/sheet1.xml", "rId2": "styles.xml"}
    if strings is not None:
        kinds["rId3"], names["rId3"] = "sharedStrings", "sharedStrings.xml"
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{names[key]}"/>'
        for key, kind in kinds.items()
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}'
        '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}'
        "</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": sheet
        or f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        **({"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'} if strings else {}),
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def read(
    path: Path, sheet: str | None = None, *, delimiter: str = ",", decimal: str = "."
) -> tuple[list[str], Sheet]:
    """Return the lines that a sheet becomes, and where they came from."""
    scratch = path.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    with open_workbook(path, path.name) as workbook:
        copy, source = write_sheet(
            workbook,
            choose_sheet(workbook, sheet),
            path.name,
            delimiter=delimiter,
            decimal=decimal,
            scratch=scratch,
        )
    return copy.read_text("utf-8").split("\n")[:-1], source
