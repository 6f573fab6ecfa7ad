"""V331: report contradicts itself."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V331",
    since="0.3.0",
    title="report contradicts itself",
    why=(
        "A number of the report does not follow from the numbers that it states below it: months "
        "do not add up to the value, or the equation does not give its result. No input is needed "
        "to see that."
    ),
    remedy=("Do not use the report; ask for the one that jcm-mrv wrote."),
    bad="three months of 10 MWh, and a value of 40 MWh",
    good="three months of 10 MWh, and a value of 30 MWh",
)
