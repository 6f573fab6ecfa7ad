"""P094: cell of the workbook without a value."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P094",
    since="0.2.0",
    title="cell of the workbook without a value",
    why=(
        "Nothing in a workbook is calculated here: what counts is the value that was saved with a "
        "formula. An error, or a formula that was never calculated, has none."
    ),
    remedy=(
        "Open the workbook in a spreadsheet program, mend what shows an error, and save it; or "
        "write the value itself."
    ),
    bad="Fixed values   EF_elec   Value: =Factors!B2   (shows #REF!)",
    good="Fixed values   EF_elec   Value: 0.5546",
)
