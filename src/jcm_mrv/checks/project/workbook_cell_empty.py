"""P091: cell of the workbook that must not stay empty."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P091",
    since="0.2.0",
    title="cell of the workbook that must not stay empty",
    why=(
        "Without it the project says nothing, or leaves open what was meant; a value that is not "
        "there is never guessed."
    ),
    remedy=(
        "Fill in the cell that is named. A cell with a * above or beside it is always needed, "
        "others once something stands in their row."
    ),
    bad="Fixed values   PUE_RE   Value: (empty)",
    good="Fixed values   PUE_RE   Value: 1.8   Source: PDD, section B.3",
)
