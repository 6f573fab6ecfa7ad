"""M011: unknown name in a methodology."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M011",
    since="0.1.0",
    title="unknown name in a methodology",
    why=(
        "Every symbol of a formula is a parameter or an equation with a unit and a source. A "
        "name without one has no value."
    ),
    remedy=(
        "Write the name that is proposed, or define it under [parameters], [equations] or [sets]."
    ),
    bad='formula = "EC_IT * EF_gird"',
    good='formula = "EC_IT * EF_grid"',
)
