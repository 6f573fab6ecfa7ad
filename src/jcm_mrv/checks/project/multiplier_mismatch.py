"""P051: multiplier is not the transformers' ratio."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P051",
    since="0.1.0",
    title="multiplier is not the transformers' ratio",
    why=(
        "A register behind transformers counts a fraction of the energy: ct x vt of it. A "
        "wrong multiplier moves every tonne by the same factor, and looks plausible all year."
    ),
    remedy=(
        "Compare with the name plates of the transformers; correct the multiplier, or ct and "
        "vt of the meter."
    ),
    bad=("multiplier = 40\nct = 60"),
    good=("multiplier = 60\nct = 60"),
)
