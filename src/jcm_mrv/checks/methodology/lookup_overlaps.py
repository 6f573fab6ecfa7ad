"""M017: lookup with rows that overlap or are empty."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M017",
    since="0.1.0",
    title="lookup with rows that overlap or are empty",
    why=(
        "A lookup gives one value for one case. Where two rows hold, the result would hang on"
        " their order; a row that never holds is a value that nobody gets."
    ),
    remedy='Let each range begin where the one before ends: "from" is inside, "below" is not.',
    bad="{ from = 0, below = 300 } and { from = 299, below = 450 }",
    good="{ from = 0, below = 300 } and { from = 300, below = 450 }",
)
