"""D140: error value in a cell."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D140",
    since="0.2.0",
    title="error value in a cell",
    why=(
        "#N/A, #REF! or #DIV/0! says that a formula failed: a deleted column, a look-up without "
        "an answer, a division by zero. The reading is not known, which is something else than "
        "that there is none."
    ),
    remedy=(
        "Mend the formula and save the workbook. Where an error value stands for no reading, as "
        '#N/A from a historian does, say so: missing = ["#N/A"]; the steps are then a gap. An '
        "error value in a column of where or member_column has to be mended, since it hides "
        "which rows are meant."
    ),
    bad="B17 shows #REF!",
    good='missing = ["#N/A"]              # the historian had no value',
)
