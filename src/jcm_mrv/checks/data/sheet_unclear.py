"""D139: sheet that is missing or not named."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D139",
    since="0.2.0",
    title="sheet that is missing or not named",
    why=(
        "A workbook often holds a sheet a month, a summary, and notes. Which of them holds the "
        "readings is for the project to say: the first one, or the one that was open when the "
        "workbook was saved, may be another one tomorrow. Only where a single visible sheet "
        "holds anything is there nothing to choose."
    ),
    remedy=(
        'Name the sheet in the source, as it stands on its tab: sheet = "Readings". Sheets that '
        "follow each other, such as one a month, are a list. A sheet that is named may be hidden."
    ),
    bad=('files = "2017.xlsx"         # with the sheets "Jan", "Feb" and "Notes"'),
    good=('files = "2017.xlsx"\nsheet = ["Jan", "Feb"]'),
)
