"""C207: conservative side that does not hold here."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C207",
    since="0.1.0",
    title="conservative side that does not hold here",
    why=(
        "Every treatment of a gap, a conflict or a late calibration takes the side that the "
        "methodology declares for a parameter. Where, at the values of this project, the "
        "reductions fall on the other side, each treatment would favour the project."
    ),
    remedy=(
        'Tell the author of the methodology: the side is "both" where it depends on the '
        "values. Then both sides are calculated, and the lower result counts."
    ),
    bad='conservative = "low" for an efficiency that this project divides by',
    good='conservative = "both"',
)
