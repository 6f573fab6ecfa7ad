"""C205: negative reductions of the whole period."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C205",
    since="0.1.0",
    title="negative reductions of the whole period",
    why=(
        "Over the whole period the project emitted more than its reference. There is nothing "
        "to credit."
    ),
    remedy=(
        "Check units, signs and sides: a source of consumption under a parameter of "
        "generation, a factor in kg for t, a reference value of another project."
    ),
    bad="PUE_RE = 1.08, where the reference is 1.8",
    good="PUE_RE = 1.8",
)
