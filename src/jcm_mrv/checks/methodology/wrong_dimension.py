"""M013: formula whose units, indices or categories do not fit."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M013",
    since="0.1.0",
    title="formula whose units, indices or categories do not fit",
    why=(
        "Energy plus mass, or days taken for hours, gives a number that looks like any other."
        " Units are checked when a methodology is loaded, so that no result can come from a "
        "formula that cannot be right."
    ),
    remedy=(
        'Bring both sides to one dimension: with a factor that has a unit, such as q("24 '
        'hour/day"), or with the right parameter; give an indexed name its index.'
    ),
    bad="formula = 'EC_CAP * 24 * D'",
    good="formula = 'EC_CAP * q(\"24 hour/day\") * D'",
)
