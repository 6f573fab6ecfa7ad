"""P030: eligibility criterion unanswered."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P030",
    since="0.1.0",
    title="eligibility criterion unanswered",
    why=(
        "The methodology applies only to projects that meet all of its criteria; a verifier "
        "goes through them one by one."
    ),
    remedy="Answer each criterion with met and evidence under [eligibility].",
    bad="[eligibility]",
    good=('[eligibility]\n1 = { met = true, evidence = "PDD, section B.2" }'),
)
