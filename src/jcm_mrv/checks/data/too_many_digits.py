"""D120: number with too many digits."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="D120",
    since="0.1.0",
    title="number with too many digits",
    why=(
        "Readings are kept as they were written, with up to 18 decimals and 20 digits before "
        "the point, and summed exactly. More digits than that would be rounded, and a "
        "rounding that nobody declared could move a tonne."
    ),
    remedy=(
        "Declare decimals = N in the source: its readings are then rounded to N decimals, "
        "half to even, and the source says so. For numbers that are too large to be summed "
        "exactly, give a larger unit."
    ),
    bad="41.20000000000000000000001",
    good="decimals = 6",
)
