"""C201: equation that divides by zero."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="C201",
    since="0.1.0",
    title="equation that divides by zero",
    why=(
        "A quotient without a divisor has no value, and no year that needs it has a result. "
        "Often a monitored parameter is zero because its source has no readings."
    ),
    remedy=(
        "Look at the part of the formula that the message names: give the fixed value or the "
        "readings that it is made of."
    ),
    bad="EG / EC, with EC = 0 for the whole year",
    good="EG / EC, with the readings of EC",
)
