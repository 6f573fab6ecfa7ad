"""V393: workbook cannot be verified."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V393",
    since="0.4.0",
    title="workbook cannot be verified",
    why=(
        "Cells are found by their places in the layout that jcm-mrv writes. A file that is "
        "damaged, protected with a password or laid out otherwise cannot be compared with it, "
        "and is not taken on trust."
    ),
    remedy=(
        "Ask for the workbook as jcm-mrv report --view xlsx or jcm-mrv view wrote it, saved as "
        ".xlsx without a password, rows and columns where they were."
    ),
    bad="a workbook that was encrypted for the e-mail",
    good="the .xlsx as it was written, its input cells filled in",
)
