"""M004: missing key in a methodology."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M004",
    since="0.1.0",
    title="missing key in a methodology",
    why=(
        "Each parameter says where its number comes from, each monitored one on which side it"
        " errs: nothing of that is assumed."
    ),
    remedy="Add the key that is named.",
    bad='[parameters.EC_IT]\nkind = "monitored"',
    good='[parameters.EC_IT]\nkind = "monitored"\naggregate = "sum"\nconservative = "low"',
)
