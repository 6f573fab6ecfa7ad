"""M012: equations that need each other."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M012",
    since="0.1.0",
    title="equations that need each other",
    why=(
        "An equation is computed from what is known before it. Where two need each other, "
        "neither has a value."
    ),
    remedy="Take one of the names in the circle out of a formula.",
    bad='RE.formula = "ER + PE"\nER.formula = "RE - PE"',
    good='RE.formula = "EC_IT * EF"\nER.formula = "RE - PE"',
)
