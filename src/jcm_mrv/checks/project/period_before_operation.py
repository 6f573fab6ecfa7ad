"""P041: monitoring period starts before operation."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P041",
    since="0.1.0",
    title="monitoring period starts before operation",
    why=(
        "Reductions before the start of operation do not exist; readings from commissioning "
        "would be credited."
    ),
    remedy=(
        "Start the period on the first day of operation or later, or correct start_of_operation."
    ),
    bad=("start_of_operation = 2017-03-01\nstart = 2017-01-01"),
    good=("start_of_operation = 2017-03-01\nstart = 2017-03-01"),
)
