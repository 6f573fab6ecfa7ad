"""V332: number differs from the recomputation."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="V332",
    since="0.3.0",
    title="number differs from the recomputation",
    why=(
        "Recomputed from the inputs by the verifier's own copy of the methodology, this number is "
        "another one. Causes are named from the leaves to the root, each with what it alone "
        "moves; what only follows from a cause is counted and not listed."
    ),
    remedy=(
        "Look at the month and the files that are named, and ask the participant why they differ; "
        "each cause is a finding to raise."
    ),
    bad="EC_IT in 2017-03: 41.5 MWh reported, 40.5 MWh recomputed",
    good="the sum of the readings in the file",
)
