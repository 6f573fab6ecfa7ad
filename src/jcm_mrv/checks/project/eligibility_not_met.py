"""P031: eligibility criterion not met."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P031",
    since="0.1.0",
    title="eligibility criterion not met",
    why=(
        "A project that does not meet a criterion is outside of the methodology, whatever its "
        "readings say."
    ),
    remedy="Check the answer. If it is right, this methodology cannot be applied to the project.",
    bad='1 = { met = false, evidence = "site visit" }',
    good='1 = { met = true, evidence = "PDD, section B.2" }',
)
