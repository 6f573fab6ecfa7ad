"""V323: report tells the methodology otherwise."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V323",
    since="0.3.0",
    title="report tells the methodology otherwise",
    why=(
        "A report repeats of its methodology what a reader needs: titles, equations with their "
        "trees, parameters, units, policies. What it repeats is not what the methodology says, so "
        "that a reader would be shown another calculation than the one that counts."
    ),
    remedy=("Do not use the report; ask for the one that jcm-mrv wrote."),
    bad="an equation shown as EC_IT * 2.8 where the methodology has 1.8",
    good="equations as the methodology has them",
)
