"""P090: not a workbook that the template wrote."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P090",
    since="0.2.0",
    title="not a workbook that the template wrote",
    why=(
        "Cells are read by their places. In another file, in one of another version, or where "
        "rows or columns were moved, a value would be taken for another one."
    ),
    remedy=(
        "Write a workbook by jcm-mrv template ID --xlsx, copy into it what was filled in, and "
        "save it as .xlsx without a password. Rows and columns stay where they are; free rows "
        "below take what is added."
    ),
    bad="Project!B5   (empty)",
    good="Project!B5   jcm-mrv/workbook/1",
)
