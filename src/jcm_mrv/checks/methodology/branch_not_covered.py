"""M022: arm of a formula that no case reaches."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M022",
    since="0.1.0",
    title="arm of a formula that no case reaches",
    why=(
        "An arm that was never computed may hold any mistake; the first project to reach it "
        "would be its first test."
    ),
    remedy="Add a case whose inputs lead to that arm.",
    bad="formula = 'A if D > q(\"180 day\") else B' and cases of a whole year only",
    good="one case of a whole year and one of a month",
)
