"""V394: value typed where a formula belongs."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V394",
    since="0.4.0",
    title="value typed where a formula belongs",
    why=(
        "What is typed follows from nothing: it stays as it is when the readings change, and "
        "nobody can see where it comes from. Regulators return such workbooks."
    ),
    remedy="Put the formula back that the finding names, or write the workbook again.",
    bad="credits   310",
    good="credits   =ROUNDDOWN(ROUND(D12,6),0)",
)
