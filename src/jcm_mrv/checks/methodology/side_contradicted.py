"""M021: conservative side that a case contradicts."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M021",
    since="0.1.0",
    title="conservative side that a case contradicts",
    why=(
        "Gaps and meter errors are counted on the declared side. If reductions rise where "
        "they should fall, every treatment of a gap makes credits out of missing data."
    ),
    remedy=(
        'Declare "low" where reductions rise with the parameter, "high" where they fall, '
        '"both" where it depends; add a case in which it moves them.'
    ),
    bad='the electricity that a project uses: conservative = "low"',
    good='the electricity that a project uses: conservative = "high"',
)
