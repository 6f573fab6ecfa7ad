"""V391: report too large for a workbook."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V391",
    since="0.4.0",
    title="report too large for a workbook",
    why=(
        "A sheet has 1,048,576 rows, a cell takes formulas of 8,192 characters. A workbook that "
        "leaves something out, or holds a value where a formula belongs, is no workbook of the "
        "report."
    ),
    remedy="Hand in report.json, the page or the paper, or divide the monitoring period.",
    bad="a set of 20,000 members over 120 months: 2.4 million rows of readings",
    good="a set of 5,000 members over 12 months",
)
