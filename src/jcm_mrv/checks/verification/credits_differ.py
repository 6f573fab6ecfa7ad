"""V347: credits or totals differ."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V347",
    since="0.3.0",
    title="credits or totals differ",
    why=(
        "Whole tonnes follow from the exact reductions by the named rounding step, and are "
        "withheld where an error touches the year. The report states another number."
    ),
    remedy=("Do not use the number; the recomputed one stands beside it."),
    bad="172 credits from reductions of 171.18 t",
    good="171 credits",
)
