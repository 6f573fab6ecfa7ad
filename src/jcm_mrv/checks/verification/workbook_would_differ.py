"""V390: workbook would differ."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V390",
    since="0.4.0",
    title="workbook would differ",
    why=(
        "A spreadsheet calculates with binary floats of some 15 digits. Where its formulas would "
        "show another number than the report, or lose or gain a tonne, a reader of the workbook "
        "would trust the wrong one."
    ),
    remedy=(
        "Hand in report.json, the page or the paper: their numbers are exact. The message names "
        "the first cell; a result that lies within a millionth of a tonne of the next whole one, "
        "or a number of more than 15 digits, is the usual reason."
    ),
    bad="reductions of 4.9999999 t: 4 credits, and ROUNDDOWN(ROUND(x,6),0) gives 5",
    good="reductions of 4.99 t",
)
