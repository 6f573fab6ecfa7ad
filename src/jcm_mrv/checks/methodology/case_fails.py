"""M020: worked case that fails."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M020",
    since="0.1.0",
    title="worked case that fails",
    why=(
        "A case is made by hand, apart from the program. Where the two differ, one of them is"
        " wrong, and no project should be computed before it is known which."
    ),
    remedy=(
        "Go through the arithmetic beside the expected value: correct the formula, or the case."
    ),
    bad='ER = { value = 207, because = "(520 * 1.8 - 561.6) * 0.5546" }',
    good='ER = { value = 207.64224, because = "(520 * 1.8 - 561.6) * 0.5546" }',
)
