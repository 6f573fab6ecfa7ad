"""D138: formula without a stored value."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D138",
    since="0.2.0",
    title="formula without a stored value",
    why=(
        "A spreadsheet program stores the value of every formula beside it, and that value is "
        "what is read: nothing is calculated here. A workbook that was written by a script, and "
        "never saved by a spreadsheet program, holds formulas without values. Elsewhere such a "
        "cell reads as empty, or as zero, in silence. A column of formulas that are all zero, in "
        "a workbook that asks to be calculated when it is opened, is taken for such a one."
    ),
    remedy=(
        "Open the workbook in a spreadsheet program, let it calculate, save it, and compare the "
        "values with what you expect; or paste the values in place of the formulas."
    ),
    bad="C2 holds =A2*B2 and no value, as a script wrote it",
    good="C2 holds =A2*B2 and its value 12.5, as a spreadsheet program saved it",
    source="ECMA-376 part 1, 18.3.1.40 (f) and 18.3.1.96 (v)",
)
