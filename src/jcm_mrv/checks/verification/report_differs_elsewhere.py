"""V348: something else of the report differs."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V348",
    since="0.3.0",
    title="something else of the report differs",
    why=(
        "Nothing of a report goes without being compared: facts of the project, meters, "
        "calibrations, times, policies. This place is not what the inputs give."
    ),
    remedy=("Ask for the report that jcm-mrv wrote."),
    bad="a calibration date in the report that the project file does not have",
    good="the date as in the project file",
)
