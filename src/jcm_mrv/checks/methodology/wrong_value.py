"""M005: wrong type or value in a methodology."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="M005",
    since="0.1.0",
    title="wrong type or value in a methodology",
    why=(
        "Numbers are read as the decimals that were written, texts as texts. What is of "
        "another type, out of range or no choice at that place is refused, since any guess "
        "would be a number that nobody wrote."
    ),
    remedy=(
        "Write a value of the type that is named: numbers and dates without quotes, texts "
        "with them."
    ),
    bad='value = "1.8"',
    good="value = 1.8",
)
