"""C208: number beyond the limits of a calculation."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C208",
    since="0.1.0",
    title="number beyond the limits of a calculation",
    why=(
        "Numbers are exact, so that squares of squares grow without end. A value of more than "
        "65,536 bits, more than ten million operations in a run, or reductions of more than "
        "9,007,199,254,740,991 t, the largest whole number of a report, belong to no project."
    ),
    remedy=(
        "Check the fixed values for digits that do not belong there, and the formula for "
        "powers of powers."
    ),
    bad="X ** 4, where X is a fourth power of a fourth power",
    good="X * 0.5546",
)
