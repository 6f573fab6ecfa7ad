"""V340: finding is missing from the report."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V340",
    since="0.3.0",
    title="finding is missing from the report",
    why=(
        "The checks find something in these inputs that the report keeps quiet about. A missing "
        "error finding gives credits that are to be withheld."
    ),
    remedy=("Ask the participant to make the report again, and look at what the finding is about."),
    bad="a report without the D104 of a week without readings",
    good="a report with every finding of its inputs",
)
