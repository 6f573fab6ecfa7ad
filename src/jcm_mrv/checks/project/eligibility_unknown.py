"""P032: eligibility criterion unknown."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P032",
    since="0.1.0",
    title="eligibility criterion unknown",
    why=(
        "An answer to a criterion that the methodology does not have is an answer to another "
        "text: of another version, perhaps."
    ),
    remedy="Take the ids that `jcm-mrv methodology show` lists.",
    bad='9 = { met = true, evidence = "…" }',
    good='1 = { met = true, evidence = "…" }',
)
