"""V301: no envelope beside the report."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V301",
    since="0.3.0",
    title="no envelope beside the report",
    why=(
        "A report that nobody signed may have been written by anybody; that its numbers "
        "follow from its readings says nothing about who answers for them. Nothing is proved, "
        "and nothing is disproved."
    ),
    remedy=(
        "Ask the participants for report.dsse.json, and put it beside the report. To check "
        "the numbers alone, say --unsigned: that is a decision of the verifier, and the "
        "verdict repeats it."
    ),
    bad="report.json alone in its folder",
    good="report.json and report.dsse.json, as jcm-mrv sign writes it",
)
