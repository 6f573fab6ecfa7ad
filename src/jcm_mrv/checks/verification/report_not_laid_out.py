"""V392: report cannot be laid out."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V392",
    since="0.4.0",
    title="report cannot be laid out",
    why=(
        "Every calculated cell of a workbook is a formula. A report whose numbers do not follow "
        "from each other, or whose entries do not fit together, would show other numbers as soon "
        "as somebody recalculates."
    ),
    remedy=(
        "jcm-mrv verify tells which numbers do not follow; jcm-mrv report calculates the report "
        "again from its inputs."
    ),
    bad="credits that were edited in report.json",
    good="the report.json that jcm-mrv report wrote",
)
