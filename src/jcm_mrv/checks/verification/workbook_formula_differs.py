"""V395: formula is another one."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V395",
    since="0.4.0",
    title="formula is another one",
    why=(
        "The formulas of the workbook are those of the methodology, step by step. Another one "
        "may leave out a month, or calculate something else under the same name. The verifier's "
        "own copy of the methodology says which one belongs there; case, blanks and absolute "
        "signs do not matter."
    ),
    remedy="Put the formula back that the finding names, or write the workbook again.",
    bad="=SUM(G8:G18)      one month left out",
    good="=SUM(G8:G19)",
)
