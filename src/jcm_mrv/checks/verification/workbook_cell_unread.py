"""V398: cell of a workbook has no value to verify."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V398",
    since="0.4.0",
    title="cell of a workbook has no value to verify",
    why=(
        "An input cell that is empty or holds a text where a number is expected gives nothing to "
        "calculate from. A formula without a stored value shows nothing that could be compared: "
        "programs that cannot calculate save workbooks so."
    ),
    remedy=(
        "Fill the cell in; or open the workbook in a spreadsheet program, let it calculate, and "
        "save it."
    ),
    bad="a workbook saved by a script, its formulas without values",
    good="the same, opened and saved in a spreadsheet program",
)
