"""P027: readings do not give the parameter's aggregate."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P027",
    since="0.1.0",
    title="readings do not give the parameter's aggregate",
    why=(
        "A sum over the year comes from energy, power or the difference of a register; a "
        "mean, maximum or minimum comes from states such as temperatures. The sum of "
        "temperatures means nothing."
    ),
    remedy=(
        "Set `measures` to what the readings are. State an amount only for a parameter that "
        "is a sum."
    ),
    bad=('measures = "state"\nunit = "kWh"'),
    good=('measures = "register"\nunit = "kWh"'),
)
