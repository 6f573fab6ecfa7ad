"""D103: not a table of text."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D103",
    since="0.1.0",
    title="not a table of text",
    why=(
        "A UTF-16 file, a spreadsheet renamed to .csv, or a file with the line ends of old "
        "Macintosh computers reads as nothing or as garbage elsewhere, in silence. A row with "
        "more cells than the header shifts values into other columns."
    ),
    remedy=(
        "Save the file as CSV in UTF-8 with a header line; declare encoding, delimiter and "
        "decimal where they differ from UTF-8, comma and point. Quote a cell that holds the "
        "delimiter. A line is at most 1 MB long."
    ),
    bad=("timestamp,kwh\n2017-03-01 00:00,1,234.5"),
    good=("timestamp,kwh\n2017-03-01 00:00,1234.5"),
)
