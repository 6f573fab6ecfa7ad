"""P061: treatment of gaps lacks what it needs."""

from __future__ import annotations

from jcm_mrv.checks.check import Check

CHECK = Check(
    code="P061",
    since="0.1.0",
    title="treatment of gaps lacks what it needs",
    why=(
        "To fill a gap with the most that a point can carry, that figure is needed; with "
        "invoices, the invoices; with a second meter, its readings; to call it an outage, the "
        "event with its evidence."
    ),
    remedy="Add what the message names, or choose another treatment.",
    bad='gap_treatment = "maximum"',
    good=('gap_treatment = "maximum"\nrated = { value = 90, unit = "kW" }'),
)
