"""P006: number outside of the limits."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P006",
    since="0.1.0",
    title="number outside of the limits",
    why=(
        "A number has at most 40 digits and an exponent from -30 to 30. No quantity of a "
        "plant needs more, and a number such as 1e999999999 would keep an exact calculation "
        "busy for ever."
    ),
    remedy=(
        "Write the number in a larger unit, or remove the digits that no meter gives. NaN and "
        "infinity are no quantities."
    ),
    bad="value = 1e999999999",
    good="value = 0.5546",
)
