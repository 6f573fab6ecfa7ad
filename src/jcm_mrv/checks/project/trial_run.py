"""P026: trial run outside of the JCM."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P026",
    since="0.1.0",
    title="trial run outside of the JCM",
    why=(
        "Without a partner country there is no Joint Committee and no credit. The emissions "
        "are calculated, the credits stay empty."
    ),
    remedy="Nothing, for a trial. For a JCM project write the country's code.",
    bad='country = "none"',
    good='country = "PH"',
)
