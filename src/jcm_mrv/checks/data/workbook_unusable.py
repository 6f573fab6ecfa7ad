"""D137: workbook that cannot be used."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D137",
    since="0.2.0",
    title="workbook that cannot be used",
    why=(
        "A workbook is a zip of XML. A copy that was cut off gives a part of a year; one with a "
        "password gives nothing; a text file under the name of a workbook, or a workbook under "
        "the name of a text file, is read as something else by every program. One that unpacks "
        "to far more than readings need is a trap, or a sheet with millions of formatted empty "
        "cells. The limits are a declared policy: 128 MB as a file, 256 MB unpacked and 200 "
        "times the file beyond the first 16 MB, 3 million cells with values and 2,000 columns in a "
        "sheet, 10,000 parts, and no document type in any part."
    ),
    remedy=(
        "Open the workbook in a spreadsheet program, remove the password, and save it as .xlsx; "
        "delete empty rows and columns that carry formats; split a large one by month, or export "
        "CSV or Parquet. Workbooks of the kinds .xls, .xlsb and .ods are not read: save them as "
        ".xlsx."
    ),
    bad='files = "monitoring/2017.xlsx", which is CSV text under another name',
    good='files = "monitoring/2017.csv"',
    source="ECMA-376 (Office Open XML); the limits are our own",
)
